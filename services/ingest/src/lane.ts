import type { DeviceEventToStore, IngestBatch, RejectionToStore, UplinkToStore } from '@trame/database'
import type { NetworkEvent, UplinkEvent } from '@trame/domain'
import type { Decoded } from './decode.ts'
import { decode, needsSandbox } from './decode.ts'
import type { Addressed, DeviceDirectory, KnownDevice } from './devices.ts'
import { rejectionOf } from './rejection.ts'
import type { Settlement } from './settlement.ts'
import { deviceEventRows, missingSeries, timeRejection, uplinkRows } from './to-rows.ts'

/** One event on its way through the pipeline. */
export interface Item {
  event: NetworkEvent
  organisationId: string
  /** The open rejection that this is played again for. */
  replays: string | null
  /** Set where the sandbox has decoded it, with the device as it then was. */
  decoded: { by: KnownDevice; result: Decoded } | undefined
  /** As `resolveDevices` found it: null for nobody we know. */
  device: KnownDevice | null | undefined
  settlement: Settlement
}

/** An item and its rows: exactly one of the three. */
export interface Prepared {
  item: Item
  uplink: UplinkToStore | undefined
  rejection: RejectionToStore | undefined
  deviceEvent: DeviceEventToStore | undefined
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
  if (event.kind === 'invalid') return null
  const found = directory.find(event)
  return found === undefined && isOdd(event) ? null : found
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
  const decodedOf: (Decoded | undefined)[] = []
  const wanted = new Map<string, Parameters<DeviceDirectory['createSeries']>[0][number]>()
  const prepared = items.map((item): Prepared => {
    const { event } = item
    const rejection = refuseEarly(item)
    if (rejection || event.kind === 'invalid') {
      decodedOf.push(undefined)
      return { item, uplink: undefined, rejection, deviceEvent: undefined }
    }
    if (event.kind !== 'uplink') {
      decodedOf.push(undefined)
      const deviceEvent = deviceEventRows(event, item.device!)
      return { item, uplink: undefined, rejection: undefined, deviceEvent }
    }
    const device = decoderOf(item)
    const decoded = device.disabled ? disabled(device) : (item.decoded?.result ?? decodeSafely(event, device))
    decodedOf.push(decoded)
    for (const { channel, property } of missingSeries(decoded, device)) {
      const { organisationId, id: deviceId } = device
      wanted.set(`${deviceId} ${channel}`, { organisationId, deviceId, channel, property, device })
    }
    return { item, uplink: undefined, rejection: undefined, deviceEvent: undefined }
  })
  if (wanted.size > 0) await directory.createSeries([...wanted.values()])
  for (let i = 0; i < prepared.length; i++) {
    const decoded = decodedOf[i]
    if (decoded) addRows(prepared[i]!, decoded)
  }
  return prepared
}

/** The device as it was when its frame was decoded. */
const decoderOf = ({ device, decoded }: Item): KnownDevice =>
  device!.disabled ? device! : (decoded?.by ?? device!)

const disabled = ({ id }: KnownDevice): Decoded => ({ ok: false, code: 'device_disabled', detail: id })

function addRows(prepared: Prepared, decoded: Decoded) {
  const { item } = prepared
  try {
    prepared.uplink = uplinkRows(item.event as UplinkEvent, decoderOf(item), item.replays, decoded)
  } catch (error) {
    prepared.rejection = internalRejection(item, error)
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

function refuseEarly({ event, organisationId, replays, device }: Item): RejectionToStore | undefined {
  if (event.kind === 'invalid') return rejectionOf(event, organisationId, event, replays)
  if (device) return timeRejection(event, device, replays) ?? undefined
  const cause = { code: 'device_unknown' as const, detail: event.address }
  return rejectionOf(event, organisationId, cause, replays)
}

function decodeSafely(event: UplinkEvent, device: KnownDevice): Decoded {
  try {
    return decode(event, device)
  } catch (error) {
    return { ok: false, code: 'internal', detail: String(error) }
  }
}

export function batchOf(prepared: readonly Prepared[]): IngestBatch {
  const uplinks: UplinkToStore[] = []
  const rejections: RejectionToStore[] = []
  const deviceEvents: DeviceEventToStore[] = []
  const replays: string[] = []
  for (const { item, uplink, rejection, deviceEvent } of prepared) {
    if (uplink) uplinks.push(uplink)
    if (rejection) rejections.push(rejection)
    if (deviceEvent) deviceEvents.push(deviceEvent)
    if (item.replays !== null) replays.push(item.replays)
  }
  return { uplinks, rejections, deviceEvents, replays }
}
