import type { DecodeStatus, ErrorCode, UplinkEvent } from '@trame/domain'

// Rows of a batch, as plain data. Times are milliseconds since 1970.

export interface UplinkToStore {
  /** 32 hex digits, see `uplinkId`. With `observedAt` it is the uplink's first key. */
  id: string
  /** Further keys of the same message, each as 32 hex digits: one that is known makes it a duplicate. */
  keys: readonly string[]
  organisationId: string
  deviceNumber: number
  observedAt: number
  receivedAt: number
  timeSource: UplinkEvent['timeSource']
  payloadType: 'frame' | 'readings'
  fPort: number | null
  fCnt: number | null
  devAddr: string | null
  payload: Uint8Array
  status: DecodeStatusName
  modelId: string | null
  modelVersion: number | null
  errorCode: ErrorCode | null
  radio: UplinkEvent['radio'] | undefined
  observations: readonly ObservationToStore[]
  batteryPercent: number | null
  batteryVoltage: number | null
  position: { longitude: number; latitude: number } | null
  /** Where the network says another one than is known of the device. */
  newDownlinkClass: 'A' | 'B' | 'C' | null
  rejection: RejectionToStore | null
  /** The open rejection that it is played again for: its refused row, if it has one, gives way to this one. */
  replays: string | null
}
type DecodeStatusName = (typeof DecodeStatus)['options'][number]

export interface ObservationToStore {
  seriesId: number
  observedAt: number
  value: number
  quality: number
}

export interface RejectionToStore {
  id: string
  organisationId: string
  connectorId: string
  receivedAt: number
  observedAt: number | null
  network: string | null
  address: string | null
  deviceId: string | null
  code: ErrorCode
  detail: string
  raw: Uint8Array
  /** JSON of the event without its bytes. */
  event: string
  modelId: string | null
  modelVersion: number | null
  /** The open rejection that was played again and ended here. */
  replays: string | null
}

export interface DeviceEventToStore {
  id: string
  organisationId: string
  at: number
  receivedAt: number
  deviceNumber: number
  kind: string
  /** JSON. */
  detail: string
  /** What it changes of the device's state. */
  joined: string | null
  batteryPercent: number | null
  position: { longitude: number; latitude: number } | null
  /** The open rejection that it was played again for. */
  replays: string | null
}

export interface BatchOutcome {
  uplinks: number
  duplicates: number
  observations: number
  rejections: number
  gaps: number
}

/** Positions are the codes of the smallint columns. */
export const decodeStatuses = ['decoded', 'partial', 'rejected', 'empty'] as const
export const payloadTypes = ['frame', 'readings'] as const
export const timeSources = ['device', 'gateway', 'server', 'platform'] as const
