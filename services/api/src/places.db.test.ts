import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApi } from './testing.ts'

let api: Awaited<ReturnType<typeof testApi>>
const at = (minutes: number) => new Date(Date.parse('2026-03-10T08:00:00Z') + minutes * 60_000)
const now = () => at(180)

beforeAll(async () => {
  api = await testApi({ now })
  const point = (lon: number, lat: number) => ({ type: 'Point', coordinates: [lon, lat] })
  const answer = await api.as('administrator', 'POST', '/import', {
    sites: [
      { id: 'sit_town', name: 'Valmeraie', kind: 'territory' },
      { id: 'sit_old', name: 'Vieille Ville', kind: 'district', parentId: 'sit_town' },
    ],
    assets: [
      { id: 'ast_bay', name: 'Place 1', type: 'parkingBay', siteId: 'sit_old', geometry: point(0.35, 47.05) },
      {
        id: 'ast_bin',
        name: 'Point d’apport',
        type: 'wasteContainer',
        siteId: 'sit_town',
        geometry: point(0.352, 47.051),
      },
    ],
    devices: [
      {
        id: 'dev_bay',
        name: 'NPS 1',
        network: 'mqtt',
        address: 'valmeraie/bay-1',
        modelId: 'trame-json',
        expectedIntervalMs: 600_000,
      },
    ],
    bindings: [
      {
        id: 'bnd_bay',
        deviceId: 'dev_bay',
        channel: 'parking.occupied',
        assetId: 'ast_bay',
        from: at(-600).toISOString(),
      },
    ],
  })
  expect(answer.body).toEqual({ sites: 2, assets: 2, devices: 1, bindings: 1 })
})
afterAll(() => api.close())

test('importing the same again changes nothing', async () => {
  const again = { sites: [{ id: 'sit_town', name: 'Valmeraie', kind: 'territory' }] }
  expect((await api.as('administrator', 'POST', '/import', again)).status).toBe(200)
  expect((await api.as('reader', 'GET', '/sites')).body.total).toBe(2)
})

test('a site lists what is below it, and cannot be moved inside itself', async () => {
  const inTown = await api.as('reader', 'GET', '/assets?siteId=sit_town')
  expect(inTown.body.items.map((asset: { id: string }) => asset.id).sort()).toEqual(['ast_bay', 'ast_bin'])
  expect((await api.as('operator', 'PATCH', '/sites/sit_town', { parentId: 'sit_old' })).status).toBe(400)
})

test('another organisation sees, changes and guesses nothing', async () => {
  for (const path of [
    '/assets/ast_bay',
    '/assets/ast_bay/series',
    '/sites/sit_town',
    '/devices/dev_bay',
    '/devices/dev_bay/uplinks',
    '/series/1',
  ])
    expect((await api.as('foreign', 'GET', path)).status, path).toBe(404)
  for (const path of ['/assets', '/sites', '/devices', '/rejections'])
    expect((await api.as('foreign', 'GET', path)).body.total).toBe(0)
  expect((await api.as('foreign', 'PATCH', '/assets/ast_bay', { name: 'pris' })).status).toBe(404)
  const stolen = {
    deviceId: 'dev_bay',
    channel: 'parking.occupied',
    assetId: 'ast_bay',
    from: at(0).toISOString(),
  }
  expect((await api.as('foreign', 'POST', '/bindings', stolen)).status).toBe(404)
  const inside = await api.as('foreign', 'POST', '/assets', {
    name: 'x',
    type: 'parkingBay',
    siteId: 'sit_old',
  })
  expect(inside.status).toBe(400)
  expect((await api.as('foreign', 'GET', '/search?q=Place')).body.items).toEqual([])
  expect((await api.as('foreign', 'GET', '/tiles/assets/14/8207/5759.mvt')).body.length).toBe(0)
})

test('two devices cannot feed one series at the same time; one after the other can', async () => {
  const second = { name: 'NPS 2', network: 'mqtt', address: 'valmeraie/bay-2', modelId: 'trame-json' }
  const device = (await api.as('operator', 'POST', '/devices', second)).body
  const binding = {
    deviceId: device.id,
    channel: 'parking.occupied',
    assetId: 'ast_bay',
    from: at(60).toISOString(),
  }
  expect((await api.as('operator', 'POST', '/bindings', binding)).body.code).toBe('binding_overlaps')
  expect(
    (await api.as('operator', 'POST', '/bindings/bnd_bay/end', { to: at(60).toISOString() })).status,
  ).toBe(200)
  expect((await api.as('operator', 'POST', '/bindings', binding)).status).toBe(201)
  const history = await api.as('reader', 'GET', '/assets/ast_bay/bindings')
  expect(history.body.items.map((one: { deviceId: string }) => one.deviceId)).toEqual([device.id, 'dev_bay'])
})

test('no device feeds a series that the platform computes', async () => {
  await sql`insert into series (organisation_id, asset_id, property, indicator)
    values ('org_valmeraie', 'ast_bay', 'parking.occupancy', 'parking/occupancy')`.execute(api.owner)
  const binding = {
    deviceId: 'dev_bay',
    channel: 'parking.occupied',
    property: 'parking.occupancy',
    assetId: 'ast_bay',
    from: at(90).toISOString(),
  }
  const { status, body } = await api.as('operator', 'POST', '/bindings', binding)
  expect(status).toBe(400)
  expect(body.message).toContain('property: parking.occupancy of ast_bay is computed by parking/occupancy')
  await sql`delete from series where indicator = 'parking/occupancy'`.execute(api.owner)
})

