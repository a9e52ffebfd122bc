import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { RulesService } from './rules.ts'
import {
  configFor,
  organisationId,
  ownRedis,
  startTestRules,
  type TestTerritory,
  testTerritory,
} from './testing.ts'

let redis: Awaited<ReturnType<typeof ownRedis>>
let territory: TestTerritory
let service: RulesService
beforeAll(async () => {
  redis = await ownRedis()
  territory = await testTerritory({ assets: 2, type: 'streetLamp' })
  await territory.rule('rul_effect', {
    condition: { kind: 'threshold', property: 'command.unconfirmed', is: 'above', raise: 0.5, clear: 0.5 },
  })
  service = await startTestRules(configFor(territory, redis.url))
})
afterAll(async () => {
  await service?.stop()
  await territory?.close()
  redis?.redis.disconnect()
  await redis?.server.remove()
})

let commands = 0
/** A command as the sender left it, at its end. */
async function ended(asset: number, kind: 'light.resume' | 'relay.set', state: 'unconfirmed' | 'observed') {
  commands++
  const id = `cmd_${commands.toString(16).padStart(32, '0')}`
  await sql`insert into command (id, organisation_id, kind, parameters, state, source, device_id, asset_id, network,
      requested_by, requested_at, approvals_needed, approvals_missing, idempotent, observable, not_before, expires_at, observe_by,
      attempts, max_attempts, ended_at)
    values (${id}, ${organisationId}, ${kind}, '{}', ${state}, 'api', 'dev_any', ${`ast_${asset}`}, 'mqtt', 'usr_x',
      clock_timestamp(), 0, 0, true, true, clock_timestamp(), clock_timestamp() + interval '1 minute', clock_timestamp(), 1, 3,
      clock_timestamp())`.execute(territory.owner)
}
const alerts = async () => (await territory.alerts()).map(({ asset, cleared }) => [asset, cleared !== null])
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 100 })

test('a command without effect is one alert of its asset, whatever the number of tries, until a later one of each kind works', async () => {
  await ended(0, 'light.resume', 'unconfirmed')
  await ended(0, 'light.resume', 'unconfirmed')
  await until(async () => expect(await alerts()).toEqual([['ast_0', false]]))
  await ended(0, 'relay.set', 'unconfirmed')
  await ended(1, 'relay.set', 'observed')
  await ended(0, 'light.resume', 'observed')
  const counts = async () => {
    const { rows } = await sql<{
      value: number
    }>`select value from observation o join series s on s.id = o.series_id
      where s.property = 'command.unconfirmed' order by o.observed_at`.execute(territory.owner)
    return rows.map(({ value }) => value)
  }
  // The relay is still without effect: the alert stays.
  await until(async () => expect((await counts()).at(-1)).toBe(1))
  expect(await alerts()).toEqual([['ast_0', false]])
  await ended(0, 'relay.set', 'observed')
  await until(async () => expect(await alerts()).toEqual([['ast_0', true]]))
  expect((await counts()).at(-1)).toBe(0)
})
