import { setTimeout as wait } from 'node:timers/promises'
import { compile, Rule } from '@trame/domain'
import { sql } from 'kysely'
import { configFor, ownRedis, type Point, startTestRules, testTerritory } from '../src/testing.ts'

/**
 * `npm run bench alert [assets] [seconds]`: 1,000 rules over the series of so many assets, 1,000 observations a second committed as
 * ingestion commits them; from the commit to the row of `alert_notice`, and how many steps a second the service and the
 * engine alone make.
 */
const assets = Number(process.argv[2] ?? 5_000)
const seconds = Number(process.argv[3] ?? 20)
const rate = 1_000
const batches = 50
const rulesCount = 1_000

const redis = await ownRedis()
const territory = await testTerritory({ assets })
try {
  await territory.owner.transaction().execute(async (tx) => {
    await sql`insert into series (organisation_id, asset_id, property) select organisation_id, id, 'bin.fill' from asset`.execute(
      tx,
    )
    // Each asset is watched by one rule of its own group, so that 1,000 rules share the series.
    await sql`insert into rule (id, organisation_id, name, version, enabled)
      select 'rul_' || i, 'org_test', 'Rule ' || i, 1, true from generate_series(0, ${rulesCount - 1}::int) i`.execute(
      tx,
    )
    await sql`insert into rule_version (rule_id, version, organisation_id, definition, enabled)
      select 'rul_' || i, 1, 'org_test', jsonb_build_object('name', 'Rule ' || i, 'scope', jsonb_build_object('assetIds',
        (select coalesce(jsonb_agg('ast_' || a), '["none"]') from generate_series(i, ${assets - 1}::int, ${rulesCount}::int) a)),
        'condition', jsonb_build_object('kind', 'threshold', 'property', 'bin.fill', 'is', 'above', 'raise', 80, 'clear', 70)), true
      from generate_series(0, ${rulesCount - 1}::int) i`.execute(tx)
  })
  const { rows: series } = await sql<{ id: number; asset: string }>`
    select id, substr(asset_id, 5) as asset from series`.execute(territory.owner)
  territory.know('bin.fill', new Map(series.map(({ id, asset }) => [Number(asset), id])))
  const service = await startTestRules(configFor(territory, redis.url), { reconcileEveryMs: 30_000 })
  await wait(3_000)

  let n = 0
  const run = async (lasting: number, high: boolean) => {
    const startedAt = performance.now()
    for (let i = 0; i < lasting * batches; i++) {
      const at = Date.now()
      const points: Point[] = []
      for (let k = 0; k < rate / batches; k++, n++)
        points.push([n % assets, at, high && n % 50 === 0 ? 90 : 50])
      await territory.commit(points)
      await territory.publish()
      await wait(Math.max(0, (i + 1) * (1000 / batches) - (performance.now() - startedAt)))
    }
    return ((lasting * rate) / (performance.now() - startedAt)) * 1000
  }
  await run(Math.ceil(assets / rate), false)
  while (!(await territory.done())) await wait(20)
  await sql`delete from alert_notice`.execute(territory.owner)
  const before = await metricsOf(service.healthPort)
  const offered = await run(seconds, true)
  while (!(await territory.done())) await wait(20)
  const after = await metricsOf(service.healthPort)
  const jobs = after.jobs - before.jobs
  console.log(`${jobs} jobs of ${Math.round(((after.seconds - before.seconds) / jobs) * 1000)} ms`)
  const { rows } = await sql<{ ms: number }>`
    select extract(epoch from n.created_at - a.opened_at)::float8 * 1000 as ms
    from alert_notice n join alert a on a.id = n.alert_id where n.kind = 'opened'`.execute(territory.owner)
  const latencies = rows.map(({ ms }) => ms).sort((a, b) => a - b)
  const at = (share: number) =>
    Math.round(latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))] ?? 0)
  console.log(
    `${Math.round(offered)} observations/s offered, ${rulesCount} rules, ${assets} series, ${latencies.length} alerts`,
  )
  console.log(`observation -> notice: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`)

  await service.stop()
  const backlog = 40_000
  for (let from = 0; from < backlog; from += 2_000) {
    const points = Array.from(
      { length: 2_000 },
      (_, k): Point => [(from + k) % assets, Date.now() + Math.floor((from + k) / assets), 50],
    )
    await territory.commit(points)
  }
  await territory.publish()
  const again = await startTestRules(configFor(territory, redis.url), { reconcileEveryMs: 30_000 })
  const startedAt = performance.now()
  while (!(await territory.done())) await wait(20)
  console.log(
    `backlog of ${backlog}: ${Math.round((backlog / (performance.now() - startedAt)) * 1000)} steps/s, states committed, start of the service included`,
  )
  await again.stop()
} finally {
  redis.redis.disconnect()
  await redis.server.remove()
  await territory.close()
}

const stepper = compile(
  Rule.parse({
    id: 'rul_engine',
    version: 1,
    name: 'Engine',
    condition: {
      kind: 'threshold',
      property: 'bin.fill',
      is: 'above',
      raise: 80,
      clear: 70,
      raiseAfterCount: 2,
    },
  }),
)
const state = stepper.start()
const steps = 300_000
const startedAt = performance.now()
for (let i = 0; i < steps; i++) {
  const value = (i * 37) % 100
  stepper.apply(state, [{ type: 'observation', property: 'bin.fill', value, at: 1e12 + i * 60_000 }])
}
console.log(
  `engine alone: ${Math.round((steps / (performance.now() - startedAt)) * 1000)} steps/s on one core`,
)

async function metricsOf(port: number) {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  const read = (name: string) => Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1] ?? 0)
  return { jobs: read('trame_rules_job_seconds_count'), seconds: read('trame_rules_job_seconds_sum') }
}
