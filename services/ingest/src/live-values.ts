import { type LiveSeries, liveSeries } from '@trame/database'
import { type LiveValue, liveStreamKey, qualities } from '@trame/domain'
import type { Redis } from 'ioredis'
import type { Pool } from 'pg'
import type { OutboxConsumer } from './relay.ts'

/** Some six minutes at four entries a second: a page that was away longer reads everything again anyway. */
const streamEntries = 1_500
/** History that is played in is not live: pages would show it moving, and the stream would fill with it. */
const liveForMs = 3_600_000
/** Series are named anew after so long: a binding may have moved to another device. */
const rememberMs = 60_000
const mostRemembered = 200_000

/** Publishes the last value of each series to its organisation's stream, one entry a round and organisation. */
export function publishLiveValues(pool: Pool, redis: Redis, now: () => number = Date.now): OutboxConsumer {
  const known = new Map<number, LiveSeries>()
  let knownSince = now()

  async function nameSeries(ids: Iterable<number>) {
    if (now() - knownSince > rememberMs || known.size > mostRemembered) {
      known.clear()
      knownSince = now()
    }
    const missing = [...ids].filter((id) => !known.has(id))
    if (missing.length === 0) return
    for (const one of await liveSeries(pool, missing)) known.set(one.id, one)
  }

  return async (rows) => {
    const newest = newestByOrganisation(rows, now() - liveForMs)
    for (const points of newest.values()) await nameSeries(points.keys())
    const pipeline = redis.pipeline()
    for (const [organisationId, points] of newest) {
      const values = [...points].flatMap(([id, point]) => liveValue(known.get(id), point) ?? [])
      if (values.length === 0) continue
      const key = liveStreamKey(organisationId)
      pipeline.xadd(key, 'MAXLEN', '~', streamEntries, '*', 'values', JSON.stringify(values))
    }
    for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error
  }
}

type Point = readonly [observedAt: number, value: number, quality: number]

function newestByOrganisation(rows: Parameters<OutboxConsumer>[0], since: number) {
  const newest = new Map<string, Map<number, Point>>()
  for (const { message } of rows) {
    if (message.topic !== 'observations') continue
    const points = newest.get(message.organisationId) ?? new Map<number, Point>()
    newest.set(message.organisationId, points)
    // By position: taking each row apart as an array costs an iterator and five results of it.
    for (const row of message.rows) {
      if (row[1] < since) continue
      const before = points.get(row[0])
      if (before === undefined || before[0] < row[1]) points.set(row[0], [row[1], row[2], row[3]])
    }
  }
  return newest
}

function liveValue(series: LiveSeries | undefined, [observedAt, value, quality]: Point): LiveValue | null {
  if (series === undefined) return null
  const { id, ...named } = series
  return {
    seriesId: id,
    ...named,
    value,
    observedAt: new Date(observedAt).toISOString(),
    quality: qualities[quality]!,
  }
}
