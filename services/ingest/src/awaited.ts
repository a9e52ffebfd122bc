import {
  awaitedSeries,
  confirmCommands,
  type Db,
  type IngestBatch,
  type SeenObservation,
} from '@trame/database'

/**
 * Commands end as soon as what proves them is stored, also while Redis is away and the outbox waits with it (reliability.md
 * D13). The outbox brings the same values again: what this process forgets by dying is not lost.
 */
export interface Awaited {
  /** A command has begun to wait for values of this series. */
  add(seriesId: number): void
  reload(): void
  stored(batch: Pick<IngestBatch, 'uplinks'>): void
  idle(): Promise<void>
}

export function createAwaited(db: Db, onFailure: (error: unknown) => void): Awaited {
  let series: ReadonlySet<number> = new Set()
  let running: Promise<void> = Promise.resolve()
  const then = (work: () => Promise<void>) => {
    running = running.then(work).catch(onFailure)
  }
  const read = async () => {
    series = await awaitedSeries(db)
  }

  return {
    add(seriesId) {
      series = new Set([...series, seriesId])
    },
    reload: () => then(read),
    stored({ uplinks }) {
      // Nearly always: nobody waits for anything.
      if (series.size === 0) return
      const seen = seenOf(uplinks, series)
      if (seen.length === 0) return
      then(async () => {
        await confirmCommands(db, seen)
        await read()
      })
    },
    idle: () => running,
  }
}

function seenOf(uplinks: IngestBatch['uplinks'], series: ReadonlySet<number>): SeenObservation[] {
  const seen: SeenObservation[] = []
  for (const { observations } of uplinks)
    for (const { seriesId, observedAt, value, quality } of observations)
      if (series.has(seriesId)) seen.push({ seriesId, observedAt, value, quality })
  return seen
}
