import type { Backoff } from './backoff.ts'
import type { Clock } from './clock.ts'
import type { Inbound } from './frame-reader.ts'

export interface SessionOptions {
  /** `mqtt://host:1883` or `mqtts://host:8883`. */
  url: string
  clientId: string
  username?: string | undefined
  password?: string | undefined
  /** PEM texts, for a private authority or a client certificate. */
  tls?: { ca?: string | undefined; cert?: string | undefined; key?: string | undefined } | undefined
  subscriptions: readonly string[]
  /** Unacknowledged messages that the broker may send, and the most that wait here. */
  receiveMaximum: number
  maxMessageBytes: number
  maxInFlightBytes: number
  keepAliveSeconds: number
  sessionExpirySeconds: number
  connectTimeoutMs: number
  /** How long `stop` waits for what is in flight. */
  drainTimeoutMs: number
  backoff: Backoff
  /** Another client uses our identifier: returning at once would have the two throw each other out for ever. */
  takenOverBackoffMs: number
  /**
   * Resolves once the message is stored, and only then is it acknowledged; undefined when there is nothing to wait
   * for. A rejection means that it must come again.
   */
  receive(message: Inbound): Promise<void> | undefined
  /** What an operator should read in the log. */
  notice?: ((text: string, cause?: unknown) => void) | undefined
  clock: Clock
  random: () => number
}

export const sessionDefaults = {
  // What is in flight makes the batches: one of 8,000 costs the database half as much a message as one of 2,000. It is also
  // what ingest holds in memory: 10,000 messages of five values took it over 250 MB.
  receiveMaximum: 8_000,
  maxMessageBytes: 262_144,
  // Large messages make their batches with fewer: more of them would only give V8 more to keep alive.
  maxInFlightBytes: 8 * 1024 * 1024,
  keepAliveSeconds: 30,
  sessionExpirySeconds: 3600,
  connectTimeoutMs: 10_000,
  drainTimeoutMs: 10_000,
  backoff: { minMs: 500, maxMs: 30_000 },
  takenOverBackoffMs: 60_000,
} as const
