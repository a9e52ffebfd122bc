import { z } from 'zod'
import { Instant, Name, PageQuery } from './common.ts'
import { Freshness } from './place.ts'

/** Model id of devices that name their values themselves, over MQTT: each channel is an observed property. */
export const selfDescribingModelId = 'trame-json'

export const NetworkId = z.enum(['lorawan', 'mqtt'])

export const Device = z
  .object({
    id: z.string(),
    name: Name,
    network: NetworkId,
    /** DevEUI in lower case hex, or `<organisation>/<device>` for MQTT. */
    address: z.string(),
    modelId: z.string(),
    modelVersion: z.int(),
    expectedIntervalMs: z.number(),
    /** LoRaWAN class: A listens after its own uplinks only. Null: nobody has said, and it is taken for A. */
    downlinkClass: z.enum(['A', 'B', 'C']).nullable(),
    disabled: z.boolean(),
    freshness: Freshness,
    lastUplinkAt: Instant.nullable(),
    uplinkCount: z.int(),
    lostFrames: z.int(),
    batteryPercent: z.number().nullable(),
    batteryVoltage: z.number().nullable(),
    rssi: z.number().nullable(),
    snr: z.number().nullable(),
    spreadingFactor: z.int().nullable(),
    gateways: z.int().nullable(),
    assets: z.array(z.object({ id: z.string(), name: z.string(), type: z.string() })),
  })
  .meta({ id: 'Device' })
export type Device = z.infer<typeof Device>

export const NewDevice = z.object({
  id: z.string().optional(),
  name: Name,
  network: NetworkId,
  address: z.string().trim().min(1).max(160),
  modelId: z.string().min(1),
  /** Absent = the newest version of the model. */
  modelVersion: z.int().positive().optional(),
  expectedIntervalMs: z
    .number()
    .int()
    .min(1000)
    .max(40 * 86_400_000)
    .optional(),
  /** LoRaWAN class; absent: as the network will say it. */
  downlinkClass: z.enum(['A', 'B', 'C']).optional(),
})
export type NewDevice = z.input<typeof NewDevice>

export const DeviceQuery = PageQuery.extend({
  q: z.string().max(120).optional(),
  modelId: z.string().optional(),
  freshness: Freshness.optional(),
  network: NetworkId.optional(),
  downlinkClass: z.enum(['A', 'B', 'C']).optional(),
  sort: z.enum(['name', 'lastUplinkAt', 'batteryPercent', 'rssi', 'lostFrames']).default('name'),
  order: z.enum(['asc', 'desc']).default('asc'),
})

export const Binding = z
  .object({
    id: z.string(),
    deviceId: z.string(),
    deviceName: z.string(),
    channel: z.string(),
    seriesId: z.int(),
    assetId: z.string(),
    assetName: z.string(),
    property: z.string(),
    slot: z.string(),
    from: Instant,
    to: Instant.nullable(),
    scale: z.number(),
    offset: z.number(),
  })
  .meta({ id: 'Binding' })
export type Binding = z.infer<typeof Binding>

/** `value = raw * scale + offset`, in the property's unit. `property` absent = the channel's own. */
export const NewBinding = z.object({
  deviceId: z.string(),
  channel: z.string().min(1),
  assetId: z.string(),
  property: z.string().optional(),
  slot: z.string().max(40).default(''),
  from: Instant,
  to: Instant.nullable().default(null),
  scale: z.number().default(1),
  offset: z.number().default(0),
})
export type NewBinding = z.input<typeof NewBinding>

export const DecodeStatus = z.enum(['decoded', 'partial', 'rejected', 'empty'])

export const UplinkRow = z
  .object({
    id: z.string(),
    observedAt: Instant,
    receivedAt: Instant,
    fPort: z.int().nullable(),
    fCnt: z.int().nullable(),
    /** Hex of the frame, or the JSON text of a readings message. */
    payload: z.string(),
    payloadType: z.enum(['frame', 'readings']),
    status: DecodeStatus,
    modelId: z.string().nullable(),
    modelVersion: z.int().nullable(),
    errorCode: z.string().nullable(),
    rssi: z.number().nullable(),
    snr: z.number().nullable(),
    spreadingFactor: z.int().nullable(),
    gateways: z.int().nullable(),
  })
  .meta({ id: 'Uplink' })
export type UplinkRow = z.infer<typeof UplinkRow>

export const FrameGap = z
  .object({ detectedAt: Instant, devAddr: z.string(), fromFCnt: z.int(), toFCnt: z.int(), lost: z.int() })
  .meta({ id: 'FrameGap' })
export type FrameGap = z.infer<typeof FrameGap>

export const rejectionStatuses = ['open', 'replayed', 'dismissed'] as const
export const Rejection = z
  .object({
    id: z.string(),
    receivedAt: Instant,
    observedAt: Instant.nullable(),
    connectorId: z.string(),
    network: NetworkId.nullable(),
    address: z.string().nullable(),
    deviceId: z.string().nullable(),
    deviceName: z.string().nullable(),
    code: z.string(),
    detail: z.string(),
    modelId: z.string().nullable(),
    modelVersion: z.int().nullable(),
    /** Hex of the first 256 bytes, and the whole length. */
    rawHex: z.string(),
    rawLength: z.int(),
    status: z.enum(rejectionStatuses),
    replayedAt: Instant.nullable(),
  })
  .meta({ id: 'Rejection' })
export type Rejection = z.infer<typeof Rejection>
export const RejectionQuery = PageQuery.extend({
  code: z.string().optional(),
  deviceId: z.string().optional(),
  address: z.string().optional(),
  status: z.enum(rejectionStatuses).default('open'),
})
/** Replay or dismiss: all open rejections that match. */
export const RejectionSelection = z.object({
  ids: z.array(z.string()).max(1000).optional(),
  code: z.string().optional(),
  deviceId: z.string().optional(),
  address: z.string().optional(),
})
