import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { RulesService } from './rules.ts'
import {
  configFor,
  minute,
  ownRedis,
  type RuleOf,
  startTestRules,
  type TestTerritory,
  testTerritory,
} from './testing.ts'

let redis: Awaited<ReturnType<typeof ownRedis>>
let territory: TestTerritory
let service: RulesService
beforeAll(async () => {
  redis = await ownRedis()
})
afterAll(async () => {
  redis.redis.disconnect()
  await redis.server.remove()
})
beforeEach(async () => {
  await redis.redis.flushall()
  territory = await testTerritory({ assets: 8 })
})
afterEach(async () => {
  await service.stop()
  await territory.close()
})

const start = async () => {
  service = await startTestRules(configFor(territory, redis.url))
}
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 100 })
const high: RuleOf = {
  condition: { kind: 'threshold', property: 'bin.fill', is: 'above', raise: 80, clear: 70 },
}

test('a series that trembles around its limit is raised once and cleared once', async () => {
  await territory.rule('rul_high', high)
  await start()
  const from = Date.now() - 120 * minute
  for (let i = 0; i < 60; i++) {
    const value = i < 5 || i >= 50 ? 60 : 80 + (i % 2 === 0 ? 3 : -4)
    await territory.commit([[0, from + i * minute, value]])
  }
  await until(async () => expect(await territory.done()).toBe(true))
  expect(await territory.alerts()).toMatchObject([
    { opened: from + 6 * minute, cleared: from + 50 * minute, reason: 'condition' },
  ])
})

test('a gateway that is down is one alert with its devices, and is over when they speak again', async () => {
  await territory.rule('rul_silent', {
    condition: { kind: 'silence', intervals: 1, expectedIntervalMs: 2000 },
  })
  for (let asset = 0; asset < 5; asset++) await territory.seriesOf(asset, 'bin.fill')
  await sql`insert into device_state (device_number, gateway, last_received_at)
    select number, 'gw-1', now() - interval '1 hour' from device where id <> 'dev_any'`.execute(
    territory.owner,
  )
  await start()
  await territory.commit([0, 1, 2, 3, 4].map((asset) => [asset, Date.now(), 50]))
  await until(async () => expect(await territory.count('alert', 'parent_id is not null')).toBe(5))
  expect(await territory.count('alert', `kind = 'gateway' and gateway = 'gw-1' and count = 5`)).toBe(1)
  expect(await territory.count('alert_notice', `kind = 'opened'`)).toBe(1)
  const later = Date.now() + 60_000
  await territory.commit([0, 1, 2, 3, 4].map((asset) => [asset, later, 50]))
  await until(async () => expect(await territory.count('alert', 'cleared_at is null')).toBe(0))
  expect(await territory.count('alert_notice', `kind = 'resolved'`)).toBe(1)
})

test('a gateway outage that is learnt of when it is over is one alert with its devices too, and wakes nobody', async () => {
  await territory.rule('rul_silent', {
    condition: { kind: 'silence', intervals: 6, expectedIntervalMs: 10 * minute },
  })
  for (let asset = 0; asset < 6; asset++) await territory.seriesOf(asset, 'bin.fill')
  // The sixth is behind another one, and was silent by itself.
  await sql`insert into device_state (device_number, gateway, last_received_at)
    select number, case when id like 'dev_5-%' then 'gw-2' else 'gw-1' end, now() from device where id <> 'dev_any'`.execute(
    territory.owner,
  )
  await start()
  const from = Date.now() - 5 * 60 * minute
  const everybody = [0, 1, 2, 3, 4, 5]
  await territory.commit(everybody.map((asset) => [asset, from + asset * minute, 50]))
  // Two hours later each of them speaks again at its own turn; all of it comes within a second.
  for (const asset of everybody) await territory.commit([[asset, from + (120 + 2 * asset) * minute, 50]])
  await until(async () => expect(await territory.count('alert', `kind = 'asset'`)).toBe(6))
  await until(async () => expect(await territory.done()).toBe(true))
  expect(await territory.count('alert', `kind = 'gateway'`)).toBe(1)
  expect(
    await territory.count(
      'alert',
      `kind = 'gateway' and gateway = 'gw-1' and count = 5 and status = 'resolved'`,
    ),
  ).toBe(1)
  expect(await territory.count('alert', `asset_id = 'ast_5' and parent_id is null`)).toBe(1)
  expect(await territory.count('alert_notice')).toBe(0)
  const { rows } = await sql<{ opened: Date; cleared: Date }>`
    select opened_at as opened, cleared_at as cleared from alert where kind = 'gateway'`.execute(
    territory.owner,
  )
  expect(rows[0]).toEqual({
    // A moment after its sixth interval.
    opened: new Date(from + 60 * minute + 1),
    cleared: new Date(from + 128 * minute),
  })
})

