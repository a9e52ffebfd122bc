import type { BatchOutcome, IngestBatch } from '@trame/database'
import type { Sandbox } from '@trame/devices'
import type { NetworkEvent, UplinkEvent } from '@trame/domain'
import { createBatcher } from './batcher.ts'
import type { BatchSettings } from './config.ts'
import { type Decoded, decodeUploaded } from './decode.ts'
import type { DeviceDirectory, KnownDevice } from './devices.ts'
import { type Item, prepare, resolveDevices, sandboxWork } from './lane.ts'
import { openSettlement, settlementOfOne } from './settlement.ts'
import { store } from './store.ts'

export interface Pipeline {
  /** Resolves once the event is committed, as observations or as a rejection. */
  receive(event: NetworkEvent, organisationId: string, replays?: string): Promise<void>
  waiting(): number
  /** Resolves when everything received is stored; after `abort`, what is not stored by then is given up. */
  idle(): Promise<void>
}

export interface PipelineOptions {
  batch: BatchSettings
  directory: DeviceDirectory
  sandbox(): Sandbox
  /** One a lane. */
  writers: readonly { write(batch: IngestBatch): Promise<BatchOutcome> }[]
  stopping: AbortSignal
  onFailure(error: unknown, uplinks: number): void
  onStored(outcome: BatchOutcome, items: readonly Item[], tookMs: number): void
}

/**
 * Devices are shared out among lanes, each with its own connection: the order of one device is kept, and two batches
 * at once do not wait for each other's rows.
 */
export function createPipeline(options: PipelineOptions): Pipeline {
  const lanes = options.writers.map(({ write }) => createLane(options, write))
  return {
    receive(event, organisationId, replays) {
      const lane = lanes[laneOf(event.address ?? '', lanes.length)]!
      return lane.push(event, organisationId, replays ?? null)
    },
    waiting: () => lanes.reduce((sum, lane) => sum + lane.waiting(), 0),
    async idle() {
      await Promise.all(lanes.map((lane) => lane.idle()))
    },
  }
}

function laneOf(address: string, lanes: number): number {
  let hash = 0
  for (let i = 0; i < address.length; i++) hash = (hash * 31 + address.charCodeAt(i)) | 0
  return (hash >>> 0) % lanes
}

function createLane(options: PipelineOptions, write: (batch: IngestBatch) => Promise<BatchOutcome>) {
  const { directory, stopping, onFailure } = options
  /** Per device the end of its queue before the sandbox: its uplinks come back in the order in which they went. */
  const tails = new Map<number, Promise<void>>()
  const batcher = createBatcher<Item>(options.batch, takeBatch)
  let settlement = openSettlement()

  async function takeBatch(items: Item[]) {
    settlement.close()
    settlement = openSettlement()
    for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
      try {
        await resolveDevices(items, directory)
        const { ready, work } = sandboxWork(items)
        const prepared = await prepare(ready, directory)
        for (const { item, device } of work) sendToSandbox(item, device)
        if (prepared.length > 0) await store(prepared, { ...options, write })
        return
      } catch (error) {
        // Reading devices and creating series come before any row is written: the whole batch begins again.
        if (stopping.aborted) {
          for (const item of items) item.settlement.notStored(error)
          return
        }
        onFailure(error, items.length)
        await pause(pauseMs, stopping)
      }
    }
  }

  function sendToSandbox(item: Item, device: KnownDevice) {
    const result = decodeUploaded(options.sandbox(), item.event as UplinkEvent, device.uploaded!).catch(
      (error): Decoded => ({ ok: false, code: 'internal', detail: String(error) }),
    )
    const before = tails.get(device.number) ?? Promise.resolve()
    const tail = before.then(async () => {
      item.decoded = { by: device, result: await result }
      batcher.push(item)
      if (tails.get(device.number) === tail) tails.delete(device.number)
    })
    tails.set(device.number, tail)
  }

  return {
    push(event: NetworkEvent, organisationId: string, replays: string | null): Promise<void> {
      const own = mayTakeLong(event, directory) ? settlementOfOne() : null
      const joined = own ?? settlement
      if (!own) joined.join()
      // This may start the batch, and with it the next settlement.
      batcher.push({
        event,
        organisationId,
        replays,
        settlement: joined,
        decoded: undefined,
        device: undefined,
      })
      return joined.promise
    },
    waiting: () => batcher.waiting() + tails.size,
    async idle() {
      do {
        await Promise.all(tails.values())
        await batcher.idle()
      } while (tails.size > 0)
    },
  }
}

/** A frame that may have to go through the sandbox: nobody else waits for that one's acknowledgement. */
function mayTakeLong(event: NetworkEvent, directory: DeviceDirectory): boolean {
  return event.kind === 'uplink' && event.payload.type === 'frame' && !directory.find(event)?.builtIn
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
