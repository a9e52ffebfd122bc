import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createBatchWriter, createPool, IngestBatch, openDatabase } from '@trame/database'
import { dryRun, qualityCode, Rule, type RuleDraft } from '@trame/domain'
import { Redis } from 'ioredis'
import { sql } from 'kysely'
import pg from 'pg'
import { pino } from 'pino'
import { testDatabase, testRedisServer } from '../../../infra/local/testing.ts'
import type { Config } from './config.ts'
import { type RulesOptions, startRulesService } from './rules.ts'

export const organisationId = 'org_test'
export const minute = 60_000
export const hour = 60 * minute

export type RuleOf = Omit<RuleDraft, 'id' | 'version' | 'name'>
export type Point = [asset: number, at: number, value: number]

export interface AlertRow {
  rule: string
  asset: string
  severity: string
  opened: number
  cleared: number | null
  reason: string | null
}

/** An organisation with rules and assets, whose observations come in as ingestion writes them, on a database of its own. */
export async function testTerritory({ assets, type = 'wasteContainer' }: { assets: number; type?: string }) {
  const database = await testDatabase()
  const owner = openDatabase(createPool({ url: database.url, maxConnections: 3 }))
  await sql`insert into organisation (id, name, slug) values (${organisationId}, 'Test', 'test')`.execute(
    owner,
  )
  await sql`insert into connector (id, organisation_id, kind, name) values ('con_test', ${organisationId}, 'generic-mqtt', 't')`.execute(
    owner,
  )
  const series = new Map<string, number>()
  for (let from = 0; from < assets; from += 5_000) {
    const last = Math.min(from + 5_000, assets) - 1
    await sql`insert into asset (id, organisation_id, type, name, geometry)
      select 'ast_' || i, ${organisationId}, ${type}, 'Asset ' || i,
        ST_SetSRID(ST_MakePoint(-1.5 + (i % 100) * 0.01, 46.7 + (i / 100) * 0.01), 4326)
      from generate_series(${from}::int, ${last}::int) i`.execute(owner)
  }

  async function seriesOf(
    asset: number,
    property: string,
    expectedIntervalMs = 10 * minute,
  ): Promise<number> {
    const key = `${asset} ${property}`
    const known = series.get(key)
    if (known !== undefined) return known
    const device = `${asset}-${property.replaceAll('.', '-')}`
    const { rows } = await sql<{ id: number }>`
      with d as (
        insert into device (id, organisation_id, name, network, address, model_id, model_version, expected_interval_ms)
        values (${`dev_${device}`}, ${organisationId}, ${device}, 'mqtt', ${device}, 'test', 1, ${expectedIntervalMs}) returning id),
      s as (
        insert into series (organisation_id, asset_id, property) values (${organisationId}, ${`ast_${asset}`}, ${property}) returning id),
      b as (
        insert into binding (id, organisation_id, device_id, channel, series_id, during)
        select ${`bnd_${device}`}, ${organisationId}, d.id, ${property}, s.id, '[2020-01-01,)' from d, s)
      select id from s`.execute(owner)
    series.set(key, rows[0]!.id)
    return rows[0]!.id
  }

  await sql`insert into device (id, organisation_id, name, network, address, model_id, model_version, expected_interval_ms)
    values ('dev_any', ${organisationId}, 'any', 'mqtt', 'any', 'test', 1, ${10 * minute})`.execute(owner)
  const ingest = new pg.Client({ connectionString: database.ingestUrl })
  await ingest.connect()
  const writer = createBatchWriter(ingest)
  let uplinks = 0

  return {
    database,
    owner,
    seriesOf,
    /** Series that somebody made in another way. */
    know(property: string, ids: ReadonlyMap<number, number>) {
      for (const [asset, id] of ids) series.set(`${asset} ${property}`, id)
    },
    async rule(id: string, draft: RuleOf, version = 1) {
      const definition = JSON.stringify({ name: id, ...draft })
      await sql`insert into rule (id, organisation_id, name, version, enabled) values (${id}, ${organisationId}, ${id}, ${version}, true)
        on conflict (id) do update set version = excluded.version, updated_at = clock_timestamp()`.execute(
        owner,
      )
      await sql`insert into rule_version (rule_id, version, organisation_id, definition, enabled)
        values (${id}, ${version}, ${organisationId}, ${definition}::jsonb, true)`.execute(owner)
    },
    /** One committed batch. */
    async commit(points: readonly Point[], property = 'bin.fill') {
      const observations = []
      for (const [asset, observedAt, value] of points) {
        observations.push({
          seriesId: await seriesOf(asset, property),
          observedAt,
          value,
          quality: qualityCode.ok,
        })
      }
      uplinks++
      const batch = new IngestBatch()
      batch.addUplink({
        id: uplinks.toString(16).padStart(32, '0'),
        keys: [],
        organisationId,
        deviceNumber: 1,
        observedAt: points[0]![1],
        receivedAt: points[0]![1],
        timeSource: 'device',
        payloadType: 'readings',
        fPort: null,
        fCnt: null,
        devAddr: null,
        payload: new Uint8Array(),
        status: 'decoded',
        modelId: null,
        modelVersion: null,
        errorCode: null,
        radio: undefined,
        observations,
        batteryPercent: null,
        batteryVoltage: null,
        position: null,
        newDownlinkClass: null,
        rejection: null,
        replays: null,
      })
      await writer.write(batch)
    },
    /** As the relay of live values does. */
    async publish() {
      await sql`update outbox set published_at = now() where published_at is null`.execute(owner)
    },
    async alerts(): Promise<AlertRow[]> {
      const { rows } = await sql<{
        rule_id: string
        asset_id: string
        severity: string
        opened_at: Date
        cleared_at: Date | null
        clear_reason: string | null
      }>`select rule_id, asset_id, severity, opened_at, cleared_at, clear_reason from alert
         where not retracted and kind = 'asset' order by rule_id, asset_id collate "C", opened_at`.execute(
        owner,
      )
      return rows.map((row) => ({
        rule: row.rule_id,
        asset: row.asset_id,
        severity: row.severity,
        opened: row.opened_at.getTime(),
        cleared: row.cleared_at?.getTime() ?? null,
        reason: row.clear_reason,
      }))
    },
    async count(table: string, where = 'true'): Promise<number> {
      const { rows } = await sql<{
        n: number
      }>`select count(*)::int as n from ${sql.raw(table)} where ${sql.raw(where)}`.execute(owner)
      return rows[0]!.n
    },
    /** Nothing of the outbox is left to do. */
    async done(): Promise<boolean> {
      const { rows } = await sql<{
        owed: number
      }>`select count(*)::int as owed from outbox o where handed_at is null
        or exists (select from unnest(o.parts) part where not exists (select from processed p where p.event_id = o.id
          and p.consumer = 'rules-' || part || 'of' || o.partitions))`.execute(owner)
      return rows[0]!.owed === 0
    },
    async close() {
      await ingest.end()
      await owner.destroy()
      await database.drop()
    },
  }
}

