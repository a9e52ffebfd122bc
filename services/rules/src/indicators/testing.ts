import { shareOutbox } from '@trame/database'
import { defineIndicator, type KnownIndicator, pointsOf, within } from '@trame/use-cases'
import { sql } from 'kysely'
import pg from 'pg'
import { hour, type TestTerritory } from '../testing.ts'
import { markEnds } from './ends.ts'
import { createMarker } from './marker.ts'
import { createPlans } from './plans.ts'
import { markRequests } from './requests.ts'
import { createIndicatorWork } from './work.ts'

const formula = { fr: 'essai', en: 'test' }
const bins = { assetType: 'wasteContainer' } as const
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** One of each manner: by the hour, at each change with a look back, of a site, of other indicators. */
export const testIndicators: readonly KnownIndicator[] = [
  {
    id: 'test/highest',
    useCase: 'test',
    definition: defineIndicator({
      fr: 'Maximum des moyennes',
      en: 'Highest mean',
      of: { site: ['territory'] },
      every: 'day',
      inputs: { means: { property: 'sound.peak', from: bins } },
      computes: ['lightning.strikes'],
      formula,
      compute(window) {
        const all = window.inputs.means.flatMap(({ points }) => points.map(({ value }) => value))
        return { 'lightning.strikes': all.length === 0 ? null : Math.max(...all) }
      },
    }),
  },
  {
    id: 'test/mean',
    useCase: 'test',
    definition: defineIndicator({
      fr: 'Moyenne',
      en: 'Mean',
      of: bins,
      every: 'hour',
      inputs: { fill: { property: 'bin.fill', beforeMs: 2 * hour } },
      computes: ['sound.peak'],
      formula,
      compute(window) {
        const points = pointsOf(window.inputs.fill)
        return { 'sound.peak': points.length === 0 ? null : mean(points.map(({ value }) => value)) }
      },
    }),
  },
  {
    id: 'test/step',
    useCase: 'test',
    definition: defineIndicator({
      fr: 'Écart au précédent',
      en: 'Step',
      of: bins,
      every: 'change',
      inputs: { fill: { property: 'bin.fill', beforeMs: hour } },
      computes: ['sound.average'],
      formula,
      compute(window) {
        const [before, last] = pointsOf(window.inputs.fill).slice(-2)
        return { 'sound.average': before && last ? Math.abs(last.value - before.value) : null }
      },
    }),
  },
  {
    id: 'test/count',
    useCase: 'test',
    definition: defineIndicator({
      fr: 'Nombre de mesures',
      en: 'Count',
      of: { site: ['territory'] },
      every: 'day',
      inputs: { fill: { property: 'bin.fill', from: bins } },
      computes: ['rain.tips'],
      formula,
      compute(window) {
        const count = window.inputs.fill.reduce((sum, { points }) => sum + within(points, window).length, 0)
        return { 'rain.tips': count === 0 ? null : count }
      },
    }),
  },
]

/** The engine in the test's own time: `settle` does everything that is due, and what follows from it. */
export async function testEngine(
  territory: TestTerritory,
  { indicators = testIndicators, now }: { indicators?: readonly KnownIndicator[]; now: () => number },
) {
  const pool = new pg.Pool({ connectionString: territory.database.rulesUrl, max: 4 })
  // The database is dropped while connections may still idle.
  pool.on('error', () => {})
  const faults: string[] = []
  const pace = 0.001
  const plans = createPlans(pool, indicators)
  const mark = createMarker({ plans: createPlans(pool, indicators), now, pace })
  /** Nothing waits in tests: what is due in ten minutes is due now. */
  const soon = () => now() + 1_000
  const work = createIndicatorWork({
    pool,
    plans,
    now,
    dueBy: soon,
    pace,
    onFault: (indicator, subject, error) => faults.push(`${indicator} ${subject}: ${String(error)}`),
  })
  const engine = {
    pool,
    plans,
    faults,
    work,
    /** As the relay does. */
    async share() {
      await shareOutbox(pool, { limit: 1_000, partitions: 1 }, async (batches, client) => {
        await mark(client, batches)
        return batches.map(() => [])
      })
    },
    async settle() {
      for (;;) {
        await engine.share()
        await markRequests({ pool, plans, now: now(), pace })
        await markEnds({ pool, plans, now: now(), pace })
        if ((await work.round()).pairs === 0) return
      }
    },
    /** `[subject, property, minutes after `from`, value, quality]` of everything computed. */
    async values(from: number) {
      const { rows } = await sql<{
        subject: string
        property: string
        at: Date
        value: number
        quality: number
      }>`select coalesce(s.asset_id, s.site_id) as subject, s.property, o.observed_at as at, o.value, o.quality
        from observation o join series s on s.id = o.series_id where s.indicator is not null
        order by 1, 2, 3`.execute(territory.owner)
      return rows.map((row) => [
        row.subject,
        row.property,
        (row.at.getTime() - from) / 60_000,
        row.value,
        row.quality,
      ])
    },
    async close() {
      await pool.end()
    },
  }
  return engine
}

/** A territory that holds all assets. */
export async function placeAssets(territory: TestTerritory, timeZone = 'Europe/Paris') {
  await sql`insert into site (id, organisation_id, name, kind, path, time_zone)
    values ('sit_town', 'org_test', 'Town', 'territory', '', ${timeZone})`.execute(territory.owner)
  await sql`update asset set site_id = 'sit_town'`.execute(territory.owner)
}
