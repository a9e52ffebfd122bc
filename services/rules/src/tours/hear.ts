import {
  type CollectionDay,
  type ComputedSpan,
  countedTours,
  type Db,
  ensureComputedSeries,
  heardReports,
  type UnheardReport,
  uncountedDays,
  unheardReports,
  writeComputed,
} from '@trame/database'
import { dayOf, instantOf, type ObservedPropertyId, qualityCode } from '@trame/domain'
import type { Pool } from 'pg'

const dayMs = 86_400_000
const reportCode = { emptied: 0, blocked: 1, damaged: 2 } as const

interface Told {
  organisationId: string
  subjectId: string
  property: ObservedPropertyId
  at: number
  value: number
  quality: number
}

/** What a crew says becomes a series of the container, so that rules and charts hear it. Returns how many were heard. */
export async function hearReports(db: Db, pool: Pool, now: number): Promise<number> {
  const reports = await unheardReports(db)
  await tell(pool, 'waste/report', reports.map(toldOfReport), now)
  if (reports.length > 0)
    await heardReports(
      db,
      reports.map(({ id }) => id),
    )
  return reports.length
}

const toldOfReport = ({ organisationId, assetId, outcome, reportedAt }: UnheardReport): Told => ({
  organisationId,
  subjectId: assetId,
  property: 'bin.report',
  at: reportedAt.getTime(),
  value: reportCode[outcome],
  quality: qualityCode.ok,
})

/** Kilometres and hours of each day with a tour, as series of the territory beside those of the fixed round. */
export async function countTours(db: Db, pool: Pool, now: number): Promise<number> {
  const days = await uncountedDays(db, now)
  await tell(pool, 'waste/tours', days.flatMap(toldOfDay), now)
  for (const { tours } of days) await countedTours(db, tours)
  return days.length
}

function toldOfDay({ organisationId, siteId, date, timeZone, done, ...figures }: CollectionDay): Told[] {
  if (siteId === null) return []
  const same = {
    organisationId,
    subjectId: siteId,
    at: instantOf(timeZone, dayOf(date), 0, 'first'),
    quality: done ? qualityCode.ok : qualityCode.estimated,
  }
  return [
    { ...same, property: 'collection.distance', value: figures.metres / 1000 },
    { ...same, property: 'collection.distance.reference', value: figures.fixedMetres / 1000 },
    { ...same, property: 'collection.duration', value: figures.seconds / 3600 },
    { ...same, property: 'collection.duration.reference', value: figures.fixedSeconds / 3600 },
  ]
}

async function tell(pool: Pool, indicator: string, told: readonly Told[], now: number) {
  if (told.length === 0) return
  const client = await pool.connect()
  try {
    await client.query('begin')
    const series = await ensureComputedSeries(
      client,
      told.map(({ organisationId, subjectId, property }) => ({
        organisationId,
        subjectId,
        property,
        indicator,
        expectedIntervalMs: 7 * dayMs,
      })),
    )
    await writeComputed(client, told.flatMap(spanOf(series)), now)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

const spanOf =
  (series: ReadonlyMap<string, number>) =>
  ({ organisationId, subjectId, property, at, value, quality }: Told): ComputedSpan[] => {
    const seriesId = series.get(`${subjectId} ${property}`)
    if (seriesId === undefined) return []
    const point = { at, value, quality, completeness: null, inputs: {}, version: 1 }
    return [{ organisationId, seriesId, from: at, to: at + 1, points: [point] }]
  }
