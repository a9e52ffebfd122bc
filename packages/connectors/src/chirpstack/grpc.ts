/** ChirpStack's gRPC API, as much of it as we need. */
export interface ChirpStackDevice {
  devEui: string
  name: string
  applicationId: string
  deviceProfileId: string
  description?: string
  joinEui?: string
  tags?: Readonly<Record<string, string>>
}

export interface QueueItem {
  id: string
  fPort: number
  bytes: Uint8Array
  confirmed: boolean
  expiresAt?: Date
}

export type GroupItem = Required<Pick<QueueItem, 'fPort' | 'bytes' | 'expiresAt'>>

/** One of those that a person chooses among: a device profile, or a multicast group. */
export interface NetworkChoice {
  id: string
  name: string
  /** The best that devices of the profile listen in; the class of the group. */
  downlinkClass: 'A' | 'B' | 'C'
}

export interface ChirpStackApi {
  /** Resolves with the id that ChirpStack gave: unlike a command over MQTT, it can't be chosen. */
  enqueue(item: Omit<QueueItem, 'id'> & { devEui: string; flush: boolean }): Promise<string>
  flushQueue(devEui: string): Promise<void>
  getQueue(devEui: string): Promise<(QueueItem & { pending: boolean })[]>
  /** `appKey` is the one key of a LoRaWAN 1.0.x device. Throws KeyRefused, and leaves no device, when only the key is wrong. */
  createDevice(device: ChirpStackDevice, appKey: string): Promise<void>
  getDevice(devEui: string): Promise<ChirpStackDevice>
  deleteDevice(devEui: string): Promise<void>
  /** A disabled device is not heard by ChirpStack, and gets no downlink. */
  setDisabled(devEui: string, disabled: boolean): Promise<void>
  listDevices(applicationId: string): Promise<{ devEui: string; name: string; deviceProfileId: string }[]>
  /** One downlink that all devices of a multicast group hear (class B or C). Gives its frame counter in that group. */
  enqueueGroup(groupId: string, item: GroupItem): Promise<number>
  flushGroup(groupId: string): Promise<void>
  /** Frame counters of what the group's gateways have not sent yet. */
  groupQueue(groupId: string): Promise<number[]>
  /** DevEUIs of the group as ChirpStack knows it. */
  groupMembers(groupId: string): Promise<string[]>
  /** Device profiles that devices of an application may have. */
  listProfiles(applicationId: string): Promise<NetworkChoice[]>
  /** Multicast groups of an application. */
  listGroups(applicationId: string): Promise<NetworkChoice[]>
  close(): void
}

/** Its cause is ChirpStack's own error. */
export class KeyRefused extends Error {
  override name = 'KeyRefused'
}

export interface Access {
  address: string
  apiKey: string
  tls?: boolean | undefined
  ca?: string | undefined
  timeoutMs?: number
}

/** gRPC and its generated messages take 15 MB: they are loaded at the first question, which may never come. */
export function chirpStackApi(access: Access): ChirpStackApi {
  let opened: Promise<ChirpStackApi> | undefined
  const client = () => {
    opened ??= import('./grpc-client.ts').then(({ openChirpStackApi }) => openChirpStackApi(access))
    return opened
  }
  return {
    enqueue: async (item) => (await client()).enqueue(item),
    flushQueue: async (devEui) => (await client()).flushQueue(devEui),
    getQueue: async (devEui) => (await client()).getQueue(devEui),
    createDevice: async (device, appKey) => (await client()).createDevice(device, appKey),
    getDevice: async (devEui) => (await client()).getDevice(devEui),
    deleteDevice: async (devEui) => (await client()).deleteDevice(devEui),
    setDisabled: async (devEui, disabled) => (await client()).setDisabled(devEui, disabled),
    listDevices: async (applicationId) => (await client()).listDevices(applicationId),
    enqueueGroup: async (groupId, item) => (await client()).enqueueGroup(groupId, item),
    flushGroup: async (groupId) => (await client()).flushGroup(groupId),
    groupQueue: async (groupId) => (await client()).groupQueue(groupId),
    groupMembers: async (groupId) => (await client()).groupMembers(groupId),
    listProfiles: async (applicationId) => (await client()).listProfiles(applicationId),
    listGroups: async (applicationId) => (await client()).listGroups(applicationId),
    close: () => void opened?.then((api) => api.close()),
  }
}
