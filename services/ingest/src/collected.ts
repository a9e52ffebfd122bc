import { IngestBatch } from '@trame/database'
import type { NetworkEvent } from '@trame/domain'
import type { Decoded } from './decode.ts'
import type { KnownDevice } from './devices.ts'

/** One event on its way through the pipeline. */
export interface Item {
  event: NetworkEvent
  organisationId: string
  /** The open rejection that this is played again for. */
  replays: string | null
  /** Reads the same event once more: an event that nobody holds costs no memory while its batch waits. */
  again: () => NetworkEvent
  /** Set once it is decoded, with the device as it then was. */
  decoded: { by: KnownDevice; result: Decoded } | undefined
}

/** The events of one connector and kind in a batch. */
export interface EventCount {
  connectorId: string
  kind: NetworkEvent['kind']
  n: number
  /** From observation to receipt, of the last one; null where it has no time of its own. */
  lagMs: number | null
}

/** What becomes one transaction, and one promise for everything in it: its messages are acknowledged together. */
export interface Collected {
  rows: IngestBatch
  /** Of each uplink of `rows`, and of each device event. */
  uplinkOrigins: (() => NetworkEvent)[]
  eventOrigins: (() => NetworkEvent)[]
  counts: EventCount[]
  size: number
  oldestReceivedAt: number
  stored: PromiseWithResolvers<void>
}

export function emptyCollected(rows = new IngestBatch()): Collected {
  return {
    rows,
    uplinkOrigins: [],
    eventOrigins: [],
    counts: [],
    size: 0,
    oldestReceivedAt: 0,
    stored: Promise.withResolvers(),
  }
}

export function count(into: Collected, event: NetworkEvent): void {
  if (into.size++ === 0) into.oldestReceivedAt = event.receivedAt.getTime()
  const { connectorId, kind } = event
  let own = into.counts.at(-1)
  if (own?.kind !== kind || own.connectorId !== connectorId) {
    own = into.counts.find((one) => one.kind === kind && one.connectorId === connectorId)
    if (own === undefined) {
      own = { connectorId, kind, n: 0, lagMs: null }
      into.counts.push(own)
    }
  }
  own.n++
  own.lagMs = event.kind === 'invalid' ? null : event.receivedAt.getTime() - event.observedAt.getTime()
}
