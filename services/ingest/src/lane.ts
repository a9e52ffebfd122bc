import type { DeviceEventToStore, IngestBatch, RejectionToStore, UplinkToStore } from '@trame/database'
import type { NetworkEvent, UplinkEvent } from '@trame/domain'
import type { Decoded } from './decode.ts'
import { decode, needsSandbox } from './decode.ts'
import type { Addressed, DeviceDirectory, KnownDevice } from './devices.ts'
import { rejectionOf } from './rejection.ts'
import { deviceEventRows, eachMissingSeries, timeRejection, uplinkRows } from './to-rows.ts'

/** One event on its way through the pipeline. */
export interface Item {
  event: NetworkEvent
  organisationId: string
  /** The open rejection that this is played again for. */
  replays: string | null
  /** Set where the sandbox has decoded it, with the device as it then was. */
  decoded?: { by: KnownDevice; result: Decoded }
  /** As `resolveDevices` found it: null for nobody we know. */
  device?: KnownDevice | null | undefined
  stored(): void
  notStored(reason: unknown): void
}

/** An item and its rows: exactly one of the three. */
export interface Prepared {
  item: Item
  uplink?: UplinkToStore
  rejection?: RejectionToStore
  deviceEvent?: DeviceEventToStore
}

/** Gives each item its device; those that are not in memory are read in one query. */
export async function resolveDevices(items: readonly Item[], directory: DeviceDirectory): Promise<void> {
  const missing = items.filter((item) => {
    item.device = deviceOf(item, directory)
    return item.device === undefined
  })
  if (missing.length === 0) return
  const wanted = new Map(
    missing.map(({ event }) => [`${event.network} ${event.address}`, event as Addressed] as const),
  )
  await directory.load([...wanted.values()])
  for (const item of missing) {
    item.device = deviceOf(item, directory)
    if (item.device === undefined) throw new Error(`${item.event.address} was not looked up`)
  }
}

function deviceOf({ event }: Item, directory: DeviceDirectory) {
  return event.kind === 'invalid' || isOdd(event) ? null : directory.find(event)
}

/** No device has such an address, and PostgreSQL would not take the question. */
const isOdd = ({ address }: Addressed) => address.length > 160 || address.includes('\0')

/** Splits off the items that the sandbox must decode first. */
export function sandboxWork(items: readonly Item[]) {
  const work: { item: Item; device: KnownDevice }[] = []
  const ready = items.filter((item) => {
    const { event, decoded, device } = item
    if (event.kind !== 'uplink' || decoded) return true
    if (!device || device.disabled || !needsSandbox(event, device)) return true
    work.push({ item, device })
    return false
  })
  return { ready, work }
}

/** Decodes, creates the series that are missing, and makes the rows. */
export async function prepare(items: readonly Item[], directory: DeviceDirectory): Promise<Prepared[]> {
  const uplinks: { item: Item; at: number; device: KnownDevice; decoded: Decoded }[] = []
  const prepared = items.map((item, at): Prepared => {
    const early = refuseEarly(item)
    if ('rejection' in early) return { item, rejection: early.rejection }
    const { event } = item
    if (event.kind === 'uplink') uplinks.push({ item, at, ...decodeWith(early.device, item) })
    else if (event.kind !== 'invalid') return { item, deviceEvent: deviceEventRows(event, early.device) }
    return { item }
  })
  const wanted = new Map<string, Parameters<DeviceDirectory['createSeries']>[0][number]>()
  for (const { device, decoded } of uplinks) {
    eachMissingSeries(decoded, device, ({ channel, property }) => {
      const { organisationId, id: deviceId } = device
      wanted.set(`${deviceId} ${channel}`, { organisationId, deviceId, channel, property, device })
    })
  }
  if (wanted.size > 0) await directory.createSeries([...wanted.values()])
  for (const { item, at, device, decoded } of uplinks) {
    prepared[at] = { item, ...rowsOf(item, device, decoded) }
  }
  return prepared
}

function rowsOf(item: Item, device: KnownDevice, decoded: Decoded) {
  try {
    return {
      uplink: uplinkRows({ event: item.event as UplinkEvent, device, replays: item.replays }, decoded),
    }
  } catch (error) {
    return { rejection: internalRejection(item, error) }
  }
}

/** A fault of ours keeps the message, so that it can be played again once the fault is mended. */
export function internalRejection(
  { event, organisationId, replays }: Item,
  error: unknown,
): RejectionToStore {
  const detail = error instanceof Error ? error.message : String(error)
  return rejectionOf(event, organisationId, { code: 'internal', detail }, replays)
}

function refuseEarly({
  event,
  organisationId,
  replays,
  device,
}: Item): { rejection: RejectionToStore } | { device: KnownDevice } {
  if (event.kind === 'invalid') return { rejection: rejectionOf(event, organisationId, event, replays) }
  if (!device) {
    const cause = { code: 'device_unknown' as const, detail: event.address }
    return { rejection: rejectionOf(event, organisationId, cause, replays) }
  }
  const rejection = timeRejection(event, device, replays)
  return rejection ? { rejection } : { device }
}

function decodeWith(
  device: KnownDevice,
  { event, decoded }: Item,
): { device: KnownDevice; decoded: Decoded } {
  if (device.disabled) {
    return { device, decoded: { ok: false, code: 'device_disabled', detail: device.id } }
  }
  if (decoded) return { device: decoded.by, decoded: decoded.result }
  return { device, decoded: decodeSafely(event as UplinkEvent, device) }
}

function decodeSafely(event: UplinkEvent, device: KnownDevice): Decoded {
  try {
    return decode(event, device)
  } catch (error) {
    return { ok: false, code: 'internal', detail: String(error) }
  }
}

export function batchOf(prepared: readonly Prepared[]): IngestBatch {
  return {
    uplinks: prepared.flatMap(({ uplink }) => uplink ?? []),
    rejections: prepared.flatMap(({ rejection }) => rejection ?? []),
    deviceEvents: prepared.flatMap(({ deviceEvent }) => deviceEvent ?? []),
    replays: prepared.flatMap(({ item }) => item.replays ?? []),
  }
}
