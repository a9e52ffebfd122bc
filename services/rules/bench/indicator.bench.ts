import { type ObservedPropertyId, observedProperties } from '@trame/domain'
import { assetTypes, attributesOf, indicators, type KnownIndicator } from '@trame/use-cases'
import { sql } from 'kysely'
import pg from 'pg'
import { startIndicatorEngine } from '../src/indicators/engine.ts'
import { createMarker } from '../src/indicators/marker.ts'
import { createPlans } from '../src/indicators/plans.ts'
import { organisationId, testTerritory } from '../src/testing.ts'

/**
 * `npm run bench indicator [assets] [days]`: the indicators of every use case over a town of so many assets (as many of each type
 * as there are types that indicators read), one value a quarter of an hour of each property: all of it computed anew, then again
 * with nothing changed, then one value of each asset as it comes live.
 */
const assets = Number(process.argv[2] ?? 300)
const days = Number(process.argv[3] ?? 30)
const quarterMs = 900_000

/** Time in the indicators' own functions, ms. */
const own = new Map<string, { calls: number; ms: number }>()
const timed = indicators.map(
  (one): KnownIndicator => ({
    ...one,
    definition: {
      ...one.definition,
      compute(window) {
        const startedAt = performance.now()
        const outputs = one.definition.compute(window)
        const sum = own.get(one.id) ?? { calls: 0, ms: 0 }
        own.set(one.id, { calls: sum.calls + 1, ms: sum.ms + performance.now() - startedAt })
        return outputs
      },
    },
  }),
)

const read = new Map<string, Set<ObservedPropertyId>>()
const computed = new Set(
  indicators.flatMap(({ definition: { of, computes } }) =>
    computes.map((property) => `${'site' in of ? 'site' : of.assetType} ${property}`),
  ),
)
for (const { definition } of indicators)
  for (const { property, from } of Object.values(definition.inputs)) {
    const type = from?.assetType ?? ('site' in definition.of ? null : definition.of.assetType)
    if (type === null || computed.has(`${type} ${property}`)) continue
    read.set(type, (read.get(type) ?? new Set()).add(property))
  }
const types = [...read.keys()].filter((type) => assetTypes.some(({ id }) => id === type))
const each = Math.max(1, Math.floor(assets / types.length))