test('observations come raw, by hour and by local day, with their gaps', async () => {
  const series = (await api.as('reader', 'GET', '/assets/ast_bay/series')).body.items[0]
  for (const [minute, value] of [
    [0, 0],
    [10, 1],
    [20, 1],
    [150, 0],
  ] as const) {
    await sql`insert into observation values (${series.id}, ${at(minute)}, ${value}, 0)`.execute(api.owner)
  }
  await sql`insert into observation_hourly select series_id, date_trunc('hour', observed_at), count(*), sum(value), min(value), max(value),
    (array_agg(value order by observed_at))[1], min(observed_at), (array_agg(value order by observed_at desc))[1], max(observed_at)
    from observation group by 1, 2`.execute(api.owner)
  const period = `from=${at(-60).toISOString()}&to=${at(180).toISOString()}`
  const raw = (await api.as('reader', 'GET', `/series/${series.id}/observations?${period}`)).body
  expect(raw.grain).toBe('raw')
  expect(raw.points.map((point: { value: number }) => point.value)).toEqual([0, 1, 1, 0])
  expect(raw.gaps).toEqual([{ from: at(20).toISOString(), to: at(150).toISOString() }])
  const hours = (await api.as('reader', 'GET', `/series/${series.id}/observations?${period}&grain=hour`)).body
  expect(hours.points).toMatchObject([
    { at: at(0).toISOString(), count: 3, sum: 2, last: 1 },
    { at: at(120).toISOString(), count: 1 },
  ])
  const day = (
    await api.as(
      'reader',
      'GET',
      `/series/${series.id}/observations?from=2026-03-09T00:00:00%2B01:00&to=2026-03-12T00:00:00%2B01:00&grain=day`,
    )
  ).body
  expect(day.points).toMatchObject([{ at: '2026-03-09T23:00:00.000Z', count: 4, value: 0 }])
  const csv = (
    await api.as('reader', 'GET', `/series/${series.id}/observations?${period}&format=csv&locale=fr`)
  ).body.toString()
  expect(csv.split('\n')[0]).toBe('\uFEFFtime;Place;quality')
})

test('assets are shown as they stood at an instant: the last value until then, fresh or late as it was', async () => {
  const then = async (minutes: number) => {
    const query = `at=${at(minutes).toISOString()}`
    const { main, freshness } = (await api.as('reader', 'GET', `/assets/ast_bay?${query}`)).body
    const listed = (await api.as('reader', 'GET', `/assets?type=parkingBay&${query}`)).body.items[0]
    expect(listed).toMatchObject({ freshness, main })
    return [freshness, main?.value ?? null]
  }
  expect(await then(-30)).toEqual(['none', null])
  expect(await then(5)).toEqual(['fresh', 0])
  expect(await then(15)).toEqual(['fresh', 1])
  // Every ten minutes was expected: after half an hour it is late, the value stays.
  expect(await then(55)).toEqual(['stale', 1])
  const tile = (minutes: number) =>
    api.as('reader', 'GET', `/tiles/assets/16/32831/23037.mvt?at=${at(minutes).toISOString()}`)
  expect((await tile(15)).body.toString('latin1')).toContain('fresh')
  expect((await tile(55)).body.toString('latin1')).toContain('stale')
  expect((await api.as('foreign', 'GET', `/assets?at=${at(15).toISOString()}`)).body.total).toBe(0)
  expect((await api.as('reader', 'GET', '/assets?at=yesterday')).status).toBe(400)
})

test('an asset tile has a point near, and a cluster with its counts from afar', async () => {
  const near = await api.as('reader', 'GET', '/tiles/assets/16/32831/23037.mvt')
  const far = await api.as('reader', 'GET', '/tiles/assets/10/512/359.mvt')
  expect([near.status, far.status]).toEqual([200, 200])
  expect(near.body.toString('latin1')).toContain('ast_bay')
  expect(far.body.toString('latin1')).toContain('cluster')
  expect((await api.as('reader', 'GET', '/tiles/assets/3/9/1.mvt')).status).toBe(400)
})

test('the base map is replaced as a whole and drawn as tiles', async () => {
  const ring = [
    [0.34, 47.04],
    [0.36, 47.04],
    [0.36, 47.06],
    [0.34, 47.06],
    [0.34, 47.04],
  ]
  const features = [
    {
      type: 'Feature',
      properties: { layer: 'land', class: 'park', name: 'Jardin' },
      geometry: { type: 'Polygon', coordinates: [ring] },
    },
    {
      type: 'Feature',
      properties: { layer: 'road', class: 'street', name: 'Rue des Fossés' },
      geometry: { type: 'LineString', coordinates: ring.slice(0, 3) },
    },
  ]
  const put = await api.as('administrator', 'PUT', '/base-map', { type: 'FeatureCollection', features })
  expect(put.body).toEqual({ features: 2 })
  const tile = (await api.as('reader', 'GET', '/tiles/base/14/8207/5759.mvt')).body.toString('utf8')
  expect(tile).toContain('Rue des Fossés')
  expect((await api.as('reader', 'GET', '/base-map')).body.bounds).toEqual(
    [0.34, 47.04, 0.36, 47.06].map((x) => expect.closeTo(x, 5)),
  )
})

test('the overview counts what is there, and says null for what nothing measures', async () => {
  const overview = (await api.as('reader', 'GET', '/overview')).body
  expect(overview.assets).toMatchObject({ total: 2, byFunction: { interact: 1, optimise: 1 } })
  expect(overview.activity).toHaveLength(24)
  expect(overview.figures.find((figure: { kind: string }) => figure.kind === 'worstCo2').value).toBeNull()
})

test('an asset that a device still feeds is not archived', async () => {
  expect((await api.as('operator', 'DELETE', '/assets/ast_bay')).body.code).toBe('in_use')
  expect((await api.as('operator', 'DELETE', '/assets/ast_bin')).status).toBe(200)
  expect((await api.as('reader', 'GET', '/assets/ast_bin')).status).toBe(404)
})
