import { CopyRows } from './copy-rows.ts'
import {
  type DeviceEventToStore,
  decodeStatuses,
  payloadTypes,
  type RejectionToStore,
  timeSources,
  type UplinkToStore,
} from './ingestion-rows.ts'

/** What an uplink says of its device; null where it says nothing but its values. */
export type DeviceWord = Pick<
  UplinkToStore,
  'devAddr' | 'fCnt' | 'radio' | 'batteryPercent' | 'batteryVoltage' | 'position' | 'newDownlinkClass'
>

export const uplinkColumns = `id, observed_at, received_at, device_number, time_source, payload_type, f_port, f_cnt, dev_addr, payload, status,
  model_id, model_version, error_code, rssi, snr, spreading_factor, gateways`
const columnCount = 18
const firstBytes = 64 * 1024
/** A burst of large messages does not hold its memory for ever. */
const mostKeptBytes = 8 * 1024 * 1024

/**
 * Messages on their way into one transaction, in columns: an uplink is its encoded row and a few numbers. Ten thousand
 * wait while a batch is written, and as objects each would be copied by the garbage collector several times over. The
 * columns keep their length when a batch is cleared and filled again; how much of them is meant, the counts say.
 */
export class IngestBatch {
  rows = new CopyRows(columnCount, firstBytes)
  uplinkCount = 0
  readonly ids: string[] = []
  readonly rowEnds: number[] = []
  readonly observedAt: number[] = []
  readonly receivedAt: number[] = []
  readonly deviceNumbers: number[] = []
  readonly organisationIds: string[] = []
  readonly words: (DeviceWord | null)[] = []
  readonly refusals: (RejectionToStore | null)[] = []
  readonly replays: (string | null)[] = []
  /** Further keys, each with the position of its uplink. */
  keyCount = 0
  readonly keys: string[] = []
  readonly keyOwners: number[] = []
  /** Observations, each with the position of its uplink. */
  pointCount = 0
  readonly series: number[] = []
  readonly pointsAt: number[] = []
  readonly values: number[] = []
  readonly qualities: number[] = []
  readonly owners: number[] = []
  /** Of messages that have no uplink row: unknown device, unreadable, out of time. */
  rejections: RejectionToStore[] = []
  deviceEvents: DeviceEventToStore[] = []
  /** Uplinks that another one of this batch repeats. */
  repeats = 0
  /** Replayed uplinks, each to take the place of its refused row; those that repeat another one, too. */
  replayed: Pick<UplinkToStore, 'id' | 'observedAt' | 'keys' | 'replays'>[] = []
  readonly #seen = new Set<string>()

  /** Throws a RangeError or TypeError, and takes nothing, where a value does not fit into its column. */
  addUplink(uplink: UplinkToStore): void {
    if (uplink.replays !== null) {
      const { id, observedAt, keys, replays } = uplink
      this.replayed.push({ id, observedAt, keys, replays })
    }
    if (this.#isRepeat(uplink)) {
      this.repeats++
      return
    }
    this.#encode(uplink)
    const index = this.uplinkCount++
    this.#seen.add(uplink.id)
    for (const key of uplink.keys) {
      this.#seen.add(key)
      this.keys[this.keyCount] = key
      this.keyOwners[this.keyCount++] = index
    }
    this.ids[index] = uplink.id
    this.rowEnds[index] = this.rows.length
    this.observedAt[index] = uplink.observedAt
    this.receivedAt[index] = uplink.receivedAt
    this.deviceNumbers[index] = uplink.deviceNumber
    this.organisationIds[index] = uplink.organisationId
    this.words[index] = wordOf(uplink)
    this.refusals[index] = uplink.rejection
    this.replays[index] = uplink.replays
    for (const { seriesId, observedAt, value, quality } of uplink.observations) {
      const point = this.pointCount++
      this.series[point] = seriesId
      this.pointsAt[point] = observedAt
      this.values[point] = value
      this.qualities[point] = quality
      this.owners[point] = index
    }
  }

  /** The encoded row of one uplink begins where the one before it ends. */
  rowStart(index: number): number {
    return index === 0 ? this.rows.headerBytes : this.rowEnds[index - 1]!
  }

  clear(): void {
    if (this.rows.capacity > mostKeptBytes) this.rows = new CopyRows(columnCount, firstBytes)
    this.rows.cut(this.rows.headerBytes)
    this.uplinkCount = 0
    this.keyCount = 0
    this.pointCount = 0
    this.repeats = 0
    this.rejections = []
    this.deviceEvents = []
    this.replayed = []
    this.words.fill(null)
    this.refusals.fill(null)
    this.#seen.clear()
  }

  #isRepeat({ id, keys }: UplinkToStore): boolean {
    if (this.#seen.has(id)) return true
    for (const key of keys) if (this.#seen.has(key)) return true
    return false
  }

  #encode(uplink: UplinkToStore): void {
    const { rows } = this
    const before = rows.length
    try {
      rows.row()
      rows.uuid(uplink.id)
      rows.timestamptz(uplink.observedAt)
      rows.timestamptz(uplink.receivedAt)
      rows.int4(uplink.deviceNumber)
      rows.int2(timeSources.indexOf(uplink.timeSource))
      rows.int2(payloadTypes.indexOf(uplink.payloadType))
      rows.int2(uplink.fPort)
      rows.int8(uplink.fCnt)
      rows.text(uplink.devAddr)
      rows.bytes(uplink.payload)
      rows.int2(decodeStatuses.indexOf(uplink.status))
      rows.text(uplink.modelId)
      rows.int4(uplink.modelVersion)
      rows.text(uplink.errorCode)
      rows.float4(uplink.radio?.rssi ?? null)
      rows.float4(uplink.radio?.snr ?? null)
      rows.int2(uplink.radio?.spreadingFactor ?? null)
      rows.int2(uplink.radio?.gateways ?? null)
    } catch (error) {
      rows.cut(before)
      throw error
    }
  }
}

function wordOf(uplink: UplinkToStore): DeviceWord | null {
  const { devAddr, fCnt, radio, batteryPercent, batteryVoltage, position, newDownlinkClass } = uplink
  const silent =
    devAddr === null &&
    radio === undefined &&
    batteryPercent === null &&
    batteryVoltage === null &&
    position === null &&
    newDownlinkClass === null
  return silent ? null : { devAddr, fCnt, radio, batteryPercent, batteryVoltage, position, newDownlinkClass }
}

/** What of a batch is written together: all of it, until a row of it proves to be at fault. */
export interface BatchPart {
  /** Positions of uplinks. */
  uplinks: readonly number[]
  rejections: readonly RejectionToStore[]
  deviceEvents: readonly DeviceEventToStore[]
}

export const wholeOf = ({ uplinkCount, rejections, deviceEvents }: IngestBatch): BatchPart => ({
  uplinks: upTo(uplinkCount),
  rejections,
  deviceEvents,
})

/** 0, 1, ... count - 1. */
export function upTo(count: number): number[] {
  const positions = new Array<number>(count)
  for (let i = 0; i < count; i++) positions[i] = i
  return positions
}
