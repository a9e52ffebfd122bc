import type { BatchOutcome, BatchPart, IngestBatch } from '@trame/database'
import type { Sandbox } from '@trame/devices'
import type { NetworkEvent } from '@trame/domain'
import { createBatcher } from './batcher.ts'
import { type Collected, emptyCollected, type Item } from './collected.ts'
import type { BatchSettings } from './config.ts'
import type { DeviceDirectory, KnownDevice } from './devices.ts'
import { deviceOf, place, seriesMissing, waitsForSandbox } from './place.ts'
import { createSlowLane } from './slow-lane.ts'
import { store } from './store.ts'

export interface Pipeline {
  /**
   * Resolves once the event is committed, as observations or as a rejection. `again` gives the same event once more, and
   * is called only where the database refuses its rows.
   */
  receive(
    event: NetworkEvent,
    organisationId: string,
    more?: { replays?: string; again?: () => NetworkEvent },
  ): Promise<void>
  waiting(): number
  /** Resolves when everything received is stored; after `abort`, what is not stored by then is given up. */
  idle(): Promise<void>
}

export interface PipelineOptions {
  batch: BatchSettings
  directory: DeviceDirectory
  sandbox(): Sandbox
  write(batch: IngestBatch, part?: BatchPart): Promise<BatchOutcome>
  stopping: AbortSignal
  onFailure(error: unknown, uplinks: number): void
  onStored(outcome: BatchOutcome, tookMs: number): void
  /** Everything of a batch is stored; what is in it lasts until this returns. */
  onBatch(batch: Collected): void
}

/**
 * Events become rows as they arrive, and are forgotten: a batch in memory is columns, whatever it waits for. While one is
 * written the next one fills. Devices are in memory; what needs more than that takes the slow lane.
 */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { directory } = options
  /** Buffers that have grown to the size of a batch are used again. */
  const spare: IngestBatch[] = []
  const batcher = createBatcher<Collected>(
    options.batch,
    () => emptyCollected(spare.pop()),
    async (batch) => {
      if (await store(batch, options)) options.onBatch(batch)
      batch.rows.clear()
      spare.push(batch.rows)
    },
  )
  const slow = createSlowLane({ ...options, place: (item, device) => placeNow(item, device) })

  function placeNow(item: Item, device: KnownDevice | null): Promise<void> {
    const batch = batcher.open()
    place(item, device, batch)
    batcher.added()
    return batch.stored.promise
  }

  return {
    receive(event, organisationId, { replays = null, again = () => event } = {}) {
      const item: Item = { event, organisationId, replays, again, decoded: undefined }
      if (slow.holds(event.address ?? '')) return slow.take(item)
      const device = deviceOf(item, directory)
      const ready =
        device !== undefined && !waitsForSandbox(item, device) && seriesMissing(item, device).length === 0
      return ready ? placeNow(item, device) : slow.take(item)
    },
    waiting: () => batcher.waiting() + slow.waiting(),
    async idle() {
      do {
        await slow.idle()
        await batcher.idle()
      } while (slow.waiting() > 0)
    },
  }
}
