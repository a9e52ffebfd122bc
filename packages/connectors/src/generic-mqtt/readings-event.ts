import { hash } from 'node:crypto'
import type { ChannelReading, UplinkEvent } from '@trame/domain'

interface Heard {
  connectorId: string
  receivedAt: Date
  topic: string
  payload: Buffer
}

/** One uplink of a device that names its values itself. */
export function readingsEvent(
  heard: Heard,
  address: string,
  readings: readonly ChannelReading[],
  time: Date | undefined,
  seq: number | undefined,
): UplinkEvent {
  const { connectorId, receivedAt, payload } = heard
  return {
    kind: 'uplink',
    connectorId,
    receivedAt,
    network: 'mqtt',
    address,
    observedAt: time ?? receivedAt,
    timeSource: time ? 'device' : 'platform',
    keys: [keyOf(heard, time, seq)],
    payload:
      seq === undefined
        ? { type: 'readings', readings, bytes: payload }
        : { type: 'readings', readings, bytes: payload, seq },
  }
}

/**
 * Source, topic, time and content. With the device's time, a message that comes twice is known for certain. With a
 * sequence number alone it is known within one day, since counters start again. With neither, a repeated delivery can't
 * be told from a device that says the same again: our own millisecond stands in, and such a message may be kept twice.
 */
function keyOf(
  { connectorId, topic, payload, receivedAt }: Heard,
  time: Date | undefined,
  seq: number | undefined,
): string {
  const when = time
    ? time.getTime()
    : seq === undefined
      ? `at${receivedAt.getTime()}`
      : `day${Math.floor(receivedAt.getTime() / 86_400_000)}`
  // SHA-256 of 200 bytes takes a third of a microsecond: there is nothing to gain from a weaker hash.
  return `mqtt:${connectorId}:${topic}:${when}:${hash('sha256', payload, 'base64url').slice(0, 22)}`
}