const territory = await testTerritory({ assets: 0 })
try {
  await sql`insert into site (id, organisation_id, name, kind, path) values ('sit_town', ${organisationId}, 'Town', 'territory', '')`.execute(
    territory.owner,
  )
  for (const type of types) await makeAssets(type)
  const rows = await fill()
  const pool = new pg.Pool({ connectionString: territory.database.rulesUrl, max: 4 })
  console.log(
    `${types.length} types, ${each * types.length} assets, ${indicators.length} indicators, ${days} days: ${rows} values read from`,
  )
  let faults = 0
  const run = async (what: string, begin: () => Promise<void>) => {
    const done = { periods: 0, changed: 0, pairs: 0 }
    await begin()
    const startedAt = performance.now()
    const engine = startIndicatorEngine({
      pool,
      indicators: timed,
      pace: 0.001,
      everyMs: 10,
      onDone({ periods, changed, pairs }) {
        done.periods += periods
        done.changed += changed
        done.pairs += pairs
      },
      onFault(indicator, subject, error) {
        if (faults++ < 5) console.log(`${indicator} of ${subject}: ${String(error)}`)
      },
      onFailure: (error) => console.log(String(error)),
    })
    for (let quiet = 0; quiet < 20; ) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      const { rows: left } = await pool.query<{ n: number }>(
        'select (select count(*) from indicator_due where attempts = 0)::int + (select count(*) from indicator_request)::int as n',
      )
      quiet = left[0]!.n === 0 ? quiet + 1 : 0
    }
    const seconds = (performance.now() - startedAt) / 1000 - 1
    await engine.stop()
    for (const [id, { calls, ms }] of [...own].sort(([, a], [, b]) => b.ms - a.ms).slice(0, 6))
      console.log(`  ${id}: ${calls} calls, ${(ms / 1000).toFixed(1)} s in its function`)
    own.clear()
    console.log(
      `${what}: ${seconds.toFixed(1)} s, ${done.periods} periods (${Math.round(done.periods / seconds)}/s), ${done.changed} values changed (${Math.round(done.changed / seconds)}/s), ${Math.round(process.memoryUsage.rss() / 1e6)} MB resident`,
    )
  }
  // A new indicator computes its last month by itself; what is older is asked for.
  await run(`catching up ${days} days`, async () => {
    await pool.query(
      `insert into indicator_request (organisation_id, from_at, to_at) values ($1, now() - $2 * interval '1 day', now())`,
      [organisationId, days],
    )
  })
  await run(`${days} days again, nothing changed`, async () => {
    await pool.query(
      `insert into indicator_request (organisation_id, from_at, to_at) values ($1, now() - $2 * interval '1 day', now())`,
      [organisationId, days],
    )
  })
  await run('one live value of each series', async () => {
    const { rows: live } = await pool.query<{ id: number }>(
      'select id from series where indicator is null order by id',
    )
    const at = Date.now()
    await sql`insert into observation select id, ${new Date(at)}, 1, 0 from series where indicator is null`.execute(
      territory.owner,
    )
    const mark = createMarker({ plans: createPlans(pool), now: Date.now, pace: 0.001 })
    const client = await pool.connect()
    const startedAt = performance.now()
    await client.query('begin')
    await mark(client, [
      {
        id: '1',
        createdAt: at,
        message: { topic: 'observations', organisationId, rows: live.map(({ id }) => [id, at, 1, 0]) },
      },
    ])
    await client.query('commit')
    client.release()
    console.log(
      `marking ${live.length} values: ${(performance.now() - startedAt).toFixed(0)} ms, plan read included`,
    )
  })
  const { rows: byIndicator } = await pool.query<{ indicator: string; n: number; series: number }>(
    `select s.indicator, count(distinct s.id)::int as series, count(*)::int as n from series s join observation o on o.series_id = s.id
     where s.indicator is not null group by 1 order by 3 desc`,
  )
  for (const { indicator, series, n } of byIndicator)
    console.log(`  ${indicator}: ${n} values in ${series} series`)
  await pool.end()
} finally {
  await territory.close()
}

async function makeAssets(type: string) {
  const parentType = Object.values(attributesOf(type)).find(
    (definition) => definition.kind === 'asset' && definition.assetTypes.some((one) => read.has(one)),
  )
  const parent = parentType?.kind === 'asset' ? parentType.assetTypes.find((one) => read.has(one)) : undefined
  await sql`insert into asset (id, organisation_id, type, name, site_id, geometry, attributes)
    select 'ast_' || ${type}::text || i, ${organisationId}, ${type}, ${type}::text || ' ' || i, 'sit_town',
      ST_SetSRID(ST_MakePoint(-1.5 + (i % 100) * 0.001, 46.7 + (i / 100) * 0.001), 4326),
      case when ${parent ?? null}::text is null then '{}'::jsonb
        else jsonb_build_object('parent', 'ast_' || ${parent ?? ''}::text || (i / 10)) end
    from generate_series(0, ${each - 1}::int) i`.execute(territory.owner)
}

async function fill(): Promise<number> {
  for (const type of types)
    for (const property of read.get(type)!) {
      const { range, kind } = observedProperties[property]
      const [low, high] = [range[0], Math.min(range[1], range[0] + 1_000)]
      const state = kind === 'state'
      await sql`with made as (
          insert into series (organisation_id, asset_id, property, expected_interval_ms)
          select ${organisationId}, id, ${property}, ${quarterMs} from asset where type = ${type} returning id)
        insert into observation (series_id, observed_at, value, quality)
        select id, date_bin('15 minutes', now(), '2000-01-01') - n * interval '15 minutes',
          case when ${state} then ((id + n) % 7 = 0)::int
            else ${low} + (${high - low})::float8 * (0.3 + 0.2 * sin(id + n / 15.0)) end, 0
        from made, generate_series(0, ${days * 96}::int) n`.execute(territory.owner)
    }
  await sql`insert into observation_hourly select series_id, date_trunc('hour', observed_at), count(*), sum(value), min(value), max(value),
    (array_agg(value order by observed_at))[1], min(observed_at), (array_agg(value order by observed_at desc))[1], max(observed_at)
    from observation group by 1, 2`.execute(territory.owner)
  return territory.count('observation')
}
