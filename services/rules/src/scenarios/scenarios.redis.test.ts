import { asClient, giveScenarioEvent, setMode } from '@trame/database'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { configFor, minute, organisationId, ownRedis, startRulesProcess, startTestRules } from '../testing.ts'
import { type TestLamps, testLamps } from './testing.ts'

let redis: Awaited<ReturnType<typeof ownRedis>>
let town: TestLamps
const started: { stop(): Promise<void> }[] = []

beforeAll(async () => {
  redis = await ownRedis()
})
afterAll(async () => {
  redis.redis.disconnect()
  await redis.server.remove()
})
beforeEach(async () => {
  await redis.redis.flushall()
  town = await testLamps({ lamps: 30 })
})
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop()
  await town.close()
})

const start = async () => {
  const service = await startTestRules(configFor(town, redis.url))
  started.push(service)
  return service
}
const startProcess = async () => {
  const worker = await startRulesProcess(configFor(town, redis.url))
  started.push(worker)
  return worker
}
const until = (check: () => Promise<void>, timeout = 30_000) => vi.waitFor(check, { timeout, interval: 50 })
const runNow = (scenarioId: string, assetId: string | null = null) =>
  town.owner.transaction().execute((tx) =>
    giveScenarioEvent(asClient(tx), {
      organisationId,
      scenarioId,
      subject: assetId,
      key: `manual:${Math.random()}`,
      fact: { index: null, kind: 'manual', at: Date.now(), assetId, detail: {} },
    }),
  )

const lamps = { assetTypes: ['streetLamp'] }
const dim = (level: number) => ({
  kind: 'command' as const,
  command: 'light.dim' as const,
  parameters: { level },
  until: { kind: 'after' as const, ms: 30 * minute },
})
const seconds = (n: number) => ({ kind: 'wait' as const, until: { kind: 'after' as const, ms: n * 1000 } })
const boost = {
  forEach: lamps,
  triggers: [
    {
      kind: 'property' as const,
      condition: { kind: 'change' as const, property: 'presence.motionCount', is: 'rises' as const },
    },
  ],
  runMode: 'restart' as const,
  steps: [dim(100), seconds(2), dim(50)],
}

test('a movement lights one lamp, which goes back after the last one; each step once, with its trace', async () => {
  await start()
  const id = await town.scenario(boost)
  const at = Date.now()
  await town.commit([[3, at - 2000, 7]], 'presence.motionCount')
  await town.commit([[3, at, 8]], 'presence.motionCount')
  await until(async () => expect((await town.runs(id)).map(({ state }) => state)).toEqual(['done']))
  const commands = await town.commands()
  expect(commands.map(({ asset_id, parameters }) => [asset_id, parameters.level])).toEqual([
    ['ast_3', 100],
    ['ast_3', 50],
  ])
  expect(commands[0]).toMatchObject({ source: 'scenario', source_id: id, requested_by: 'usr_ada' })
  const [run] = await town.runs(id)
  expect(run).toMatchObject({
    subject: { id: 'ast_3' },
    trigger: { kind: 'property', at },
    targets: 2,
    refused: 0,
  })
  const trace = await town.trace(run!.id)
  expect(trace.lines.map(({ what, path }) => `${what} ${path ?? ''}`.trim())).toEqual([
    'began',
    'step steps.0',
    'waits steps.1',
    'goesOn steps.1',
    'step steps.2',
    'ended',
  ])
  expect(await town.count('alert')).toBe(0)
})

test('of a scenario for each asset, "run now" is a run for each', async () => {
  await start()
  const id = await town.scenario({ forEach: lamps, triggers: [{ kind: 'manual' }], steps: [dim(60)] })
  await runNow(id)
  await until(async () => expect((await town.runs(id)).length).toBe(30))
  expect((await town.commands()).length).toBe(30)
})

test('replays and repeats of an observation start nothing twice', async () => {
  await start()
  const id = await town.scenario({ ...boost, steps: [dim(100)] })
  const at = Date.now()
  await town.commit([[1, at - 5000, 1]], 'presence.motionCount')
  for (let n = 0; n < 4; n++) await town.commit([[1, at, 2]], 'presence.motionCount')
  await until(async () => expect((await town.runs(id)).length).toBe(1))
  await until(async () => expect(await town.done()).toBe(true))
  await town.commit([[1, at + 1000, 3]], 'presence.motionCount')
  await until(async () => expect((await town.runs(id)).length).toBe(2))
  expect((await town.commands()).length).toBe(2)
})

