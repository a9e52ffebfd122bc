import {
  createOwnSeries,
  devicesByAddress,
  type IngestDevice,
  type IngestModel,
  ingestModels,
  type OwnSeries,
} from '@trame/database'
import { type DeviceModel, deviceModel } from '@trame/devices'
import type { Network } from '@trame/domain'
import type { Pool } from 'pg'

/** A device ready for its uplinks: its model, and what each channel feeds. */
export interface KnownDevice extends IngestDevice {
  builtIn: DeviceModel | undefined
  uploaded: IngestModel | undefined
  byChannel: Map<string, IngestDevice['bindings']>
}

export interface Addressed {
  network: Network
  address: string
}

const negativeMs = 5_000
const mostDevices = 200_000

export interface DeviceDirectory {
  /** What is in memory: a device, null when it is known to be unknown, undefined when nobody has asked yet. */
  find(of: Addressed): KnownDevice | null | undefined
  /** Reads all of these in one query. */
  load(wanted: readonly Addressed[]): Promise<void>
  createSeries(wanted: readonly (OwnSeries & { device: KnownDevice })[]): Promise<void>
  forget(deviceId: string): void
  forgetModels(): void
  forgetAll(): void
  size(): number
}

const keyOf = ({ network, address }: Addressed) => `${network} ${address}`

/** Devices are kept in memory until the database says that they changed (`LISTEN device_changed`). */
export function createDirectory(pool: Pool, now: () => number = Date.now): DeviceDirectory {
  const known = new Map<string, KnownDevice>()
  /** The same devices by address alone: no key has to be made for each message. */
  const byAddress = { lorawan: new Map<string, KnownDevice>(), mqtt: new Map<string, KnownDevice>() }
  const keyById = new Map<string, string>()
  const unknownUntil = new Map<string, number>()
  // Raised by every change: an answer that was under way may be older than the change, and is not kept.
  let changes = 0

  function keep(device: KnownDevice) {
    if (known.size >= mostDevices) {
      const [oldest, first] = known.entries().next().value!
      drop(oldest)
      keyById.delete(first.id)
    }
    known.set(keyOf(device), device)
    byAddress[device.network].set(device.address, device)
    keyById.set(device.id, keyOf(device))
  }

  function drop(key: string) {
    const device = known.get(key)
    if (!device) return
    known.delete(key)
    byAddress[device.network].delete(device.address)
  }

  async function load(wanted: readonly Addressed[]): Promise<void> {
    const before = changes
    const devices = await withModels(pool, await devicesByAddress(pool, wanted))
    const found = new Set(devices.map(keyOf))
    for (const device of devices) keep(device)
    // Strangers may invent as many addresses as they like.
    if (unknownUntil.size > mostDevices) unknownUntil.clear()
    for (const one of wanted) if (!found.has(keyOf(one))) unknownUntil.set(keyOf(one), now() + negativeMs)
    if (before !== changes) await load(wanted)
  }

  return {
    find(of) {
      const device = byAddress[of.network].get(of.address)
      if (device) return device
      const key = keyOf(of)
      const until = unknownUntil.get(key)
      if (until === undefined) return undefined
      if (until > now()) return null
      unknownUntil.delete(key)
      return undefined
    },
    load,
    async createSeries(wanted) {
      const ids = await createOwnSeries(pool, wanted)
      for (const [i, { device, channel }] of wanted.entries()) device.ownSeries.set(channel, ids[i]!)
    },
    forget(deviceId) {
      changes++
      const key = keyById.get(deviceId)
      keyById.delete(deviceId)
      if (key === undefined) unknownUntil.clear()
      else drop(key)
    },
    forgetModels() {
      changes++
      for (const [key, { builtIn }] of known) if (!builtIn) drop(key)
    },
    forgetAll() {
      changes++
      known.clear()
      byAddress.lorawan.clear()
      byAddress.mqtt.clear()
      keyById.clear()
      unknownUntil.clear()
    },
    size: () => known.size,
  }
}

async function withModels(pool: Pool, devices: readonly IngestDevice[]): Promise<KnownDevice[]> {
  const others = devices.filter(({ modelId }) => !deviceModel(modelId))
  const models = others.length === 0 ? [] : await ingestModels(pool, others)
  return devices.map((device) => ({
    ...device,
    builtIn: deviceModel(device.modelId),
    uploaded: models.find(
      ({ organisationId, id, version }) =>
        organisationId === device.organisationId && id === device.modelId && version === device.modelVersion,
    ),
    byChannel: Map.groupBy(device.bindings, ({ channel }) => channel),
  }))
}
