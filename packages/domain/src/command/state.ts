/** The life of a command (reliability.md D14). `observed` alone is "done": a radio's acknowledgement proves no effect. */
export const commandStates = [
  'requested',
  'approved',
  'queued',
  'handedOver',
  'radioSent',
  'acknowledged',
  'observed',
  'expired',
  'failed',
  'cancelled',
  'superseded',
  'unknown',
  'unconfirmed',
] as const
export type CommandState = (typeof commandStates)[number]

const ends: ReadonlySet<CommandState> = new Set([
  'observed',
  'expired',
  'failed',
  'cancelled',
  'superseded',
  'unknown',
  'unconfirmed',
])

/** Nothing leads out of these. */
export const isFinalState = (state: CommandState) => ends.has(state)

/** What the state machine needs to know of a command; times are ms since 1970. */
export interface CommandProgress {
  state: CommandState
  /** May be sent again when nobody knows whether the first sending went out. */
  idempotent: boolean
  /** Something that later uplinks must show. Without it, the network's acknowledgement is the end of what can be known. */
  observable: boolean
  network: 'lorawan' | 'mqtt'
  /** Different persons that must still say yes. */
  approvalsMissing: number
  attempts: number
  maxAttempts: number
  /** A sending has begun and its outcome is not recorded. */
  sending: boolean
  /** Some earlier sending went out, or may have. */
  maybeSent: boolean
  /** Not before: a restore waits for the end of its lease, a retry for its pause. */
  notBefore: number
  expiresAt: number
  /** Sent, and by then nothing seen of it: unconfirmed. */
  observeBy: number
  /** Uplinks since it was sent that did not show the wanted state. */
  misses: number
}

export type CommandEvent =
  /** A person says yes; `missing` is what is left after it. */
  | { type: 'approved'; missing: number }
  /** Parameters or times were changed: what was approved is no longer what would be sent. */
  | { type: 'edited'; approvalsNeeded: number; expiresAt: number }
  | { type: 'released' }
  | { type: 'cancelled' }
  | { type: 'superseded' }
  | { type: 'clock' }
  | { type: 'sendStarted' }
  | { type: 'sent' }
  /** It certainly did not go out. */
  | { type: 'notSent'; retryAt: number }
  /** Rights, approvals, envelope or device do not allow it, or the network never will. */
  | { type: 'refused' }
  /** The connection, or our process, died between the two records of a sending. */
  | { type: 'outcomeLost'; retryAt: number }
  | { type: 'radioSent' }
  | { type: 'acknowledged' }
  | { type: 'networkFailed'; reason: NetworkFailure; retryAt: number }
  /** The network's queue was emptied before the command left it. */
  | { type: 'withdrawn' }
  | { type: 'seen'; matches: boolean }

/** The network let it expire, the device did not answer, or it can never be delivered. */
export type NetworkFailure = 'expired' | 'notAcknowledged' | 'rejected'

/** Uplinks after which a device that acknowledged, and did not act, is reported. */
export const missesBeforeUnconfirmed = 3

/** The network's own word on an expiry may be on its way: a command in its queue is given so long after its expiry. */
export const expiryGraceMs = 30_000