export type TestTerritory = Awaited<ReturnType<typeof testTerritory>>

export function configFor(territory: TestTerritory, redisUrl: string, partitions = 4): Config {
  return {
    databaseUrl: territory.database.rulesUrl,
    redisUrl,
    metricsHost: '127.0.0.1',
    metricsPort: 0,
    logLevel: 'silent',
    partitions,
    incident: { metres: 50, withinMs: 60 * minute },
  }
}

export const startTestRules = (config: Config, options: RulesOptions = {}) =>
  startRulesService(config, pino({ level: process.env.RULES_LOG ?? 'silent' }), {
    reconcileEveryMs: 1_000,
    ...options,
  })

/** In a process of its own, which a test may kill. */
export async function startRulesProcess(config: Config, options: Pick<RulesOptions, 'workerLockMs'> = {}) {
  const script = path.join(import.meta.dirname, 'testing-process.ts')
  const child = spawn(process.execPath, [script, JSON.stringify(config), JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout!, 'data')
  child.stdout!.resume()
  const exited = once(child, 'exit')
  return {
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await exited
    },
  }
}

/** Noisy fill levels of some assets, in batches as they arrive: late by up to ten minutes, some of them twice. */
export function storm({
  assets,
  minutes,
  from,
  seed,
}: {
  assets: number
  minutes: number
  from: number
  seed: number
}) {
  let random = seed
  const next = () => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0
    return random / 2 ** 32
  }
  const points: { point: Point; arrives: number }[] = []
  for (let asset = 0; asset < assets; asset++) {
    let level = 40 + next() * 40
    for (let i = 0; i < minutes; i++) {
      level = Math.min(100, Math.max(0, level + (next() - 0.48) * 24))
      const at = from + i * minute
      const point: Point = [asset, at, Math.round(level)]
      points.push({ point, arrives: at + next() * 10 * minute })
      if (next() < 0.1) points.push({ point, arrives: at + next() * 10 * minute })
    }
  }
  points.sort((a, b) => a.arrives - b.arrives)
  const batches: Point[][] = []
  for (let i = 0; i < points.length; i += 50)
    batches.push(withoutRepeats(points.slice(i, i + 50).map(({ point }) => point)))
  const ordered = points.map(({ point }) => point).sort((a, b) => a[1] - b[1])
  return { batches, ordered }
}

const withoutRepeats = (points: Point[]) => [
  ...new Map(points.map((point) => [`${point[0]} ${point[1]}`, point])).values(),
]

/** What the engine says of the same points in the right order: what the service must have said. */
export function expectedAlerts(
  id: string,
  draft: RuleOf,
  ordered: readonly Point[],
  property = 'bin.fill',
): AlertRow[] {
  const rule = Rule.parse({ ...draft, id, name: id, version: 1 })
  const histories = [...Map.groupBy(ordered, ([asset]) => asset)].map(([asset, points]) => ({
    assetId: `ast_${asset}`,
    inputs: points.map(([, at, value]) => ({ type: 'observation' as const, property, value, at })),
  }))
  return [...dryRun(rule, histories)]
    .map((alert) => ({
      rule: id,
      asset: alert.assetId,
      severity: alert.severity,
      opened: alert.openedAt,
      cleared: alert.clearedAt,
      reason: alert.reason,
    }))
    .sort((a, b) => (a.asset === b.asset ? a.opened - b.opened : a.asset < b.asset ? -1 : 1))
}

export async function ownRedis() {
  const server = await testRedisServer()
  const redis = new Redis(server.url, { maxRetriesPerRequest: null })
  redis.on('error', () => {})
  return { server, redis, url: server.url }
}
