import {
  type CommandEvent,
  type CommandProgress,
  type CommandState,
  expiryGraceMs,
  isFinalState,
  missesBeforeUnconfirmed,
} from './state.ts'

export type Step = { ok: true; command: CommandProgress } | { ok: false; why: StepRefusal }
export type StepRefusal =
  | 'final'
  | 'notPossible'
  | 'expired'
  | 'notExpired'
  | 'tooEarly'
  | 'beingSent'
  | 'maybeSent'

/**
 * The only way in which a command changes. Pure: the caller stores what it returns, in the transaction that read the
 * command. A final state stays, nothing starts to be sent after its expiry, and what is not idempotent is never sent
 * while an earlier sending may have gone out.
 */
export function stepCommand(command: CommandProgress, event: CommandEvent, now: number): Step {
  if (isFinal(command)) return refuse('final')
  switch (event.type) {
    case 'approved':
      if (command.state !== 'requested') return refuse('notPossible')
      if (now >= command.expiresAt) return refuse('expired')
      return to(event.missing === 0 ? 'approved' : 'requested', {
        ...command,
        approvalsMissing: event.missing,
      })
    case 'edited':
      if (!['requested', 'approved', 'queued'].includes(command.state)) return refuse('notPossible')
      if (command.sending || command.maybeSent) return refuse('beingSent')
      if (now >= command.expiresAt) return refuse('expired')
      return to('requested', {
        ...command,
        approvalsMissing: event.approvalsNeeded,
        expiresAt: event.expiresAt,
      })
    case 'released':
      if (command.state !== 'approved') return refuse('notPossible')
      return command.approvalsMissing > 0 ? refuse('notPossible') : to('queued', command)
    case 'cancelled':
      if (!['requested', 'approved', 'queued'].includes(command.state)) return refuse('notPossible')
      if (command.sending) return refuse('beingSent')
      // It will not be tried again; but nobody may say that it was not done.
      return to(command.maybeSent ? 'unknown' : 'cancelled', command)
    case 'superseded':
      return command.sending ? refuse('beingSent') : to('superseded', command)
    case 'clock':
      return clock(command, now)
    default:
      return ofSending(command, event, now)
  }
}

type SendingEvent = Exclude<
  CommandEvent,
  { type: 'approved' | 'edited' | 'released' | 'cancelled' | 'superseded' | 'clock' }
>

function ofSending(command: CommandProgress, event: SendingEvent, now: number): Step {
  const { state, sending } = command
  switch (event.type) {
    case 'sendStarted':
      return start(command, now)
    case 'sent':
      // The radio's word may overtake our own record of the hand-over.
      if (!sending) return refuse('notPossible')
      return to(state === 'queued' ? 'handedOver' : state, { ...command, sending: false, maybeSent: true })
    case 'notSent':
      if (!sending || state !== 'queued') return refuse('notPossible')
      // It costs nothing of the budget, which is for sendings that may have gone out: the expiry is its bound.
      return retry(
        { ...command, attempts: command.attempts - 1 },
        event.retryAt,
        command.maybeSent ? 'unknown' : 'failed',
      )
    case 'refused':
      if (state !== 'queued') return refuse('notPossible')
      return to(command.maybeSent ? 'unknown' : 'failed', { ...command, sending: false })
    case 'outcomeLost':
      if (!sending) return refuse('notPossible')
      if (state !== 'queued') return to(state, { ...command, sending: false })
      return command.idempotent
        ? retry({ ...command, maybeSent: true }, event.retryAt, 'unknown')
        : to('unknown', { ...command, sending: false, maybeSent: true })
    case 'radioSent':
      return isOut(command) && !has(command, 'acknowledged')
        ? to('radioSent', { ...command, maybeSent: true })
        : refuse('notPossible')
    case 'acknowledged':
      return isOut(command) ? to('acknowledged', { ...command, maybeSent: true }) : refuse('notPossible')
    case 'networkFailed':
      return networkFailed(command, event)
    case 'withdrawn':
      return state === 'handedOver' ? to('cancelled', command) : refuse('notPossible')
    case 'seen':
      return seen(command, event.matches)
  }
}

/** An acknowledgement that nothing can prove further is an end as well. */
export const isFinal = ({ state, observable, sending }: CommandProgress): boolean =>
  isFinalState(state) || (state === 'acknowledged' && !observable && !sending)

const has = ({ state }: CommandProgress, wanted: CommandState) => state === wanted
/** In somebody else's hands, or on its way there. */
const isOut = ({ state, sending }: CommandProgress) =>
  sending || state === 'handedOver' || state === 'radioSent' || state === 'acknowledged'

function start(command: CommandProgress, now: number): Step {
  if (command.state !== 'queued') return refuse('notPossible')
  if (command.sending) return refuse('beingSent')
  if (now >= command.expiresAt) return refuse('expired')
  if (now < command.notBefore) return refuse('tooEarly')
  if (command.maybeSent && !command.idempotent) return refuse('maybeSent')
  if (command.attempts >= command.maxAttempts) return refuse('notPossible')
  return to('queued', { ...command, sending: true, attempts: command.attempts + 1 })
}

function retry(command: CommandProgress, notBefore: number, otherwise: CommandState): Step {
  const again = command.attempts < command.maxAttempts && notBefore < command.expiresAt
  // What is not tried again keeps its window: no row may begin after it expires.
  return again
    ? to('queued', { ...command, sending: false, notBefore })
    : to(otherwise, { ...command, sending: false })
}

function networkFailed(
  command: CommandProgress,
  { reason, retryAt }: Extract<CommandEvent, { type: 'networkFailed' }>,
): Step {
  if (!isOut(command) || has(command, 'acknowledged')) return refuse('notPossible')
  const known = { ...command, sending: false, maybeSent: true }
  if (reason === 'expired') return to('expired', known)
  if (reason === 'rejected') return to('failed', known)
  return command.idempotent ? retry(known, retryAt, 'failed') : to('unknown', known)
}

function seen(command: CommandProgress, matches: boolean): Step {
  if (!isOut(command)) return refuse('notPossible')
  if (matches) return to('observed', { ...command, sending: false })
  const misses = command.misses + 1
  // Until a radio or the device has spoken, an uplink with the old state says nothing.
  if (command.state !== 'radioSent' && command.state !== 'acknowledged') return refuse('notPossible')
  return to(misses >= missesBeforeUnconfirmed ? 'unconfirmed' : command.state, { ...command, misses })
}

function clock(command: CommandProgress, now: number): Step {
  const { state, sending, expiresAt } = command
  if (sending) return refuse('beingSent')
  if (state === 'radioSent' || state === 'acknowledged')
    return now < command.observeBy ? refuse('notExpired') : to('unconfirmed', command)
  if (state === 'handedOver') {
    if (now < expiresAt + expiryGraceMs) return refuse('notExpired')
    // A network server says when it lets a command expire; a broker hands it over and says nothing.
    return to(command.network === 'mqtt' && !command.idempotent ? 'unknown' : 'expired', command)
  }
  if (now < expiresAt) return refuse('notExpired')
  return to(command.maybeSent && !command.idempotent ? 'unknown' : 'expired', command)
}

const to = (state: CommandState, command: CommandProgress): Step => ({
  ok: true,
  command: { ...command, state },
})
const refuse = (why: StepRefusal): Step => ({ ok: false, why })
