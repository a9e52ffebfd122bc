import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type CommandEvent,
  type CommandProgress,
  type CommandState,
  commandStates,
  expiryGraceMs,
  isFinalState,
} from './state.ts'
import { isFinal, stepCommand } from './step.ts'

const hour = 3_600_000
const fresh: CommandProgress = {
  state: 'requested',
  idempotent: true,
  observable: true,
  network: 'lorawan',
  approvalsMissing: 0,
  attempts: 0,
  maxAttempts: 3,
  sending: false,
  maybeSent: false,
  notBefore: 0,
  expiresAt: hour,
  observeBy: 2 * hour,
  misses: 0,
}

function play(command: CommandProgress, ...events: [CommandEvent, number][]): CommandProgress {
  return events.reduce((before, [event, now]) => {
    const step = stepCommand(before, event, now)
    if (!step.ok) throw new Error(`${event.type} in ${before.state}: ${step.why}`)
    return step.command
  }, command)
}
const queued = play(fresh, [{ type: 'approved', missing: 0 }, 0], [{ type: 'released' }, 0])
const handedOver = play(queued, [{ type: 'sendStarted' }, 1], [{ type: 'sent' }, 2])

test('a command goes from the request to the observed effect', () => {
  const done = play(
    handedOver,
    [{ type: 'radioSent' }, 3],
    [{ type: 'acknowledged' }, 4],
    [{ type: 'seen', matches: true }, 5],
  )
  expect(done.state).toBe('observed')
})

test('a device that acknowledges and does not act ends unconfirmed, after three uplinks', () => {
  const miss: [CommandEvent, number] = [{ type: 'seen', matches: false }, 9]
  const two = play(handedOver, [{ type: 'acknowledged' }, 4], miss, miss)
  expect(two.state).toBe('acknowledged')
  expect(play(two, miss).state).toBe('unconfirmed')
})

test('an uplink with the old state says nothing before a radio or the device has spoken', () => {
  expect(stepCommand(handedOver, { type: 'seen', matches: false }, 9)).toEqual({
    ok: false,
    why: 'notPossible',
  })
})

test('the word of the radio may overtake the record of the hand-over', () => {
  const overtaken = play(
    queued,
    [{ type: 'sendStarted' }, 1],
    [{ type: 'radioSent' }, 2],
    [{ type: 'sent' }, 3],
  )
  expect(overtaken).toMatchObject({ state: 'radioSent', sending: false })
})

test('a lost outcome repeats what is idempotent, within its budget, and leaves the rest to a person', () => {
  const lost: [CommandEvent, number] = [{ type: 'outcomeLost', retryAt: 10 }, 5]
  const again = play(queued, [{ type: 'sendStarted' }, 1], lost)
  expect(again).toMatchObject({ state: 'queued', notBefore: 10 })
  const thrice = play(again, [{ type: 'sendStarted' }, 10], lost, [{ type: 'sendStarted' }, 10], lost)
  expect(thrice.state).toBe('unknown')
  expect(play({ ...queued, idempotent: false }, [{ type: 'sendStarted' }, 1], lost).state).toBe('unknown')
})

test('what certainly did not go out is tried again, whatever it is', () => {
  const notSent: [CommandEvent, number] = [{ type: 'notSent', retryAt: 10 }, 5]
  const once = play({ ...queued, idempotent: false }, [{ type: 'sendStarted' }, 1], notSent)
  expect(once.state).toBe('queued')
  expect(play(once, [{ type: 'sendStarted' }, 11], notSent, [{ type: 'sendStarted' }, 12]).sending).toBe(true)
})

test('a command that the network holds expires only when the word of the network had time to come', () => {
  expect(stepCommand(handedOver, { type: 'clock' }, hour + expiryGraceMs - 1)).toMatchObject({ ok: false })
  expect(play(handedOver, [{ type: 'clock' }, hour + expiryGraceMs]).state).toBe('expired')
})

test('a device that stays silent after the radio has spoken ends unconfirmed', () => {
  const sent = play(handedOver, [{ type: 'radioSent' }, 3])
  expect(stepCommand(sent, { type: 'clock' }, 2 * hour - 1)).toMatchObject({ ok: false })
  expect(play(sent, [{ type: 'clock' }, 2 * hour]).state).toBe('unconfirmed')
})

test('a command that may have gone out is never called cancelled', () => {
  const again = play(queued, [{ type: 'sendStarted' }, 1], [{ type: 'outcomeLost', retryAt: 10 }, 5])
  expect(play(again, [{ type: 'cancelled' }, 6]).state).toBe('unknown')
  expect(play(queued, [{ type: 'cancelled' }, 6]).state).toBe('cancelled')
})

