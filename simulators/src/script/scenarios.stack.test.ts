import type { ScenarioDraft } from '@trame/domain'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testPlatform } from '../../../infra/local/test-platform.ts'
import { noFaults } from '../fleet/faults.ts'
import { newMemory } from '../fleet/memory.ts'
import { lorawanMember, mqttMember, type Placed } from '../fleet/plan.ts'
import { createPlayer, type Player } from '../fleet/player.ts'
import { createLedger } from '../ledger/ledger.ts'
import type { Quantities } from '../signals/signal.ts'
import { gateway, stageWith } from '../testing.ts'
import { testPublishers } from '../testing-publishers.ts'
import { application } from '../wire/chirpstack-event.ts'
import type { Publisher } from '../wire/publisher.ts'

// The default scenarios on the running services: what is seen, frame by frame, what is ordered, what a device does, and its
// own word for it. Devices speak every second; what is seen is said by the test.

const organisation = 'valmeraie'
const siteId = 'sit_scenarios'
const stage = stageWith()
const at = (key: string, type: string, more: Partial<Placed> = {}): Placed => ({
  key,
  name: key,
  position: gateway.position,
  siteId,
  type,
  ...more,
})
const lampLike = { roadClass: 'street', ratedW: 69 }
const members = [
  lorawanMember(stage, at('salle', 'classRoom'), 'elsys-ers', { kind: 'classRoom' }),
  lorawanMember(
    stage,
    at('ouvrant', 'vent', { attributes: { parent: 'ast_salle' } }),
    'micropelt-mlr003',
    { kind: 'vent' },
    { wiring: { valve: 'valve.position' } },
  ),
  mqttMember(stage, at('ciel', 'weatherMast'), organisation, { kind: 'forecast' }, [
    'rain.expected',
    'rain.intensity',
  ]),
  ...['lampe', 'voisine'].map((key) =>
    lorawanMember(stage, at(key, 'streetLamp', { attributes: lampLike }), 'nasys-ul20xx-1.1', {
      kind: 'lamp',
      ratedW: 69,
      night: { from: 23, to: 6, level: 50 },
    }),
  ),
  mqttMember(
    stage,
    at('passage', 'streetLamp', { asset: 'lampe', attributes: lampLike }),
    organisation,
    { kind: 'button' },
    ['presence.motionCount'],
  ),
  lorawanMember(stage, at('sol', 'irrigationZone'), 'milesight-em500-smtc', { kind: 'soil' }),
  lorawanMember(stage, at('vanne', 'irrigationZone', { asset: 'sol' }), 'strega-smart-valve', {
    kind: 'valve',
  }),
  lorawanMember(stage, at('chauffage', 'heatingZone'), 'micropelt-mlr003', { kind: 'heatingZone' }),
]

/** What is seen now, by device, in place of the simulated signal. */
const said: Record<string, Quantities> = {
  salle: { 'air.co2': 600, 'air.temperature': 21, 'air.relativeHumidity': 45, 'presence.motionCount': 4 },
  ciel: { 'rain.expected': 0, 'rain.intensity': 0 },
  passage: { 'presence.motionCount': 7 },
  sol: { 'soil.moisture': 14, 'soil.temperature': 12, 'soil.ec': 300 },
}

let platform: Awaited<ReturnType<typeof testPlatform>>
let owner: pg.Pool
let player: Player
let playing: NodeJS.Timeout | undefined
const publishers: Publisher[] = []

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${platform.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${platform.provisioningToken}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return (text ? JSON.parse(text) : undefined) as T
}

beforeAll(async () => {
  platform = await testPlatform({ simulator: null, web: false })
  owner = new pg.Pool({ connectionString: platform.databaseUrl, max: 2 })
  await ask('POST', '/import', { sites: [{ id: siteId, name: 'Essai', kind: 'territory' }] })
  await ask('POST', '/import', {
    assets: [...new Map(members.map(({ asset }) => [asset.id, asset])).values()],
    devices: members.map(({ device }) => device),
    bindings: members.flatMap(({ bindings }) => bindings),
  })
  const { networkServer, mqttDevices } = await testPublishers(platform, 'scenario')
  publishers.push(networkServer, mqttDevices)
  player = createPlayer({
    members,
    gateways: [gateway],
    stage,
    memory: newMemory(0),
    faults: noFaults,
    ledger: createLedger(() => {}),
    networkServer,
    devices: mqttDevices,
  })
  for (const actor of player.actors) {
    const { source, member } = actor
    actor.source = {
      ...source,
      next: (after) => after + 1_000,
      signal: (instant) => said[member.key] ?? (source.onDemand ?? source.signal)(instant),
    }
  }
  player.startAt(Date.now())
  await networkServer.subscribe(`application/${application.id}/device/+/command/down`, player.downlink)
  await mqttDevices.subscribe(`trame/v1/${organisation}/+/cmd`, player.mqttCommand)
  let turn = Promise.resolve()
  playing = setInterval(() => {
    turn = turn.then(() => player.playUntil(Date.now()))
  }, 200)
})
afterAll(async () => {
  clearInterval(playing)
  await Promise.all(publishers.map((one) => one.close()))
  await owner?.end()
  await platform?.stop()
})

interface Row {
  id: string
  origin: string | null
  definition: ScenarioDraft & Record<string, unknown>
}

/** A default scenario as it ships, with what a test cannot wait for changed. Returns its id. */
async function switchedOn(
  origin: string,
  change: (definition: Row['definition']) => object = (same) => same,
) {
  const { items } = await ask<{ items: Row[] }>('GET', '/scenarios')
  const found = items.find((one) => one.origin === origin)
  expect(found, origin).toBeDefined()
  await ask('PUT', `/scenarios/${found!.id}`, {
    definition: change(structuredClone(found!.definition)),
    note: 'test',
  })
  await ask('PUT', `/scenarios/${found!.id}/enabled`, { enabled: true })
  return found!.id
}

