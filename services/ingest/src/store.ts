import { setTimeout as wait } from 'node:timers/promises'
import { type BatchOutcome, type BatchPart, type IngestBatch, wholeOf } from '@trame/database'
import type { Collected } from './collected.ts'
import { isFaultOfRows, isWorthRepeating } from './database-writer.ts'
import { internalRejection } from './rejection.ts'

export interface StoreOptions {
  write(batch: IngestBatch, part?: BatchPart): Promise<BatchOutcome>
  /** Aborted when the process stops: what is not stored by then stays unacknowledged. */
  stopping: AbortSignal
  onFailure(error: unknown, uplinks: number): void
  onStored(outcome: BatchOutcome, tookMs: number): void
}

const firstPauseMs = 100
const longestPauseMs = 5_000

/**
 * Writes until it is written: as long as the database is away nothing is acknowledged and nothing is lost, the networks
 * wait. Settles the batch; false when it was given up, because the process stops.
 */
export async function store(batch: Collected, options: StoreOptions): Promise<boolean> {
  try {
    await storePart(batch, wholeOf(batch.rows), options)
    batch.stored.resolve()
    return true
  } catch (error) {
    batch.stored.reject(error)
    return false
  }
}

/** Where the rows are at fault the part is halved until the bad one is alone, and becomes a rejection. */
async function storePart(batch: Collected, part: BatchPart, options: StoreOptions): Promise<void> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      const startedAt = performance.now()
      options.onStored(await options.write(batch.rows, part), performance.now() - startedAt)
      return
    } catch (error) {
      const size = sizeOf(part)
      if (isFaultOfRows(error) && !isPoisoned(part)) {
        options.onFailure(error, size)
        const parts = size > 1 ? halvesOf(part) : [asRejection(batch, part, error)]
        for (const one of parts) await storePart(batch, one, options)
        return
      }
      if (options.stopping.aborted) throw error
      if (isWorthRepeating(error)) continue
      options.onFailure(error, size)
      await wait(pauseMs, undefined, { signal: options.stopping }).catch(() => {})
    }
  }
}

const sizeOf = ({ uplinks, rejections, deviceEvents }: BatchPart) =>
  uplinks.length + rejections.length + deviceEvents.length

/** The kinds one after another, cut in the middle. */
function halvesOf(part: BatchPart): BatchPart[] {
  const size = sizeOf(part)
  const middle = size >> 1
  return [between(part, 0, middle), between(part, middle, size)]
}

function between({ uplinks, rejections, deviceEvents }: BatchPart, from: number, to: number): BatchPart {
  const cut = <T>(rows: readonly T[], before: number) =>
    rows.slice(Math.max(0, from - before), Math.max(0, to - before))
  return {
    uplinks: cut(uplinks, 0),
    rejections: cut(rejections, uplinks.length),
    deviceEvents: cut(deviceEvents, uplinks.length + rejections.length),
  }
}

/** A rejection of ours that the database refuses, too, is tried until it takes it. */
const isPoisoned = ({ uplinks, deviceEvents, rejections }: BatchPart) =>
  uplinks.length + deviceEvents.length === 0 && rejections.every(({ code }) => code === 'internal')

function asRejection(batch: Collected, part: BatchPart, error: unknown): BatchPart {
  const { rows, uplinkOrigins, eventOrigins } = batch
  const none = { uplinks: [], deviceEvents: [] }
  const [uplink] = part.uplinks
  if (uplink !== undefined) {
    const organisationId = rows.organisationIds[uplink]!
    const replays = rows.replays[uplink]!
    return {
      ...none,
      rejections: [internalRejection(uplinkOrigins[uplink]!(), organisationId, error, replays)],
    }
  }
  const [event] = part.deviceEvents
  if (event !== undefined) {
    const origin = eventOrigins[rows.deviceEvents.indexOf(event)]!
    return {
      ...none,
      rejections: [internalRejection(origin(), event.organisationId, error, event.replays)],
    }
  }
  return { ...none, rejections: [{ ...part.rejections[0]!, code: 'internal', detail: String(error) }] }
}
