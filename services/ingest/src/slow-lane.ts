import type { Sandbox } from '@trame/devices'
import type { UplinkEvent } from '@trame/domain'
import type { Item } from './collected.ts'
import { type Decoded, decodeUploaded } from './decode.ts'
import type { Addressed, DeviceDirectory, KnownDevice } from './devices.ts'
import { deviceOf, seriesMissing, waitsForSandbox } from './place.ts'

/**
 * Events that need something first: a look at the database for their device, a series for a new channel, the sandbox.
 * Nobody else waits for them, but for the events of the same device, which keep their order.
 */
export interface SlowLane {
  /** True while an event of this address is here: the next ones have to come here, too. */
  holds(address: string): boolean
  /** Resolves when the event is stored. */
  take(item: Item): Promise<void>
  waiting(): number
  idle(): Promise<void>
}

export interface SlowLaneOptions {
  directory: DeviceDirectory
  sandbox(): Sandbox
  /** Puts an event that needs nothing more into a batch; resolves when that is stored. */
  place(item: Item, device: KnownDevice | null): Promise<void>
  stopping: AbortSignal
  onFailure(error: unknown, uplinks: number): void
}

interface Held extends PromiseWithResolvers<void> {
  item: Item
}

export function createSlowLane(options: SlowLaneOptions): SlowLane {
  const { directory, stopping } = options
  const queue: Held[] = []
  const held = new Map<string, number>()
  /** Per device the end of its queue before the sandbox: its uplinks come back in the order in which they went. */
  const tails = new Map<number, Promise<void>>()
  let running: Promise<void> | undefined

  function start() {
    running ??= run().finally(() => {
      running = undefined
      if (queue.length > 0) start()
    })
  }

  async function run() {
    while (queue.length > 0) {
      const round = queue.splice(0)
      try {
        await prepare(round)
      } catch (error) {
        for (const one of round) settle(one, Promise.reject(error))
        continue
      }
      for (const one of round) finish(one)
    }
  }

  /** Reading devices and creating series come before any row is written: what failed of it begins again. */
  async function prepare(round: readonly Held[]) {
    for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
      try {
        await loadDevices(round)
        await createSeries(round)
        return
      } catch (error) {
        if (stopping.aborted) throw error
        options.onFailure(error, round.length)
        await pause(pauseMs, stopping)
      }
    }
  }

  async function loadDevices(round: readonly Held[]) {
    const wanted = new Map<string, Addressed>()
    for (const { item } of round) {
      const { event } = item
      if (event.kind !== 'invalid' && deviceOf(item, directory) === undefined)
        wanted.set(`${event.network} ${event.address}`, event)
    }
    if (wanted.size > 0) await directory.load([...wanted.values()])
  }

  async function createSeries(round: readonly Held[]) {
    const wanted = new Map<string, Parameters<DeviceDirectory['createSeries']>[0][number]>()
    for (const { item } of round) {
      const device = deviceOf(item, directory)
      if (!device || waitsForSandbox(item, device)) continue
      const { organisationId, id: deviceId } = device
      for (const { channel, property } of seriesMissing(item, device)) {
        const owner = item.decoded!.by
        wanted.set(`${deviceId} ${channel}`, { organisationId, deviceId, channel, property, device: owner })
      }
    }
    if (wanted.size > 0) await directory.createSeries([...wanted.values()])
  }

  function finish(one: Held) {
    const device = deviceOf(one.item, directory)
    // Forgotten since it was loaded, because it changed; or it changed, and has another channel now: once more.
    if (
      device === undefined ||
      (!waitsForSandbox(one.item, device) && seriesMissing(one.item, device).length > 0)
    )
      queue.push(one)
    else if (device && waitsForSandbox(one.item, device)) sendToSandbox(one, device)
    else settle(one, options.place(one.item, device))
  }

  function sendToSandbox(one: Held, device: KnownDevice) {
    const result = decodeUploaded(options.sandbox(), one.item.event as UplinkEvent, device.uploaded!).catch(
      (error): Decoded => ({ ok: false, code: 'internal', detail: String(error) }),
    )
    const before = tails.get(device.number) ?? Promise.resolve()
    const tail = before.then(async () => {
      one.item.decoded = { by: device, result: await result }
      queue.push(one)
      if (tails.get(device.number) === tail) tails.delete(device.number)
      start()
    })
    tails.set(device.number, tail)
  }

  function settle({ item, resolve }: Held, stored: Promise<void>) {
    const address = item.event.address ?? ''
    const left = held.get(address)! - 1
    if (left === 0) held.delete(address)
    else held.set(address, left)
    resolve(stored)
  }

  return {
    holds: (address) => held.size > 0 && held.has(address),
    take(item) {
      const address = item.event.address ?? ''
      held.set(address, (held.get(address) ?? 0) + 1)
      const one = { item, ...Promise.withResolvers<void>() }
      queue.push(one)
      start()
      return one.promise
    },
    waiting: () => [...held.values()].reduce((sum, n) => sum + n, 0),
    async idle() {
      while (held.size > 0) await Promise.all([running, ...tails.values()])
    },
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