/** Commands of an asset, oldest first. */
async function commandsOf(assetId: string) {
  const { rows } = await owner.query<{
    state: string
    parameters: Record<string, unknown>
    code: string | null
  }>(
    `select state, parameters, code from command where asset_id = $1 and source = 'scenario' order by requested_at, id`,
    [assetId],
  )
  return rows
}
const latestOf = async (assetId: string, property: string) => {
  const { rows } = await owner.query<{ value: number }>(
    `select l.value from series s join latest_observation l on l.series_id = s.id where s.asset_id = $1 and s.property = $2`,
    [assetId, property],
  )
  return rows[0]?.value
}
const patience = { timeout: 90_000, interval: 250 }

test('vents: the decision table opens them in a room in use, and rain shuts them', async () => {
  await switchedOn('indoor-air/vents')
  await expect.poll(() => latestOf('ast_ouvrant', 'vent.wanted'), patience).toBe(0)
  said.salle = { ...said.salle, 'air.co2': 1250 }
  await expect
    .poll(() => commandsOf('ast_ouvrant'), patience)
    .toMatchObject([{ state: 'observed', parameters: { percent: 100 } }])
  expect(await latestOf('ast_ouvrant', 'valve.position')).toBe(100)
  said.ciel = { ...said.ciel, 'rain.intensity': 3 }
  await expect
    .poll(async () => (await commandsOf('ast_ouvrant')).at(-1), patience)
    .toMatchObject({ state: 'observed', parameters: { percent: 0 } })
  await expect.poll(() => latestOf('ast_ouvrant', 'valve.position'), patience).toBe(0)
}, 200_000)

test('presence: the lamp and its neighbour light up, and go back by themselves', async () => {
  await expect.poll(() => latestOf('ast_voisine', 'light.level'), patience).toBeDefined()
  const halfAnHour = { kind: 'after', ms: 1_800_000 }
  await switchedOn('lighting/presenceBoost', (definition) => ({
    ...definition,
    // At any hour, for three seconds in place of five minutes.
    conditions: [],
    steps: (definition.steps as { kind: string; parameters?: { level: number } }[]).map((step) =>
      step.kind === 'wait'
        ? { ...step, until: { kind: 'after', ms: 3_000 } }
        : step.parameters?.level === 50
          ? { ...step, until: halfAnHour }
          : step,
    ),
  }))
  await expect.poll(() => latestOf('ast_lampe', 'presence.motionCount'), patience).toBe(7)
  said.passage = { 'presence.motionCount': 8 }
  for (const lamp of ['ast_lampe', 'ast_voisine'])
    await expect
      .poll(
        async () => (await commandsOf(lamp)).map(({ parameters, state }) => [parameters.level, state]),
        patience,
      )
      .toEqual([
        [100, 'observed'],
        [50, 'observed'],
      ])
  expect(await latestOf('ast_lampe', 'light.level')).toBe(50)
}, 200_000)

test('watering: held back when rain is expected, else one dose that ends', async () => {
  said.ciel = { 'rain.expected': 12, 'rain.intensity': 0 }
  await expect.poll(() => latestOf('ast_ciel', 'rain.expected'), patience).toBe(12)
  await expect.poll(() => latestOf('ast_sol', 'soil.moisture'), patience).toBe(14)
  await expect.poll(() => latestOf('ast_sol', 'valve.open'), patience).toBe(0)
  const id = await switchedOn('irrigation/morning', (definition) => ({
    ...definition,
    triggers: [{ kind: 'manual' }],
  }))
  await ask('POST', `/scenarios/${id}/run`, {})
  const runs = async () =>
    (
      await owner.query<{ state: string }>(
        `select state from scenario_run where scenario_id = $1 order by number`,
        [id],
      )
    ).rows.map(({ state }) => state)
  await expect.poll(runs, patience).toHaveLength(1)
  expect(await commandsOf('ast_sol')).toEqual([])
  said.ciel = { 'rain.expected': 1, 'rain.intensity': 0 }
  await expect.poll(() => latestOf('ast_ciel', 'rain.expected'), patience).toBe(1)
  await ask('POST', `/scenarios/${id}/run`, {})
  await expect
    .poll(() => commandsOf('ast_sol'), patience)
    .toMatchObject([{ state: 'observed', parameters: { open: true, seconds: 1200 } }])
  const { rows } = await owner.query<{ n: number }>(
    `select count(*)::int as n from command where asset_id = 'ast_sol' and source = 'restore' and parameters ->> 'open' = 'false'`,
  )
  expect(rows[0]!.n).toBe(1)
}, 200_000)

test('heating: set back at the hour of its calendar', async () => {
  await expect.poll(() => latestOf('ast_chauffage', 'heating.setpoint'), patience).toBe(19)
  const soon = new Date(Math.ceil((Date.now() + 30_000) / 60_000) * 60_000)
  const clock = new Intl.DateTimeFormat('fr-FR', {
    timeZone: 'Europe/Paris',
    hour: '2-digit',
    minute: '2-digit',
  })
  await switchedOn('buildings/setBack', (definition) => ({
    ...definition,
    triggers: [{ kind: 'calendar', at: clock.format(soon) }],
  }))
  await expect
    .poll(() => commandsOf('ast_chauffage'), { timeout: 200_000, interval: 500 })
    .toMatchObject([{ state: 'observed', parameters: { celsius: 16 } }])
  await expect.poll(() => latestOf('ast_chauffage', 'heating.setpoint'), patience).toBe(16)
}, 300_000)