test('an edit takes the approvals back', () => {
  const edited = play(queued, [{ type: 'edited', approvalsNeeded: 1, expiresAt: hour }, 5])
  expect(edited).toMatchObject({ state: 'requested', approvalsMissing: 1 })
  expect(stepCommand(edited, { type: 'sendStarted' }, 6)).toMatchObject({ ok: false })
})

// Every event, at any time, in any order: also those that no well-behaved network would send.
const event: fc.Arbitrary<CommandEvent> = fc.oneof(
  fc.record({ type: fc.constant('approved' as const), missing: fc.nat(1) }),
  fc.constantFrom<CommandEvent>(
    { type: 'released' },
    { type: 'sendStarted' },
    { type: 'sendStarted' },
    { type: 'sent' },
    { type: 'cancelled' },
    { type: 'superseded' },
    { type: 'clock' },
    { type: 'refused' },
    { type: 'radioSent' },
    { type: 'acknowledged' },
    { type: 'withdrawn' },
  ),
  fc.record({
    type: fc.constantFrom('notSent' as const, 'outcomeLost' as const),
    retryAt: fc.nat(3 * hour),
  }),
  fc.record({
    type: fc.constant('networkFailed' as const),
    reason: fc.constantFrom('expired' as const, 'notAcknowledged' as const, 'rejected' as const),
    retryAt: fc.nat(3 * hour),
  }),
  fc.record({ type: fc.constant('seen' as const), matches: fc.boolean() }),
  fc.record({
    type: fc.constant('edited' as const),
    approvalsNeeded: fc.nat(1),
    expiresAt: fc.integer({ min: hour, max: 2 * hour }),
  }),
)
const start = fc.record({
  idempotent: fc.boolean(),
  observable: fc.boolean(),
  network: fc.constantFrom('lorawan' as const, 'mqtt' as const),
  approvalsMissing: fc.nat(2),
})
const history = fc.array(fc.tuple(event, fc.nat(3 * hour)), { maxLength: 60 })

test('no path sends after the expiry, and none sends twice what is not idempotent', () => {
  fc.assert(
    fc.property(start, history, (given, events) => {
      let command: CommandProgress = { ...fresh, ...given }
      /** Sendings that went out, or may have. */
      let mayHaveGone = 0
      for (const [event, now] of events) {
        const step = stepCommand(command, event, now)
        if (!step.ok) continue
        if (event.type === 'sendStarted') {
          expect(now).toBeLessThan(command.expiresAt)
          expect(command.approvalsMissing).toBe(0)
          mayHaveGone += 1
          if (!command.idempotent) expect(mayHaveGone).toBe(1)
        }
        if (event.type === 'notSent') mayHaveGone -= 1
        expect(step.command.attempts).toBeLessThanOrEqual(command.maxAttempts)
        command = step.command
      }
    }),
    { numRuns: 3000 },
  )
})

test('a final state stays, whatever comes', () => {
  const finals = commandStates.filter(isFinalState)
  fc.assert(
    fc.property(fc.constantFrom(...finals), start, event, fc.nat(3 * hour), (state, given, event, now) => {
      expect(stepCommand({ ...fresh, ...given, state }, event, now)).toEqual({ ok: false, why: 'final' })
    }),
  )
  expect(isFinal({ ...fresh, state: 'acknowledged', observable: false })).toBe(true)
})

test('from every state that is not an end, some event leads on', () => {
  const open = commandStates.filter((state): state is CommandState => !isFinalState(state))
  const events: CommandEvent[] = [
    { type: 'approved', missing: 0 },
    { type: 'released' },
    { type: 'sendStarted' },
    { type: 'radioSent' },
    { type: 'acknowledged' },
    { type: 'seen', matches: true },
  ]
  for (const state of open)
    expect(
      events.some((event) => stepCommand({ ...fresh, state }, event, 1).ok),
      state,
    ).toBe(true)
})

test('what is not tried again, since its turn would come after its expiry, keeps a window that begins before it ends', () => {
  for (const type of ['outcomeLost', 'notSent'] as const) {
    const ended = play(queued, [{ type: 'sendStarted' }, 1], [{ type, retryAt: hour + 1 }, 5])
    expect(ended.state).not.toBe('queued')
    expect(ended.notBefore).toBeLessThan(ended.expiresAt)
  }
})
