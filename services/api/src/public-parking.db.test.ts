import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApi } from './testing.ts'

const at = new Date('2026-06-15T10:00:00Z')
let api: Awaited<ReturnType<typeof testApi>>
const get = async (path: string) => {
  const answer = await api.app.inject({ method: 'GET', url: `/api/v1/public${path}` })
  const json = answer.headers['content-type']?.includes('json')
  return { status: answer.statusCode, headers: answer.headers, body: json ? answer.json() : answer.payload }
}

beforeAll(async () => {
  api = await testApi({ now: () => at })
  const park = (id: string, attributes: object, longitude: number) => ({
    id,
    name: id === 'ast_gare' ? '=Gare, "P3"' : id,
    type: 'carPark',
    geometry: { type: 'Point', coordinates: [longitude, 47.05] },
    attributes: { insee: '37900', siret: '21379000900012', ...attributes },
  })
  const { status } = await api.as('administrator', 'POST', '/import', {
    assets: [
      park('ast_halles', { number: 1, capacity: 220, secret: 'not declared', tariff1h: 1.8 }, 0.35),
      park('ast_gare', { number: 3, capacity: 300 }, 0.353),
      park('ast_closed', { number: 2, capacity: 140, opens: '20:00', closes: '22:00' }, 0.36),
      park('ast_old', { number: 4, capacity: 90 }, 0.37),
      park('ast_rue', { number: 5, capacity: 30, structure: 'voirie' }, 0.38),
    ],
  })
  expect(status).toBe(200)
  const values: [string, string, number, string][] = [
    ['ast_halles', 'parking.free', 38, '2026-06-15T09:58:00Z'],
    ['ast_halles', 'parking.driftShare', 1.5, '2026-06-15T09:58:00Z'],
    ['ast_gare', 'parking.free', 2, '2026-06-15T09:59:00Z'],
    ['ast_gare', 'parking.full', 1, '2026-06-15T09:59:00Z'],
    ['ast_closed', 'parking.free', 140, '2026-06-15T09:59:00Z'],
    ['ast_old', 'parking.free', 50, '2026-06-15T09:45:00Z'],
  ]
  for (const [asset, property, value, observedAt] of values) {
    await sql`with s as (insert into series (organisation_id, asset_id, property)
        values ('org_valmeraie', ${asset}, ${property}) returning id)
      insert into latest_observation (series_id, observed_at, value, quality, received_at)
      select id, ${observedAt}, ${value}, 0, ${observedAt} from s`.execute(api.owner)
  }
}, 60_000)
afterAll(() => api.close())

test('what nobody published, nobody sees; publishing is for an administrator, and audited', async () => {
  expect((await get('/parking')).status).toBe(404)
  expect((await api.as('operator', 'PUT', '/publications/parking-availability')).status).toBe(403)
  expect((await api.as('administrator', 'PUT', '/publications/no-such')).status).toBe(404)
  expect((await api.as('administrator', 'PUT', '/publications/parking-availability')).status).toBe(200)
  const { rows } = await sql`select 1 from audit_event where action = 'dataset.publish'`.execute(api.owner)
  expect(rows.length).toBe(1)
  expect((await api.as('foreign', 'GET', '/publications')).body.items).toEqual([])
})

test('citizens see free places with their age, and only what the dataset declares', async () => {
  const { status, body, headers } = await get('/parking')
  expect(status).toBe(200)
  expect(headers['cache-control']).toBe('public, max-age=15')
  const by = Object.fromEntries(body.carParks.map((park: { id: string }) => [park.id, park]))
  expect(by.ast_halles).toMatchObject({
    free: 38,
    state: 'few',
    observedAt: '2026-06-15T09:58:00.000Z',
    tariff1h: 1.8,
  })
  expect(by.ast_gare).toMatchObject({ state: 'full' })
  expect(by.ast_closed).toMatchObject({ state: 'closed' })
  expect(by.ast_old).toMatchObject({ free: null, state: 'unknown' })
  expect(by.ast_rue).toMatchObject({ free: null, state: 'unknown', observedAt: null })
  // A full and a closed car park have no place for anybody.
  expect(body.free).toBe(38)
  expect(JSON.stringify(body)).not.toMatch(/not declared|driftShare|org_/)
})

test('as DATEX II Parking Publication Light: what is not known has no number', async () => {
  const { body, headers } = await get('/parking/datex2.json')
  expect(headers['content-disposition']).toContain('parking-datex2.json')
  const sites = body.parkingPublicationLight.parkingSite
  const site = (id: string) => sites.find(({ _id }: { _id: string }) => _id === id)
  expect(site('ast_halles')).toEqual({
    _id: 'ast_halles',
    name: 'ast_halles',
    type: 'other',
    numberOfSpaces: 220,
    locationAndDimension: { coordinatesForDisplay: { latitude: 47.05, longitude: 0.35 } },
    isOpenNow: true,
    availableSpaces: 38,
    lastUpdate: '2026-06-15T09:58:00.000Z',
    tariffDescription: ['1 h : 1.80 EUR'],
  })
  expect(site('ast_gare')).toMatchObject({ availableSpaces: 0 })
  expect(site('ast_old')).not.toHaveProperty('availableSpaces')
})

test('as schema-stationnement: one line a car park, none for the street, no cell is a formula', async () => {
  const { body } = await get('/parking/stationnement.csv')
  const lines = (body as string).trim().split('\r\n')
  expect(lines[0]).toContain('id,nom,insee,adresse,url,type_usagers,gratuit,nb_places')
  expect(lines.length).toBe(5)
  expect(lines.find((line) => line.startsWith('37900-P-001'))).toContain(
    ',tous,0,220,,,,,,,,,N/A,21379000900012,0.350000,47.050000,',
  )
  expect(body).toContain(`"'=Gare, ""P3"""`)
})

test('the base map of who publishes can be seen; an unknown organisation is not found', async () => {
  expect((await get('/tiles/base/12/2052/1444.mvt')).status).toBe(200)
  expect((await get('/tiles/base/3/9/1.mvt')).status).toBe(400)
  expect((await get('/parking?organisation=other')).status).toBe(404)
  expect((await get('/parking?organisation=No')).status).toBe(400)
})

test('one address asks so often and no more', async () => {
  const answers = await Promise.all(Array.from({ length: 130 }, () => get('/parking')))
  expect(answers.some(({ status }) => status === 429)).toBe(true)
})

test('what is withdrawn is gone at once', async () => {
  await api.as('administrator', 'DELETE', '/publications/parking-availability')
  // Asked of the database, not of the limit that the test before has used up.
  const answer = await api.app.inject({
    method: 'GET',
    url: '/api/v1/public/tiles/base/12/2052/1444.mvt',
  })
  expect(answer.statusCode).toBe(404)
})
