import { z } from 'zod'

/** Rows of one import: all are written in one transaction. */
export const deviceImportLimit = 10_000

/** As it stands in the file; absent and empty are the same. */
const Cell = z.string().max(2000).default('')

export const DeviceImportRow = z.object({
  /** Of the spreadsheet: the heading is line 1, empty lines count. */
  line: z.int().positive(),
  name: Cell,
  /** DevEUI, with or without separators, or the MQTT address. */
  address: Cell.meta({ description: 'DevEUI (16 hexadecimal digits), or organisation/device for MQTT' }),
  /** Empty: MQTT where the address has a slash, else LoRaWAN. */
  network: Cell.meta({ description: 'LoRaWAN or MQTT; empty: MQTT where the address has a slash' }),
  model: Cell.meta({ description: 'id of a device model, or its maker and model: Milesight EM400-MUD' }),
  /** Minutes. Empty: that of the model, or for a device that is known the one it has. */
  interval: Cell.meta({ description: 'expected interval in minutes, at most two decimals' }),
})
export type DeviceImportRow = z.infer<typeof DeviceImportRow>

/** With `dryRun` nothing is written; without it all rows are, or none where one is refused. */
export const DeviceImport = z.object({
  dryRun: z.boolean(),
  rows: z.array(DeviceImportRow).min(1).max(deviceImportLimit),
})
export type DeviceImport = z.input<typeof DeviceImport>

export const deviceImportFields = ['name', 'address', 'network', 'model', 'interval'] as const
export type DeviceImportField = (typeof deviceImportFields)[number]

/** In the order in which a person reads them: what is to be mended comes first. */
export const deviceImportStates = ['refused', 'changed', 'new', 'same'] as const
export type DeviceImportState = (typeof deviceImportStates)[number]

export const DeviceImportProblem = z.object({
  field: z.enum(deviceImportFields),
  code: z.string(),
  /** The sentence of the code, in the language of the request. */
  message: z.string(),
  /** Where the address was met first. */
  otherLine: z.int().optional(),
})
export type DeviceImportProblem = z.infer<typeof DeviceImportProblem>

/** `interval` in minutes, `model` by id. */
export const DeviceImportChange = z.object({
  field: z.enum(['name', 'model', 'interval']),
  from: z.union([z.string(), z.number()]),
  to: z.union([z.string(), z.number()]),
})
export type DeviceImportChange = z.infer<typeof DeviceImportChange>

export const DeviceImportLine = z.object({
  line: z.int(),
  state: z.enum(deviceImportStates),
  /** Absent: refused, or new in a dry run. */
  deviceId: z.string().optional(),
  changes: z.array(DeviceImportChange),
  problems: z.array(DeviceImportProblem),
})
export type DeviceImportLine = z.infer<typeof DeviceImportLine>

export const DeviceImportReport = z
  .object({
    written: z.boolean(),
    counts: z.object({ refused: z.int(), changed: z.int(), new: z.int(), same: z.int() }),
    /** Rejected messages of these devices that ingest plays again. */
    replays: z.int(),
    rows: z.array(DeviceImportLine),
  })
  .meta({ id: 'DeviceImportReport' })
export type DeviceImportReport = z.infer<typeof DeviceImportReport>
