import { setTimeout as wait } from 'node:timers/promises'
import { compile, Rule } from '@trame/domain'
import { sql } from 'kysely'
import { startIngestProcess } from '../../../infra/bench/ingest-process.ts'
import { connectMqtt, publishPacket } from '../../../infra/bench/mqtt-wire.ts'
import { percentile } from '../../../infra/bench/percentile.ts'
import { services, testBroker } from '../../../infra/local/testing.ts'
import { configFor, ownRedis, type Point, startTestRules, testTerritory } from '../src/testing.ts'

/**
 * `npm run bench alert [assets] [seconds]`: 1,000 rules over the series of so many assets, 1,000 observations a second published
 * over MQTT; from the publication to the row of `alert_notice`, and how many steps a second the service and the engine
 * alone make.
 */
const assets = Number(process.argv[2] ?? 50_000)
const seconds = Number(process.argv[3] ?? 30)
const rate = 1_000
const highOf = 50
const rulesCount = 1_000

const redis = await ownRedis()
const territory = await testTerritory({ assets })
const broker = await testBroker()
try {
  await watchedAssets()
  const service = await startTestRules(configFor(territory, redis.url), { reconcileEveryMs: 30_000 })
  const { username, password } = new URL(broker.url)
  const ingest = await startIngestProcess({
    databaseUrl: territory.database.ingestUrl,
    redisUrl: services().redisUrl,
    connectors: [
      {
        kind: 'generic-mqtt',
        id: 'con_bench',
        organisationId: 'org_test',
        name: 'Bench',
        url: broker.url,
        clientId: 'bench-ingest',
        username: decodeURIComponent(username),
        password: decodeURIComponent(password),
      },
    ],
  })
  const socket = await connectMqtt(broker.url, 'bench-publisher')
  socket.resume()
  let sent = 0
  /** At so many messages a second, each with the time of its sending. */
  async function publish(count: number, perSecond: number, fill: (n: number) => number) {
    const startedAt = performance.now()
    for (let n = 0; n < count; ) {
      const due = Math.min(count, Math.ceil(((performance.now() - startedAt) / 1000) * perSecond))
      const packets: Buffer[] = []
      for (; n < due; n++, sent++) {
        const body = JSON.stringify({ t: Date.now(), seq: sent, m: { 'bin.fill': fill(n) } })
        packets.push(publishPacket(`trame/v1/bench/a${n % assets}/telemetry`, 1 + (sent % 65_000), body))
      }
      if (packets.length > 0) socket.write(Buffer.concat(packets))
      await wait(2)
    }
    return (count / (performance.now() - startedAt)) * 1000
  }
  const settled = async () => {
    await ingest.stored(sent)
    while (!(await territory.done())) await wait(20)
  }
  // Every asset has been heard once: the caches of a platform that runs.
  await publish(assets, 4_000, () => 50)
  await settled()
  const before = await metricsOf(service.healthPort)
  const offered = await publish(seconds * rate, rate, (n) => (n % highOf === 0 ? 90 : 50))
  await settled()
  const after = await metricsOf(service.healthPort)
  await ingest.stop()
  socket.end()
  const jobs = after.jobs - before.jobs
  const { rows } = await sql<{ ms: number }>`
    select extract(epoch from n.created_at - a.opened_at)::float8 * 1000 as ms
    from alert_notice n join alert a on a.id = n.alert_id where n.kind = 'opened'`.execute(territory.owner)
  const latencies = rows.map(({ ms }) => ms)
  const expected = Math.min(assets, seconds * rate) / highOf
  if (latencies.length !== expected) throw new Error(`${latencies.length} alerts, ${expected} expected`)
  const at = (share: number) => Math.round(percentile(latencies, share))
  console.log(`${jobs} jobs of ${Math.round(((after.seconds - before.seconds) / jobs) * 1000)} ms`)
  console.log(
    `${Math.round(offered)} observations/s published, ${rulesCount} rules, ${assets} series, ${latencies.length} alerts`,
  )
  console.log(`published -> notice: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`)

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
  await broker.remove()
  await territory.close()
}

/** A device and a series for each asset, whose fill is watched by one of the rules. */
async function watchedAssets() {
  await sql`insert into device (id, organisation_id, name, network, address, model_id, model_version, expected_interval_ms)
    select 'dev_' || id, organisation_id, id, 'mqtt', 'bench/a' || substr(id, 5), 'test', 1, 600000 from asset`.execute(
    territory.owner,
  )
  await sql`insert into series (organisation_id, asset_id, property) select organisation_id, id, 'bin.fill' from asset`.execute(
    territory.owner,
  )
  await sql`insert into binding (id, organisation_id, device_id, channel, series_id, during)
    select 'bnd_' || asset_id, organisation_id, 'dev_' || asset_id, property, id, '[2020-01-01,)' from series`.execute(
    territory.owner,
  )
  await sql`insert into rule (id, organisation_id, name, version, enabled)
    select 'rul_' || i, 'org_test', 'Rule ' || i, 1, true from generate_series(0, ${rulesCount - 1}::int) i`.execute(
    territory.owner,
  )
  await sql`insert into rule_version (rule_id, version, organisation_id, definition, enabled)
    select 'rul_' || i, 1, 'org_test', jsonb_build_object('name', 'Rule ' || i, 'scope', jsonb_build_object('assetIds',
      (select coalesce(jsonb_agg('ast_' || a), '["none"]') from generate_series(i, ${assets - 1}::int, ${rulesCount}::int) a)),
      'condition', jsonb_build_object('kind', 'threshold', 'property', 'bin.fill', 'is', 'above', 'raise', 80, 'clear', 70)), true
    from generate_series(0, ${rulesCount - 1}::int) i`.execute(territory.owner)
  const { rows } = await sql<{ id: number; asset: string }>`
    select id, substr(asset_id, 5) as asset from series`.execute(territory.owner)
  territory.know('bin.fill', new Map(rows.map(({ id, asset }) => [Number(asset), id])))
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