test('of an outage that ends, devices whose first word another gateway heard are members of the greater group', async () => {
  await territory.rule('rul_silent', {
    condition: { kind: 'silence', intervals: 6, expectedIntervalMs: 10 * minute },
  })
  const everybody = [0, 1, 2, 3, 4, 5, 6, 7]
  for (const asset of everybody) await territory.seriesOf(asset, 'bin.fill')
  await sql`insert into device_state (device_number, gateway, last_received_at)
    select number, case when id ~ 'dev_[012]-' then 'gw-2' else 'gw-1' end, now() from device where id <> 'dev_any'`.execute(
    territory.owner,
  )
  await start()
  const from = Date.now() - 5 * 60 * minute
  await territory.commit(everybody.map((asset) => [asset, from + asset * minute, 50]))
  for (const asset of everybody) await territory.commit([[asset, from + (120 + 2 * asset) * minute, 50]])
  await until(async () => expect(await territory.done()).toBe(true))
  await until(async () =>
    expect(await territory.count('alert', `kind = 'gateway' and gateway = 'gw-1' and count = 8`)).toBe(1),
  )
  expect(await territory.count('alert', `kind = 'gateway' and not retracted`)).toBe(1)
  expect(await territory.count('alert', `kind = 'asset' and parent_id is null`)).toBe(0)
})

test('alerts of one place and hour are proposed as one incident', async () => {
  await territory.rule('rul_high', high)
  await sql`update asset set geometry = ST_SetSRID(ST_MakePoint(-1.5, 46.7 + substr(id, 5)::int * 0.0002), 4326)`.execute(
    territory.owner,
  )
  await start()
  const at = Date.now() - 10 * minute
  // 22 m from each other, and one that is 110 m away.
  await territory.commit([
    [0, at, 90],
    [1, at + minute, 90],
    [2, at + 2 * minute, 90],
  ])
  await until(async () => expect(await territory.count('alert', 'incident_id is not null')).toBe(3))
  expect(await territory.count('incident', `status = 'proposed'`)).toBe(1)
})

test('alerts that tell of one event are one incident of their family, hours and streets apart; others are not', async () => {
  const day = 1440 * minute
  await territory.rule('rul_leak', {
    ...high,
    together: { metres: 1_000, withinMs: 10 * day },
  })
  // A sector (0) with three loggers, one of them (3) too far away, and a logger of another sector.
  await sql`update asset set geometry = ST_SetSRID(ST_MakePoint(-1.5, 46.7 + case id when 'ast_2' then 0.008 when 'ast_3' then 0.03 else 0 end), 4326),
    attributes = case when id in ('ast_1', 'ast_2', 'ast_3') then '{"parent":"ast_0"}' when id = 'ast_4' then '{"parent":"ast_5"}' else '{}' end::jsonb`.execute(
    territory.owner,
  )
  await start()
  const at = Date.now() - 5 * 60 * minute
  // The sector speaks first: only then are its loggers, of other partitions, known for one event in whatever order they come.
  await territory.commit([[0, at, 90]])
  await until(async () => expect(await territory.count('alert')).toBe(1))
  for (const asset of [1, 2, 3, 4]) await territory.commit([[asset, at + asset * 70 * minute, 90]])
  await until(async () => expect(await territory.count('alert')).toBe(5))
  await until(async () => expect(await territory.done()).toBe(true))
  // The sector belongs to each of its parts; between parts it is a matter of distance.
  expect(await territory.count('alert', `incident_id is not null and asset_id <> 'ast_4'`)).toBe(4)
  expect(await territory.count('alert', `incident_id is not null and asset_id = 'ast_4'`)).toBe(0)
  expect(await territory.count('incident', `status = 'proposed' and title like 'rul_leak, %'`)).toBe(1)
  // Woken once by the sector and its loggers, once by the logger of the other one.
  expect(await territory.count('alert_notice', `kind = 'opened'`)).toBe(2)
})

