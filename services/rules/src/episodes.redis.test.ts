import { afterAll, beforeAll, expect, test, vi } from 'vitest'
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

let territory: TestTerritory
let redis: Awaited<ReturnType<typeof ownRedis>>
let service: RulesService
const t0 = Math.floor((Date.now() - 60 * minute) / minute) * minute
const yesterday = t0 - 20 * 60 * minute

const full: RuleOf = {
  condition: {
    kind: 'threshold',
    property: 'bin.fill',
    is: 'above',
    raise: 80,
    clear: 70,
    raiseAfterCount: 2,
    clearAfterCount: 2,
  },
  severity: 'minor',
  steps: [{ severity: 'major', raise: 95, clear: 90 }],
  actions: [{ kind: 'procedure', steps: ['Vider le conteneur', 'Noter la cause'] }],
}

beforeAll(async () => {
  redis = await ownRedis()
  territory = await testTerritory({ assets: 20 })
  await territory.rule('rul_full', full)
  service = await startTestRules(configFor(territory, redis.url))
})
afterAll(async () => {
  await service.stop()
  await territory.close()
  redis.redis.disconnect()
  await redis.server.remove()
})

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 50 })

test('a bin that passes 80 % twice opens one alert, told once; under 70 % twice ends it', async () => {
  const values = [60, 85, 75, 82, 84, 88, 79, 72, 68, 65, 60]
  for (const [i, value] of values.entries()) await territory.commit([[1, t0 + i * minute, value]])
  await until(async () =>
    expect(await territory.alerts()).toEqual([
      {
        rule: 'rul_full',
        asset: 'ast_1',
        severity: 'minor',
        opened: t0 + 4 * minute,
        cleared: t0 + 9 * minute,
        reason: 'condition',
      },
    ]),
  )
  expect(await territory.count('alert_notice', `kind = 'opened'`)).toBe(1)
  expect(await territory.count('alert_notice', `kind = 'resolved'`)).toBe(1)
  expect(await territory.count('checklist_step')).toBe(2)
})

test('what is learnt long after it was is for the record: nobody is told, and what is over is closed', async () => {
  const values = [60, 85, 82, 84, 68, 65, 60, 90, 91]
  for (const [i, value] of values.entries()) await territory.commit([[2, yesterday + i * minute, value]])
  const told = await territory.count('alert_notice')
  await until(async () =>
    expect((await territory.alerts()).filter(({ asset }) => asset === 'ast_2')).toMatchObject([
      { opened: yesterday + 2 * minute, cleared: yesterday + 5 * minute },
      { opened: yesterday + 8 * minute, cleared: null },
    ]),
  )
  expect(
    await territory.count('alert', `asset_id = 'ast_2' and status = 'closed' and cause = 'history'`),
  ).toBe(1)
  // It is still full: that stands in the list.
  expect(await territory.count('alert', `asset_id = 'ast_2' and status = 'open'`)).toBe(1)
  expect(await territory.count('alert_notice')).toBe(told)
  // News of it are told as ever.
  await territory.commit([[2, t0 + 10 * minute, 50]])
  await territory.commit([[2, t0 + 11 * minute, 50]])
  await until(async () =>
    expect(await territory.count('alert', `asset_id = 'ast_2' and status = 'resolved'`)).toBe(1),
  )
})
