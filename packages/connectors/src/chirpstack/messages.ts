import { z } from 'zod'

// The wire of ChirpStack v4's integrations (api/proto/integration/integration.proto in protobuf's JSON mapping).
// Zero values may be missing everywhere: before 4.1.0 always, later still inside rxInfo and txInfo. Keys that we do
// not know are dropped, so a newer server does not stop us.

const uint = z.union([
  z.number().int().min(0),
  z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number),
])
const number = z.union([z.number(), z.string().trim().min(1).transform(Number).pipe(z.number())])
const time = z.string().nullish()
const bytes = z.union([z.string(), z.instanceof(Uint8Array)]).nullish()

const DeviceInfo = z.object({
  devEui: z.string().regex(/^[0-9a-fA-F]{16}$/, 'a DevEUI of 16 hexadecimal digits'),
  applicationId: z.string().optional(),
  /** `CLASS_A`, or its number. Older servers do not say it. */
  deviceClassEnabled: z.union([z.string(), z.number()]).nullish().catch(undefined),
})
const common = { time, deviceInfo: DeviceInfo }

const RxInfo = z.object({
  gatewayId: z.string().optional(),
  gwTime: time,
  /** The gateway's time, before 4.4 gave it the name gwTime. */
  time,
  nsTime: time,
  rssi: number.nullish(),
  snr: number.nullish(),
})

export const Up = z.object({
  ...common,
  deduplicationId: z.string().optional(),
  devAddr: z.string().optional(),
  fCnt: uint.nullish(),
  fPort: uint.nullish(),
  data: bytes,
  rxInfo: z.array(RxInfo).nullish(),
  txInfo: z
    .object({
      frequency: uint.nullish(),
      modulation: z.object({ lora: z.object({ spreadingFactor: uint.nullish() }).nullish() }).nullish(),
    })
    .nullish(),
})
export type Up = z.infer<typeof Up>

export const Join = z.object({ ...common, devAddr: z.string().min(1) })
export const Ack = z.object({
  ...common,
  queueItemId: z.string().min(1),
  acknowledged: z.boolean().nullish(),
  fCntDown: uint.nullish(),
})
export const TxAck = z.object({ ...common, queueItemId: z.string().nullish(), fCntDown: uint.nullish() })
export const Status = z.object({
  ...common,
  margin: number.nullish(),
  externalPowerSource: z.boolean().nullish(),
  batteryLevelUnavailable: z.boolean().nullish(),
  batteryLevel: number.nullish(),
})
export const Location = z.object({
  ...common,
  location: z.object({
    latitude: number.nullish(),
    longitude: number.nullish(),
    altitude: number.nullish(),
    accuracy: number.nullish(),
  }),
})
export const Log = z.object({
  ...common,
  level: z.enum(['INFO', 'WARNING', 'ERROR']).nullish(),
  code: z.string().nullish(),
  description: z.string().nullish(),
  context: z.object({ queue_item_id: z.string().optional() }).nullish(),
})

export const messages = {
  up: Up,
  join: Join,
  ack: Ack,
  txack: TxAck,
  status: Status,
  location: Location,
  log: Log,
}
export type EventName = keyof typeof messages
export type Message<K extends EventName> = z.infer<(typeof messages)[K]>

/** `integration` carried LoRa Cloud's answers until 2025: nothing in it is for us. */
export const ignoredEvents: ReadonlySet<string> = new Set(['integration'])