test('loggers far apart that spoke before their sector join its incident, also where some of them had one', async () => {
  await territory.rule('rul_leak', { ...high, together: { metres: 1_000, withinMs: 14_400 * minute } })
  await sql`update asset set geometry = ST_SetSRID(ST_MakePoint(-1.5, 46.7 + case id when 'ast_2' then 0.008 when 'ast_3' then 0.03 else 0 end), 4326),
    attributes = case when id in ('ast_1', 'ast_2', 'ast_3') then '{"parent":"ast_0"}' else '{}' end::jsonb`.execute(
    territory.owner,
  )
  await start()
  const at = Date.now() - 5 * 60 * minute
  // The far one alone, then two that are near each other, then what they all belong to.
  for (const [i, asset] of [3, 1, 2, 0].entries()) {
    await territory.commit([[asset, at + i * 70 * minute, 90]])
    await until(async () => expect(await territory.count('alert')).toBe(i + 1))
  }
  expect(await territory.count('alert', 'incident_id is not null')).toBe(4)
  expect(await territory.count('incident', `status = 'proposed'`)).toBe(1)
})

test('in a silence an alert is kept and not told; when the silence ends it is told', async () => {
  await territory.rule('rul_high', high)
  await sql`insert into silence (id, organisation_id, reason, scope, starts_at, ends_at)
    values ('sil_1', 'org_test', 'Travaux', '{"assetIds":["ast_0"]}', now() - interval '1 hour', now() + interval '1 hour')`.execute(
    territory.owner,
  )
  await start()
  await territory.commit([[0, Date.now(), 90]])
  await until(async () => expect(await territory.count('alert', `silence_id = 'sil_1'`)).toBe(1))
  expect(await territory.count('alert_notice')).toBe(0)
  await sql`update alert set quiet_until = now()`.execute(territory.owner)
  await until(async () => expect(await territory.count('alert_notice', `kind = 'raised'`)).toBe(1))
})

test('a new version goes on with the open alert, and an asset out of scope ends it', async () => {
  await territory.rule('rul_high', high)
  await start()
  await territory.commit([[0, Date.now() - 5 * minute, 90]])
  await until(async () => expect(await territory.count('alert')).toBe(1))
  await territory.rule('rul_high', { ...high, message: { fr: 'Plein' } }, 2)
  await until(async () => expect(await territory.count('rule_state', 'version = 2')).toBe(1))
  await territory.commit([[0, Date.now() - 4 * minute, 60]])
  await until(async () => expect(await territory.count('alert', `clear_reason = 'condition'`)).toBe(1))
  expect(await territory.count('alert')).toBe(1)
  await territory.commit([[0, Date.now() - 3 * minute, 90]])
  await until(async () => expect(await territory.count('alert')).toBe(2))
  await territory.rule('rul_high', { ...high, scope: { assetIds: ['ast_5'] } }, 3)
  await until(async () => expect(await territory.count('alert', `clear_reason = 'outOfScope'`)).toBe(1))
})