test('kill -9 and FLUSHALL while it waits: it goes on where it was, and does no step twice', async () => {
  const first = await startProcess()
  const id = await town.scenario({
    triggers: [{ kind: 'manual' }],
    steps: [
      { ...dim(60), to: { select: 'scope', scope: { assetIds: ['ast_1', 'ast_2'] } } },
      seconds(4),
      { ...dim(40), to: { select: 'scope', scope: { assetIds: ['ast_1', 'ast_2'] } } },
      { kind: 'mode', mode: 'event' },
    ],
  })
  await runNow(id)
  await until(async () => expect((await town.runs(id)).map(({ state }) => state)).toEqual(['waiting']))
  await first.kill()
  await redis.redis.flushall()
  await startProcess()
  await until(async () => expect((await town.runs(id)).map(({ state }) => state)).toEqual(['done']))
  expect((await town.commands()).map(({ asset_id, parameters }) => [asset_id, parameters.level])).toEqual([
    ['ast_1', 60],
    ['ast_2', 60],
    ['ast_1', 40],
    ['ast_2', 40],
  ])
  expect(await town.count('mode_in_force', `mode = 'event'`)).toBe(1)
})

test('two processes killed again and again: runs of thirty lamps, each step once', async () => {
  const id = await town.scenario({
    ...boost,
    triggers: [{ kind: 'manual' }],
    steps: [dim(100), seconds(3), dim(50)],
  })
  let workers = [await startProcess(), await startProcess()]
  await runNow(id)
  for (let round = 0; round < 3; round++) {
    await until(async () => expect((await town.runs(id)).length).toBeGreaterThan(round * 5))
    await workers[round % 2]!.kill()
    await redis.redis.flushall()
    workers = workers.with(round % 2, await startProcess())
  }
  await until(async () => {
    const states = (await town.runs(id)).map(({ state }) => state)
    expect(states.length).toBe(30)
    expect(new Set(states)).toEqual(new Set(['done']))
  }, 60_000)
  const commands = await town.commands()
  expect(commands.length).toBe(60)
  expect(new Set(commands.map(({ asset_id, parameters }) => `${asset_id} ${parameters.level}`)).size).toBe(60)
}, 120_000)

test('rights that were lost since: refused, and the report says so', async () => {
  await start()
  const id = await town.scenario({ forEach: lamps, triggers: [{ kind: 'manual' }], steps: [dim(60)] })
  await sql`update membership set role = 'reader' where user_id = 'usr_ada'`.execute(town.owner)
  await runNow(id, 'ast_5')
  await until(async () => expect((await town.runs(id)).map(({ state }) => state)).toEqual(['done']))
  const [run] = await town.runs(id)
  expect(run).toMatchObject({ targets: 1, refused: 1 })
  expect((await town.trace(run!.id)).report).toMatchObject([
    { assetId: 'ast_5', commandId: null, code: 'command_denied', detail: 'roleTooLow' },
  ])
  await sql`delete from membership where user_id = 'usr_ada'`.execute(town.owner)
  await runNow(id, 'ast_6')
  await until(async () => expect((await town.runs(id)).length).toBe(2))
  const trace = await town.trace((await town.runs(id))[1]!.id)
  expect(trace.report).toMatchObject([{ code: 'command_denied', detail: 'otherOrganisation' }])
  expect(await town.commands()).toEqual([])
})

test('an emergency stop refuses, one lamp or thirty', async () => {
  await start()
  const many = { select: 'scope' as const, scope: lamps }
  const id = await town.scenario({ triggers: [{ kind: 'manual' }], steps: [{ ...dim(60), to: many }] })
  await town.stop()
  await runNow(id)
  await until(async () => expect((await town.runs(id)).map(({ state }) => state)).toEqual(['done']))
  const { report } = await town.trace((await town.runs(id))[0]!.id)
  expect(report.length).toBe(30)
  expect(new Set(report.map(({ code }) => code))).toEqual(new Set(['emergency_stopped']))
  expect(await town.commands()).toEqual([])
})

