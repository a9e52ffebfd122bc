import { finishTour } from '@trame/database'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApi } from './testing.ts'

let api: Awaited<ReturnType<typeof testApi>>
const now = new Date('2026-06-10T16:00:00Z')
const tomorrow = '2026-06-11'

beforeAll(async () => {
  api = await testApi({ now: () => now })
  const answer = await api.as('administrator', 'POST', '/import', {
    assets: ['ast_a', 'ast_b'].map((id, i) => ({
      id,
      name: `Point ${i + 1}`,
      type: 'wasteContainer',
      geometry: { type: 'Point', coordinates: [0.35 + i / 100, 47.05] },
    })),
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
})
afterAll(() => api?.close())

const figures = {
  metres: 4200,
  seconds: 1800,
  stops: 2,
  trucks: 1,
  tips: 0,
  meanFill: 84,
  litres: 2.73,
  euros: 42,
  kgCo2e: 8.65,
}

/** What the planner of another service writes when it has solved. */
async function solved(id: string) {
  await sql`update tour set status = 'solving' where id = ${id}`.execute(api.owner)
  const at = (minutes: number) => Date.parse('2026-06-11T04:00:00Z') + minutes * 60_000
  const stop = (sequence: number, assetId: string) => ({
    route: 0,
    sequence,
    kind: 'stop' as const,
    assetId,
    name: `Point ${sequence + 1}`,
    position: [0.35 + sequence / 100, 47.05] as const,
    reason: 'full',
    fill: 84,
    arrivesAt: at(sequence * 10),
    leavesAt: at(sequence * 10 + 4),
    loadM3: 2,
    pausedS: 0,
    metres: 900,
  })
  const result = {
    figures,
    fixed: null,
    lines: [],
    fixedLines: [],
    waiting: [],
    missed: [],
    expectedOverflows: 0,
    forecasts: {},
    guessed: 0,
    router: 'streets' as const,
    steps: 10,
  }
  expect(
    await finishTour(api.owner, { id, organisationId: 'org_valmeraie' }, result, [
      stop(0, 'ast_a'),
      stop(1, 'ast_b'),
    ]),
  ).toBe(true)
}

async function plannedTour(): Promise<string> {
  const { status, body } = await api.as('operator', 'POST', '/tours', { kind: 'day', date: tomorrow })
  expect(status, JSON.stringify(body)).toBe(202)
  await solved(body.id)
  return body.id
}
const administrator = async () =>
  (
    await sql<{ id: string }>`select id from user_account where email = 'admin@valmeraie.test'`.execute(
      api.owner,
    )
  ).rows[0]!.id
const get = async (id: string) => (await api.as('reader', 'GET', `/tours/${id}`)).body

test('a plan is asked for by an operator, waits for its planner, and is in the audit trail', async () => {
  expect((await api.as('agent', 'POST', '/tours', { kind: 'day', date: tomorrow })).status).toBe(403)
  const { status, body } = await api.as('operator', 'POST', '/tours', { kind: 'day', date: tomorrow })
  expect(status).toBe(202)
  expect(body).toMatchObject({ kind: 'day', date: tomorrow, status: 'queued', stopsList: [], figures: null })
  // What is not solved yet cannot be handed over.
  expect((await api.as('operator', 'POST', `/tours/${body.id}/publish`, {})).status).toBe(409)
  const { rows } = await sql<{
    action: string
  }>`select action from audit_event where subject = ${body.id}`.execute(api.owner)
  expect(rows).toEqual([{ action: 'tour.plan' }])
  expect((await api.as('operator', 'POST', `/tours/${body.id}/cancel`, {})).body.status).toBe('cancelled')
})

test('dates that cannot be are refused by their name', async () => {
  const bad = await api.as('operator', 'POST', '/tours', { kind: 'day', date: 'demain' })
  expect(bad.status).toBe(400)
  expect(JSON.stringify(bad.body)).toContain('date')
  const backwards = { kind: 'replay', date: '2026-06-09', untilDate: '2026-06-01' }
  const refused = await api.as('operator', 'POST', '/tours', backwards)
  expect(refused.status).toBe(400)
  expect(JSON.stringify(refused.body)).toContain('untilDate')
})

test('handed to a person of the organisation, who reports stop by stop until it is done', async () => {
  const id = await plannedTour()
  const nobody = await api.as('operator', 'POST', `/tours/${id}/publish`, { agentId: 'usr_nobody' })
  expect(nobody.status).toBe(400)
  expect(JSON.stringify(nobody.body)).toContain('agentId')
  const agentId = await administrator()
  const { body } = await api.as('operator', 'POST', `/tours/${id}/publish`, { agentId })
  expect(body).toMatchObject({ status: 'published', agent: { id: agentId, name: 'Claire Morvan' }, stops: 2 })

  const [first, second] = body.stopsList
  const report = (stop: string, what: object) =>
    api.as('agent', 'PUT', `/tours/${id}/stops/${stop}/report`, { at: now.toISOString(), ...what })
  expect((await report(first.id, { outcome: 'lost' })).status).toBe(400)
  const future = await report(first.id, { outcome: 'emptied', at: '2026-06-10T17:00:00Z' })
  expect(future.status).toBe(400)
  expect((await report('tsp_none', { outcome: 'emptied' })).status).toBe(404)
  const photo = { type: 'image/jpeg', base64: Buffer.from([255, 216, 255, 217]).toString('base64') }
  const blocked = await report(first.id, { outcome: 'blocked', note: 'Voiture', photo })
  expect(blocked.body.stopsList[0]).toMatchObject({ outcome: 'blocked', note: 'Voiture', hasPhoto: true })
  const picture = await api.as('reader', 'GET', `/tours/${id}/stops/${first.id}/photo`)
  expect([picture.headers['content-type'], [...picture.body]]).toEqual(['image/jpeg', [255, 216, 255, 217]])
  expect((await get(id)).status).toBe('published')
  await report(second.id, { outcome: 'emptied' })
  expect(await get(id)).toMatchObject({ status: 'done', reported: 2 })
})

test('of a list, the day, the state and whose it is can be chosen', async () => {
  const id = await plannedTour()
  const ids = async (query: string) =>
    (await api.as('reader', 'GET', `/tours?${query}`)).body.items.map((one: { id: string }) => one.id)
  expect(await ids('kind=day&status=planned')).toEqual([id])
  expect(await ids('from=2026-06-12')).toEqual([])
  expect(await ids('mine=true')).toEqual([])
  expect((await api.as('reader', 'GET', '/tours?status=asleep')).status).toBe(400)
})

test('another organisation sees none of it, and can do nothing to it', async () => {
  const id = await plannedTour()
  const { stopsList } = await get(id)
  expect((await api.as('foreign', 'GET', '/tours')).body.items).toEqual([])
  const path = `/tours/${id}`
  const foreign = [
    await api.as('foreign', 'GET', path),
    await api.as('foreign', 'POST', `${path}/publish`, {}),
    await api.as('foreign', 'POST', `${path}/cancel`, {}),
    await api.as('foreign', 'PUT', `${path}/stops/${stopsList[0].id}/report`, {
      outcome: 'emptied',
      at: now.toISOString(),
    }),
    await api.as('foreign', 'GET', `${path}/stops/${stopsList[0].id}/photo`),
  ]
  expect(foreign.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
  // Nor can a tour of one's own be given to somebody elsewhere.
  expect((await get(id)).status).toBe('planned')
})

test('how a territory collects is an administrator’s to set, field by field, and nobody else’s to see', async () => {
  const settings = {
    depot: { name: 'Dépôt', position: [0.35, 47.05] },
    network: { kind: 'osrm', url: 'https://osrm.example.org' },
  }
  expect((await api.as('operator', 'PUT', '/collection-settings', settings)).status).toBe(403)
  const wrong = await api.as('administrator', 'PUT', '/collection-settings', {
    ...settings,
    network: { kind: 'valhalla', url: 'https://user:secret@valhalla.example.org' },
    days: [1, 1],
    tips: [{ name: 'Déchèterie', position: [0.35, 47.05], opens: '18:00', closes: '06:00' }],
  })
  expect(wrong.status).toBe(400)
  expect(wrong.body.fields.map(({ path }: { path: string }) => path).sort()).toEqual([
    'days',
    'network.url',
    'tips.0.closes',
  ])
  const { status, body } = await api.as('administrator', 'PUT', '/collection-settings', settings)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    network: { kind: 'osrm', url: 'https://osrm.example.org', profile: 'driving' },
    solver: { kind: 'own' },
    days: [1, 2, 3, 4, 5, 6],
  })
  expect((await api.as('operator', 'GET', '/collection-settings')).body).toEqual(body)
  expect((await api.as('foreign', 'GET', '/collection-settings')).status).toBe(404)
  const { rows } = await sql`select 1 from audit_event where action = 'collection.settings'`.execute(
    api.owner,
  )
  expect(rows).toHaveLength(1)
})
