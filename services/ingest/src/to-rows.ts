import type { DeviceEventToStore, ObservationToStore, RejectionToStore, UplinkToStore } from '@trame/database'
import type { ErrorCode, NetworkEvent, UplinkEvent } from '@trame/domain'
import { qualityOf, timeInBounds } from './check.ts'
import type { Decoded, DecodedUplink, PropertyReading, RefusedReading } from './decode.ts'
import type { KnownDevice } from './devices.ts'
import { idOfDeviceEvent, rejectionOf, storableJson } from './rejection.ts'
import { identify } from './uplink-id.ts'

export const noneMissing: readonly PropertyReading[] = []

/** The readings that nothing takes yet: the device needs a series of its own for each of their channels. */
export function missingSeries(decoded: Decoded, device: KnownDevice): readonly PropertyReading[] {
  if (!decoded.ok) return noneMissing
  for (const reading of decoded.readings) {
    if (isMissing(reading, device)) return decoded.readings.filter((one) => isMissing(one, device))
  }
  return noneMissing
}

const isMissing = ({ channel, at }: PropertyReading, device: KnownDevice) =>
  !device.ownSeries.has(channel) && !isBound(device, channel, at)

function isBound(device: KnownDevice, channel: string, at: number): boolean {
  const bindings = device.byChannel.get(channel)
  if (bindings === undefined) return false
  for (const { from, to } of bindings) if (at >= from && at < to) return true
  return false
}

/** The rows of one decoded uplink; the series that it needs exist. `replays`: the open rejection that it is played again for. */
export function uplinkRows(
  event: UplinkEvent,
  device: KnownDevice,
  replays: string | null,
  decoded: Decoded,
): UplinkToStore {
  const { observedAt, receivedAt, payload } = event
  const { observations, refused } = bindReadings(event, device, decoded)
  const cause = causeOf(decoded, refused)
  const frame = payload.type === 'frame' ? payload : null
  const { id, keys } = identify(event)
  return {
    id,
    keys,
    organisationId: device.organisationId,
    deviceNumber: device.number,
    observedAt: observedAt.getTime(),
    receivedAt: receivedAt.getTime(),
    timeSource: event.timeSource,
    payloadType: payload.type,
    fPort: frame?.fPort ?? null,
    fCnt: frame?.fCnt ?? null,
    devAddr: frame?.devAddr ?? null,
    payload: payload.bytes,
    status: statusOf(observations.length, cause),
    modelId: frame ? device.modelId : null,
    modelVersion: frame ? device.modelVersion : null,
    errorCode: cause?.code ?? null,
    radio: event.radio,
    observations,
    batteryPercent: lastOf(decoded, 'battery.level'),
    batteryVoltage: lastOf(decoded, 'battery'),
    position: decoded.ok ? decoded.position : null,
    newDownlinkClass: newClassOf(event, device, replays),
    // What somebody switched off is kept raw and is nobody's fault to mend.
    rejection:
      cause === null || cause.code === 'device_disabled'
        ? null
        : rejectionOf(event, device.organisationId, cause, replays, device),
    replays,
  }
}

/** What is played again tells how it was then. */
function newClassOf({ radio }: UplinkEvent, { downlinkClass }: KnownDevice, replays: string | null) {
  const said = radio?.deviceClass
  return said === undefined || said === downlinkClass || replays !== null ? null : said
}

const noneRefused: readonly RefusedReading[] = []

function bindReadings(event: UplinkEvent, device: KnownDevice, decoded: Decoded) {
  const observations: ObservationToStore[] = []
  if (!decoded.ok) return { observations, refused: noneRefused }
  const receivedAt = event.receivedAt.getTime()
  let refused: readonly RefusedReading[] = decoded.refused
  for (const reading of decoded.readings) {
    if (!timeInBounds(reading.at, receivedAt, event.backfill ?? false)) {
      refused = [...refused, { channel: reading.channel, code: 'time_out_of_bounds' }]
      continue
    }
    bindReading(reading, device, observations)
  }
  return { observations, refused }
}

const noBindings: KnownDevice['bindings'] = []

function bindReading(
  { channel, property, value, at }: PropertyReading,
  device: KnownDevice,
  observations: ObservationToStore[],
) {
  let bound = false
  for (const binding of device.byChannel.get(channel) ?? noBindings) {
    if (at < binding.from || at >= binding.to) continue
    bound = true
    const scaled = value * binding.scale + binding.offset
    const quality = qualityOf(binding.property, scaled)
    observations.push({ seriesId: binding.seriesId, observedAt: at, value: scaled, quality })
  }
  if (bound) return
  const seriesId = device.ownSeries.get(channel)!
  const quality = qualityOf(property, value)
  observations.push({ seriesId, observedAt: at, value, quality })
}

interface Cause {
  code: ErrorCode
  detail: string
}

function causeOf(decoded: Decoded, refused: readonly RefusedReading[]): Cause | null {
  if (!decoded.ok) return decoded
  if (refused.length === 0) return null
  const detail = refused.map(({ channel, code }) => `${channel}: ${code}`).join(', ')
  return { code: refused[0]!.code, detail }
}

function statusOf(observations: number, cause: Cause | null): UplinkToStore['status'] {
  if (observations === 0) return cause === null ? 'empty' : 'rejected'
  return cause === null ? 'decoded' : 'partial'
}

function lastOf(decoded: Decoded, property: string): number | null {
  if (!decoded.ok) return null
  let last: DecodedUplink['readings'][number] | undefined
  for (const reading of decoded.readings) {
    if (reading.property === property && (last === undefined || reading.at >= last.at)) last = reading
  }
  return last?.value ?? null
}

type OtherEvent = Exclude<NetworkEvent, { kind: 'uplink' | 'invalid' }>

/** Joins, battery status, positions, logs and the fate of downlinks, kept as the network told them. */
export function deviceEventRows(
  event: OtherEvent,
  device: KnownDevice,
  replays: string | null,
): DeviceEventToStore {
  const detail = 'queueItemId' in event ? downlinkDetail(event) : event.detail
  const own = 'queueItemId' in event ? null : event.detail
  return {
    id: idOfDeviceEvent(event),
    at: event.observedAt.getTime(),
    receivedAt: event.receivedAt.getTime(),
    deviceNumber: device.number,
    organisationId: device.organisationId,
    kind: event.kind,
    detail: storableJson(detail),
    joined: own?.type === 'join' ? own.devAddr : null,
    batteryPercent: own?.type === 'status' ? own.batteryPercent : null,
    position: own?.type === 'location' ? { longitude: own.longitude, latitude: own.latitude } : null,
    replays,
  }
}

const downlinkDetail = ({ queueItemId, fCntDown, detail }: Extract<OtherEvent, { queueItemId: string }>) => ({
  queueItemId,
  fCntDown,
  detail,
})

type TimedEvent = Exclude<NetworkEvent, { kind: 'invalid' }>

export function isInTime(event: TimedEvent): boolean {
  const backfill = event.kind === 'uplink' && (event.backfill ?? false)
  return timeInBounds(event.observedAt.getTime(), event.receivedAt.getTime(), backfill)
}

export function timeRejection(
  event: TimedEvent,
  device: KnownDevice,
  replays: string | null,
): RejectionToStore {
  const at = Number.isNaN(event.observedAt.getTime()) ? 'no date' : event.observedAt.toISOString()
  const cause = { code: 'time_out_of_bounds' as const, detail: at }
  return rejectionOf(event, device.organisationId, cause, replays, device)
}