test('thirty lamps are one order in waves; the report names each', async () => {
  await start()
  const many = { select: 'scope' as const, scope: lamps }
  const id = await town.scenario({ triggers: [{ kind: 'manual' }], steps: [{ ...dim(60), to: many }] })
  await runNow(id)
  await until(async () => expect((await town.runs(id)).map(({ state }) => state)).toEqual(['done']))
  const { report } = await town.trace((await town.runs(id))[0]!.id)
  expect(report.filter(({ commandId, orderId }) => commandId && orderId).length).toBe(30)
  expect(await town.count('command_order', `source = 'scenario'`)).toBe(1)
})

test('an alert starts it, its conditions hold it back, and the trace says why', async () => {
  await town.rule('rul_out', {
    scope: { assetTypes: ['streetLamp'] },
    condition: { kind: 'threshold', property: 'light.failure', is: 'equals', raise: 1 },
    severity: 'critical',
  })
  await start()
  const id = await town.scenario({
    triggers: [{ kind: 'alert', scope: lamps, severities: ['critical'] }],
    conditions: [{ kind: 'mode', is: ['crisis'] }],
    steps: [{ kind: 'notification', text: { fr: 'Lampe en panne' } }],
  })
  await town.commit([[2, Date.now(), 1]], 'light.failure')
  await until(async () => expect((await town.runs(id)).map(({ state }) => state)).toEqual(['notMet']))
  const [held] = await town.runs(id)
  expect(held!.conditions).toMatchObject([{ kind: 'mode', verdict: false, mode: 'normal' }])
  expect(held!.trigger.detail).toMatchObject({ ruleId: 'rul_out', assetName: 'Asset 2' })
  await town.owner.transaction().execute((tx) =>
    setMode(asClient(tx), organisationId, {
      siteId: null,
      mode: 'crisis',
      until: null,
      by: 'usr_bob',
      at: new Date(),
    }),
  )
  await town.commit([[4, Date.now(), 1]], 'light.failure')
  await until(async () => expect((await town.runs(id)).map(({ state }) => state)).toEqual(['notMet', 'done']))
  // Nobody is in a default group: those who may operate are told.
  expect(await town.count('notification', `channel = 'inApp' and content ->> 'type' = 'message'`)).toBe(2)
})

test('a calendar fires once, also after a stop; what is too old starts nothing, and says so', async () => {
  const at = new Date(Date.now() - 5 * minute)
  const clock = at.toISOString().slice(11, 16)
  const id = await town.scenario({
    triggers: [{ kind: 'calendar', at: clock }],
    timeZone: 'UTC',
    steps: [{ kind: 'mode', mode: 'event' }],
  })
  // As if it had been saved before, and the platform had been down since.
  await sql`update scenario set clock_at = clock_timestamp() - interval '1 hour'`.execute(town.owner)
  const first = await start()
  await until(async () => expect((await town.runs(id)).map(({ state }) => state)).toEqual(['done']))
  await first.stop()
  started.length = 0
  await start()
  const old = await town.scenario({
    triggers: [{ kind: 'calendar', at: clock }],
    timeZone: 'UTC',
    graceMs: 3 * minute,
    steps: [{ kind: 'mode', mode: 'event' }],
  })
  await sql`update scenario set clock_at = clock_timestamp() - interval '1 hour', due_at = clock_timestamp() where id = ${old}`.execute(
    town.owner,
  )
  await until(async () => expect((await town.runs(old)).map(({ state }) => state)).toEqual(['tooLate']))
  expect((await town.runs(id)).length).toBe(1)
})

test('switched off while it waits: it ends there; a new version lets what runs end as it began', async () => {
  await start()
  const draft = {
    triggers: [{ kind: 'manual' as const }],
    steps: [seconds(3), { kind: 'mode' as const, mode: 'event' }],
  }
  const kept = await town.scenario(draft)
  const off = await town.scenario(draft)
  for (const id of [kept, off]) await runNow(id)
  for (const id of [kept, off])
    await until(async () => expect((await town.runs(id)).map(({ state }) => state)).toEqual(['waiting']))
  await town.publishVersion(off, { ...draft, enabled: false })
  await town.publishVersion(kept, { ...draft, steps: [{ kind: 'mode', mode: 'holiday' }] })
  await until(async () => expect((await town.runs(off)).map(({ state }) => state)).toEqual(['cancelled']))
  await until(async () => expect((await town.runs(kept)).map(({ state }) => state)).toEqual(['done']))
  expect(await town.count('mode_in_force', `mode = 'event'`)).toBe(1)
})
