import type { UplinkEvent } from '@trame/domain'
import { type Collected, count, type Item } from './collected.ts'
import { type Decoded, decode, needsSandbox, type PropertyReading } from './decode.ts'
import type { DeviceDirectory, KnownDevice } from './devices.ts'
import { internalRejection, rejectionOf } from './rejection.ts'
import {
  deviceEventRows,
  isInTime,
  missingSeries,
  noneMissing,
  timeRejection,
  uplinkRows,
} from './to-rows.ts'

/** A device, null for nobody we know, undefined when nobody has asked the database yet. */
export function deviceOf({ event }: Item, directory: DeviceDirectory): KnownDevice | null | undefined {
  if (event.kind === 'invalid') return null
  const found = directory.find(event)
  return found === undefined && isOdd(event.address) ? null : found
}

/** No device has such an address, and PostgreSQL would not take the question. */
const isOdd = (address: string) => address.length > 160 || address.includes('\0')

/** True for what the sandbox must decode first. */
export function waitsForSandbox({ event, decoded }: Item, device: KnownDevice | null): boolean {
  if (event.kind !== 'uplink' || !device || decoded || device.disabled) return false
  return needsSandbox(event, device) && isInTime(event)
}

/** Decodes an uplink, once; the series that its device needs first. */
export function seriesMissing(item: Item, device: KnownDevice | null): readonly PropertyReading[] {
  const { event } = item
  if (event.kind !== 'uplink' || !device || !isInTime(event)) return noneMissing
  item.decoded ??= { by: device, result: decodeSafely(event, device) }
  return missingSeries(item.decoded.result, decoderOf(item, device))
}

/** Writes the rows of an event whose device is known, decoded, and has its series; whatever happens, into one place. */
export function place(item: Item, device: KnownDevice | null, into: Collected): void {
  const { event, organisationId, replays } = item
  count(into, event)
  try {
    if (event.kind === 'invalid')
      into.rows.rejections.push(rejectionOf(event, organisationId, event, replays))
    else if (!device) {
      const cause = { code: 'device_unknown' as const, detail: event.address }
      into.rows.rejections.push(rejectionOf(event, organisationId, cause, replays))
    } else placeKnown(item, device, into)
  } catch (error) {
    // A fault of ours keeps the message, so that it can be played again once the fault is mended.
    into.rows.rejections.push(internalRejection(event, organisationId, error, replays))
  }
}

function placeKnown(item: Item, device: KnownDevice, into: Collected): void {
  const { event, replays } = item
  if (event.kind === 'invalid') return
  const { rows } = into
  if (!isInTime(event)) {
    rows.rejections.push(timeRejection(event, device, replays))
    return
  }
  if (event.kind !== 'uplink') {
    rows.deviceEvents.push(deviceEventRows(event, device, replays))
    into.eventOrigins.push(item.again)
    return
  }
  const before = rows.uplinkCount
  rows.addUplink(uplinkRows(event, decoderOf(item, device), replays, item.decoded!.result))
  if (rows.uplinkCount > before) into.uplinkOrigins.push(item.again)
}

/** The device as it was when its frame was decoded. */
const decoderOf = ({ decoded }: Item, device: KnownDevice): KnownDevice =>
  device.disabled ? device : (decoded?.by ?? device)

function decodeSafely(event: UplinkEvent, device: KnownDevice): Decoded {
  if (device.disabled) return { ok: false, code: 'device_disabled', detail: device.id }
  try {
    return decode(event, device)
  } catch (error) {
    return { ok: false, code: 'internal', detail: String(error) }
  }
}
