import type { AddressedDownlink, NetworkEvent } from '@trame/domain'
import type { Clock } from './mqtt/clock.ts'

/**
 * Takes one event. Resolves once it is committed: as observations, or as a rejection with its raw bytes. A connector
 * acknowledges the network only then; a rejected promise means "not stored, deliver again". The same event may come
 * again while an earlier delivery of it is still being stored (a connection was lost between): their keys are equal.
 * `again` reads the same event once more, so that nobody has to hold it until then.
 */
export type Receive = (event: NetworkEvent, again: () => NetworkEvent) => Promise<void>

/** Speaks one network, both ways. One conformance test runs over all of them. */
export interface Connector {
  readonly id: string
  readonly kind: string
  /**
   * Resolves at the first successful connection, and waits for an absent network for as long as it takes; rejects when
   * only another configuration can help (credentials, topics that the broker refuses).
   */
  start(receive: Receive): Promise<void>
  /**
   * Resolves when the network server has taken the downlink (not when a radio sent it). Rejects with a DownlinkError.
   * Never tries again by itself, and never sends after `expiresAt`. Gives the network's own id of it where ours cannot be
   * given: its answers come back under that one.
   */
  send(downlink: AddressedDownlink): Promise<string | undefined>
  /** Finishes what is in flight, acknowledges it, leaves nothing open. For good: make another one to start again. */
  stop(): Promise<void>
  status(): ConnectorStatus
}

/**
 * `notSent`: it certainly did not go out, and may be tried again until it expires. `refused`: trying again is useless.
 * `unknown`: it may have gone out; a command that is not idempotent is then for a person to judge.
 */
export class DownlinkError extends Error {
  readonly outcome: 'notSent' | 'refused' | 'unknown'
  constructor(outcome: 'notSent' | 'refused' | 'unknown', message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DownlinkError'
    this.outcome = outcome
  }
}

export interface ConnectorStatus {
  connected: boolean
  /** Messages taken and not yet acknowledged. */
  inFlight: number
  received: number
  acknowledged: number
  invalid: number
  reconnects: number
  lastMessageAt: Date | null
  /** Lowest QoS seen on the wire: 0 means at most once upstream. */
  lowestQos: 0 | 1 | null
  lastError: string | null
}

/** What a connector takes from its process. */
export interface ConnectorTools {
  clock?: Clock
  random?: () => number
  /** Subscribes to nothing: for the process that only sends. */
  sendOnly?: boolean
  /** A line for the operator's log: lost connections and their causes. */
  notice?: (text: string, cause?: unknown) => void
}
