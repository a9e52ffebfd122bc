import type { RejectionToStore } from '@trame/database'
import type { ErrorCode, NetworkEvent } from '@trame/domain'
import type { KnownDevice } from './devices.ts'
import { idOfKey } from './uplink-id.ts'

const dayMs = 86_400_000
const none = new Uint8Array()

interface Cause {
  code: ErrorCode
  detail: string
}

/** The same message refused twice has the same id: a second delivery is counted, not stored again. */
export function rejectionOf(
  event: NetworkEvent,
  organisationId: string,
  { code, detail }: Cause,
  replays: string | null,
  device?: KnownDevice,
): RejectionToStore {
  return {
    id: replays ?? `rej_${idOf(event)}`,
    organisationId,
    connectorId: event.connectorId,
    receivedAt: event.receivedAt.getTime(),
    observedAt: observedAtOf(event),
    network: event.network ?? null,
    // Longer ones than any device can have would not fit into an index; the event holds them whole.
    address: event.address === undefined ? null : storable(event.address.slice(0, 200)),
    deviceId: device?.id ?? null,
    code,
    detail: storable(detail.slice(0, 2000)),
    raw: rawOf(event),
    event: eventJson(event),
    modelId: device?.modelId ?? null,
    modelVersion: device?.modelVersion ?? null,
    replays,
  }
}

/** A fault of ours, and no fault of the message. */
export function internalRejection(
  event: NetworkEvent,
  organisationId: string,
  error: unknown,
  replays: string | null,
): RejectionToStore {
  const detail = error instanceof Error ? error.message : String(error)
  return rejectionOf(event, organisationId, { code: 'internal', detail }, replays)
}

function idOf(event: NetworkEvent): string {
  if (event.kind === 'uplink') return idOfKey(event.keys[0] ?? '', event.observedAt.getTime())
  if (event.kind !== 'invalid') return idOfDeviceEvent(event)
  const bytes = Buffer.from(event.bytes.buffer, event.bytes.byteOffset, event.bytes.byteLength)
  const day = Math.floor(event.receivedAt.getTime() / dayMs) * dayMs
  return idOfKey(`${event.connectorId} ${event.topic} ${bytes.toString('latin1')}`, day)
}

export function idOfDeviceEvent(event: Exclude<NetworkEvent, { kind: 'uplink' | 'invalid' }>): string {
  const { connectorId, receivedAt, ...content } = event
  return idOfKey(JSON.stringify(content), event.observedAt.getTime())
}

/** Null for an instant that PostgreSQL could not hold; the event has it as it came. */
function observedAtOf(event: NetworkEvent): number | null {
  if (event.kind === 'invalid') return null
  const at = event.observedAt.getTime()
  return at >= 0 && at < Date.UTC(10_000, 0, 1) ? at : null
}

function rawOf(event: NetworkEvent): Uint8Array {
  if (event.kind === 'invalid') return event.bytes
  return event.kind === 'uplink' ? event.payload.bytes : none
}

/** Everything but the bytes, which are kept as they came. */
function eventJson(event: NetworkEvent): string {
  const plain =
    event.kind === 'uplink'
      ? { ...event, payload: { ...event.payload, bytes: undefined } }
      : event.kind === 'invalid'
        ? { ...event, bytes: undefined }
        : event
  return storableJson(plain)
}

/** PostgreSQL's text holds neither NUL nor half a surrogate pair. */
export const storable = (text: string) => text.replaceAll('\0', '\ufffd').toWellFormed()

export const storableJson = (value: unknown) =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === 'string' ? storable(one) : one))

/** The event of a stored rejection, as its connector once handed it over. */
export function eventOfRejection(event: unknown, raw: Uint8Array): NetworkEvent {
  const stored = event as Record<string, unknown> & { kind: NetworkEvent['kind'] }
  const dated: Record<string, unknown> = { ...stored, receivedAt: new Date(stored.receivedAt as string) }
  if (stored.observedAt !== undefined) dated.observedAt = new Date(stored.observedAt as string)
  if (stored.kind === 'invalid') dated.bytes = raw
  if (stored.kind === 'uplink') {
    const payload = stored.payload as { readings?: { observedAt?: string }[] }
    dated.payload = {
      ...payload,
      bytes: raw,
      ...(payload.readings && {
        readings: payload.readings.map((reading) => ({
          ...reading,
          ...(reading.observedAt && { observedAt: new Date(reading.observedAt) }),
        })),
      }),
    }
  }
  return dated as unknown as NetworkEvent
}
