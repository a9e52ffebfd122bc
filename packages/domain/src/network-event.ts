/**
 * What a connector hands over, whatever the network. Parsed at the edge by the connector's own zod schemas, trusted
 * from here on; plain types because 80,000 of them pass each second.
 */
export type NetworkEvent = UplinkEvent | DownlinkEvent | DeviceEvent | InvalidEvent

/** `lorawan`: address is the DevEUI in lower case hex. `mqtt`: address is `<organisation>/<device>` or the mapped name. */
export type Network = 'lorawan' | 'mqtt'

interface Sourced {
  /** The connector instance (`con_...`). */
  connectorId: string
  receivedAt: Date
}

interface Addressed extends Sourced {
  network: Network
  address: string
}

export interface UplinkEvent extends Addressed {
  kind: 'uplink'
  /** When the network heard it: the gateway's clock before the server's before ours. */
  observedAt: Date
  timeSource: 'device' | 'gateway' | 'server' | 'platform'
  /** Keys of the same message, the strongest first. One that is known already makes it a duplicate. */
  keys: readonly string[]
  payload: FramePayload | ReadingsPayload
  radio?: Radio
  /** True where the network marks a history import: the -30 day bound does not apply. */
  backfill?: boolean
}

export interface FramePayload {
  type: 'frame'
  fPort: number
  bytes: Uint8Array
  fCnt: number
  devAddr?: string
}

export interface ReadingsPayload {
  type: 'readings'
  readings: readonly ChannelReading[]
  /** The message as it came, kept as the raw uplink. */
  bytes: Uint8Array
  seq?: number
}

/** One value that a device named itself: channel is an observed property's id or a name that the mapping gives. */
export interface ChannelReading {
  channel: string
  value: number
  /** UCUM; absent = the property's own unit. */
  unit?: string
  observedAt?: Date
}

export interface Radio {
  rssi?: number
  snr?: number
  spreadingFactor?: number
  frequencyHz?: number
  gateways: number
  bestGateway?: string
  /** When the device listens (LoRaWAN class), as the network has it now. */
  deviceClass?: 'A' | 'B' | 'C'
}

/** The network's word on a downlink of ours: `queueItemId` is the id that we gave it. */
export interface DownlinkEvent extends Addressed {
  kind: 'downlinkSent' | 'downlinkAcknowledged' | 'downlinkFailed'
  observedAt: Date
  queueItemId: string
  fCntDown?: number
  detail?: string
}

export interface DeviceEvent extends Addressed {
  kind: 'join' | 'status' | 'location' | 'log' | 'availability'
  observedAt: Date
  detail: DeviceDetail
}

export type DeviceDetail =
  | { type: 'join'; devAddr: string }
  | { type: 'status'; batteryPercent: number | null; externalPower: boolean; marginDb: number }
  | { type: 'location'; longitude: number; latitude: number; altitude?: number; accuracy?: number }
  /** A device that holds its own connection says so, and its broker when that connection is lost. */
  | { type: 'availability'; online: boolean }
  | { type: 'log'; level: 'info' | 'warning' | 'error'; code: string; description: string }

/** A message that the connector could not read: it becomes a rejection with its raw bytes. */
export interface InvalidEvent extends Sourced {
  kind: 'invalid'
  code: 'message_malformed' | 'message_too_large' | 'topic_unknown'
  topic: string
  bytes: Uint8Array
  detail: string
  network?: Network
  address?: string
}

/** What the platform asks a network to send. `id` comes back in every DownlinkEvent. */
export interface AddressedDownlink {
  id: string
  network: Network
  address: string
  payload:
    | { type: 'frame'; fPort: number; bytes: Uint8Array; confirmed: boolean }
    | { type: 'json'; body: unknown }
  expiresAt: Date
  /** Empty the network's queue first: for actuators the newest order wins. */
  replaceQueue: boolean
}
