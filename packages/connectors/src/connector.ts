import type { AddressedDownlink, NetworkEvent } from '@trame/domain'

/**
 * Takes one event. Resolves once it is committed: as observations, or as a rejection with its raw bytes. A connector
 * acknowledges the network only then; a rejected promise means "not stored, deliver again".
 */
export type Receive = (event: NetworkEvent) => Promise<void>

/** Speaks one network, both ways. One conformance test runs over all of them. */
export interface Connector {
  readonly id: string
  readonly kind: string
  start(receive: Receive): Promise<void>
  /** Resolves when the network server has taken the downlink (not when a radio sent it). */
  send(downlink: AddressedDownlink): Promise<void>
  /** Finishes what is in flight, acknowledges it, leaves nothing open. */
  stop(): Promise<void>
  status(): ConnectorStatus
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
  /** Lowest QoS seen on the wire: 0 means at most once upstream (reliability.md D10). */
  lowestQos: 0 | 1 | 2 | null
}
