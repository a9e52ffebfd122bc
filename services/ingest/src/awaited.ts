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
  stored(batch: IngestBatch): void
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
    stored(batch) {
      // Nearly always: nobody waits for anything.
      if (series.size === 0) return
      const seen = seenOf(batch, series)
      if (seen.length === 0) return
      then(async () => {
        await confirmCommands(db, seen)
        await read()
      })
    },
    idle: () => running,
  }
}

function seenOf(batch: IngestBatch, awaited: ReadonlySet<number>): SeenObservation[] {
  const { series, pointsAt, values, qualities, pointCount } = batch
  const seen: SeenObservation[] = []
  for (let i = 0; i < pointCount; i++)
    if (awaited.has(series[i]!))
      seen.push({
        seriesId: series[i]!,
        observedAt: pointsAt[i]!,
        value: values[i]!,
        quality: qualities[i]!,
      })
  return seen
}
