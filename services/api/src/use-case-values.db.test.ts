import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApi } from './testing.ts'

let api: Awaited<ReturnType<typeof testApi>>
const now = () => new Date('2026-10-27T10:00:00Z')
/** Clocks go back on the 25th: that day has 25 hours. */
const start = Date.parse('2026-10-23T22:00:00Z')
const hour = 3_600_000

beforeAll(async () => {
  api = await testApi({ now })
  const point = (lon: number) => ({ type: 'Point', coordinates: [lon, 47.05] })
  const lamp = (id: string, siteId: string, lon: number) => ({
    id,
    name: `Lampe ${id.slice(4)}`,
    type: 'streetLamp',
    siteId,
    geometry: point(lon),
  })
  const answer = await api.as('administrator', 'POST', '/import', {
    sites: [
      { id: 'sit_town', name: 'Valmeraie', kind: 'territory' },
      { id: 'sit_old', name: 'Vieille Ville', kind: 'district', parentId: 'sit_town' },
    ],
    assets: [
      lamp('ast_a', 'sit_old', 0.35),
      lamp('ast_b', 'sit_old', 0.36),
      lamp('ast_c', 'sit_town', 0.37),
      { id: 'ast_bin', name: 'Bac', type: 'wasteContainer', siteId: 'sit_old', geometry: point(0.35) },
    ],
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  // Each lamp's index grows by 1, 2, 3 kWh an hour over 98 hours.
  for (const [i, asset] of ['ast_a', 'ast_b', 'ast_c'].entries()) {
    const { rows } = await sql<{ id: number }>`insert into series (organisation_id, asset_id, property)
      values ('org_valmeraie', ${asset}, 'energy.active.total') returning id`.execute(api.owner)
    await sql`insert into observation select ${rows[0]!.id}, ${new Date(start)}::timestamptz + n * interval '1 hour', n * ${i + 1}::int, 0
      from generate_series(0, 84) n`.execute(api.owner)
  }
  const { rows } = await sql<{
    id: number
  }>`insert into series (organisation_id, site_id, property, indicator, expected_interval_ms)
    values ('org_valmeraie', 'sit_town', 'air.temperature', 'heat/mean', ${hour}) returning id`.execute(
    api.owner,
  )
  await sql`insert into observation values (${rows[0]!.id}, ${new Date('2026-10-27T09:00:00Z')}, 12.5, 1)`.execute(
    api.owner,
  )
  await sql`insert into indicator_result values (${rows[0]!.id}, ${new Date('2026-10-27T09:00:00Z')}, 0.75, '{}', 1, now())`.execute(
    api.owner,
  )
  await sql`insert into observation_hourly select series_id, date_trunc('hour', observed_at), count(*), sum(value), min(value), max(value),
    (array_agg(value order by observed_at))[1], min(observed_at), (array_agg(value order by observed_at desc))[1], max(observed_at)
    from observation group by 1, 2`.execute(api.owner)
  await sql`insert into latest_observation select distinct on (series_id) series_id, observed_at, observed_at, value, quality
    from observation order by series_id, observed_at desc`.execute(api.owner)
})
afterAll(() => api.close())

const get = async (path: string) => {
  const { status, body } = await api.as('reader', 'GET', path)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const query = (values: Record<string, string>) => new URLSearchParams(values).toString()

test('every use case is described with its types, attributes and page', async () => {
  const { items } = await get('/use-cases')
  const waste = await get('/use-cases/waste')
  expect(items).toContainEqual(waste)
  expect(waste.assetTypes[0]).toMatchObject({ id: 'wasteContainer', attributes: expect.any(Object) })
  expect((await api.as('reader', 'GET', '/use-cases/nothing')).status).toBe(404)
})

test('a table reads the latest values of many assets at once, sorted, cut and paged', async () => {
  const asked = {
    type: 'streetLamp',
    properties: 'energy.active.total,light.level',
    sortBy: 'energy.active.total',
    order: 'down',
  }
  const table = await get(`/assets/values?${query(asked)}`)
  expect(table.total).toBe(3)
  expect(table.items.map(({ id }: { id: string }) => id)).toEqual(['ast_c', 'ast_b', 'ast_a'])
  expect(Object.keys(table.items[0].values)).toEqual(['energy.active.total'])
  expect(table.items[0].values['energy.active.total']).toMatchObject({
    value: 252,
    quality: 'ok',
    stale: false,
  })
  const cut = await get(`/assets/values?${query({ ...asked, beyond: '100', limit: '1' })}`)
  expect(cut).toMatchObject({ total: 2, next: '1', items: [{ id: 'ast_c' }] })
  const inDistrict = await get(`/assets/values?${query({ ...asked, siteId: 'sit_old' })}`)
  expect(inDistrict.items.map(({ id }: { id: string }) => id)).toEqual(['ast_b', 'ast_a'])
  const wrong = await api.as('reader', 'GET', `/assets/values?${query({ ...asked, properties: 'nothing' })}`)
  expect(wrong.body).toMatchObject({ code: 'invalid', message: expect.stringContaining('properties') })
  expect((await api.as('foreign', 'GET', `/assets/values?${query(asked)}`)).body.total).toBe(0)
})

test('a fleet is charted by the local day, a day of 25 hours among them', async () => {
  const series = await get(
    `/series/aggregate?${query({ property: 'energy.active.total', assetType: 'streetLamp', from: '2026-10-24T00:00:00+02:00', to: '2026-10-27T00:00:00+01:00' })}`,
  )
  expect(series).toMatchObject({ aggregate: 'increase', across: 'sum', timeZone: 'Europe/Paris' })
  expect(
    series.points.map(({ value, subjects }: { value: number; subjects: number }) => [value, subjects]),
  ).toEqual([
    [23 * 6, 3],
    [25 * 6, 3],
    [24 * 6, 3],
  ])
  const none = await get(
    `/series/aggregate?${query({ property: 'energy.active.total', assetType: 'wasteContainer', from: '2026-10-24T00:00:00Z', to: '2026-10-25T00:00:00Z' })}`,
  )
  expect(none.points).toEqual([])
})

test('a summary of a period is compared with the declared one, scaled to its length, and worth euros', async () => {
  const put = await api.as('operator', 'PUT', '/baselines', {
    useCase: 'lighting',
    property: 'energy.active.total',
    from: '2026-10-24',
    to: '2026-10-25',
    note: 'avant la gradation',
  })
  expect(put.status, JSON.stringify(put.body)).toBe(200)
  const summary = await get(
    `/use-cases/lighting/summary?${query({ property: 'energy.active.total', of: 'streetLamp', from: '2026-10-26T00:00:00+01:00', to: '2026-10-27T00:00:00+01:00', baseline: 'period', factors: 'electricity.price,water.price' })}`,
  )
  const baseline = (48 * 6 * 24) / 49
  expect(summary).toMatchObject({
    value: 144,
    unit: 'kW.h',
    subjects: 3,
    estimated: false,
    completeness: null,
  })
  expect(summary.baseline).toMatchObject({
    kind: 'period',
    scaled: true,
    value: expect.closeTo(baseline, 6),
    note: 'avant la gradation',
  })
  expect(summary.saving.value).toBeCloseTo(baseline - 144, 6)
  expect(summary.worth).toMatchObject([
    { unit: 'EUR', value: expect.closeTo((baseline - 144) * 0.179, 6), factor: { own: false } },
    { value: null },
  ])
})

test('a summary of now says what is estimated and how complete it is; of nothing it says null', async () => {
  const now = await get(`/use-cases/heat/summary?${query({ property: 'air.temperature', of: 'territory' })}`)
  expect(now).toMatchObject({
    value: 12.5,
    subjects: 1,
    completeness: 0.75,
    estimated: true,
    observedAt: '2026-10-27T09:00:00.000Z',
  })
  const nothing = await get(
    `/use-cases/heat/summary?${query({ property: 'air.temperature', of: 'wasteContainer', baseline: 'reference:air.co2', factors: 'electricity.price' })}`,
  )
  expect(nothing).toMatchObject({
    value: null,
    subjects: 0,
    baseline: { value: null },
    saving: null,
    worth: [{ value: null }],
  })
})

test('a factor of the organisation holds from its day on; only administrators set it', async () => {
  const own = { value: 0.25, validFrom: '2026-10-26', source: 'Marché 2026' }
  expect((await api.as('operator', 'PUT', '/factors/electricity.price', own)).status).toBe(403)
  expect((await api.as('administrator', 'PUT', '/factors/electricity.price', own)).body).toMatchObject({
    own: true,
    unit: 'EUR/kW.h',
  })
  const worth = async (from: string, to: string) =>
    (
      await get(
        `/use-cases/lighting/summary?${query({ property: 'energy.active.total', of: 'streetLamp', from, to, factors: 'electricity.price' })}`,
      )
    ).worth[0]
  expect((await worth('2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00')).factor.value).toBe(0.179)
  expect(await worth('2026-10-26T00:00:00+01:00', '2026-10-27T00:00:00+01:00')).toMatchObject({
    factor: { value: 0.25 },
    value: 36,
  })
  const { rows } = await sql`select from indicator_request where organisation_id = 'org_valmeraie'`.execute(
    api.owner,
  )
  expect(rows.length).toBeGreaterThan(0)
  expect((await api.as('administrator', 'DELETE', '/factors/electricity.price/2026-10-26')).status).toBe(200)
  expect((await api.as('administrator', 'PUT', '/factors/nothing', own)).status).toBe(404)
})

test('the occupancy of car parks is that of their places: a large one says more', async () => {
  for (const [id, capacity, percent] of [
    ['ast_large', 300, 100],
    ['ast_small', 100, 20],
  ] as const) {
    await sql`insert into asset (id, organisation_id, type, name, attributes)
      values (${id}, 'org_valmeraie', 'carPark', ${id}, ${JSON.stringify({ capacity })}::jsonb)`.execute(
      api.owner,
    )
    const { rows } = await sql<{ id: number }>`insert into series (organisation_id, asset_id, property)
      values ('org_valmeraie', ${id}, 'parking.occupancy') returning id`.execute(api.owner)
    await sql`insert into observation_hourly values (${rows[0]!.id}, '2026-10-27T08:00:00Z', 1, ${percent}, ${percent}, ${percent},
      ${percent}, '2026-10-27T08:10:00Z', ${percent}, '2026-10-27T08:10:00Z')`.execute(api.owner)
    await sql`insert into latest_observation values (${rows[0]!.id}, '2026-10-27T08:10:00Z', '2026-10-27T08:10:00Z', ${percent}, 0)`.execute(
      api.owner,
    )
  }
  const asked = { property: 'parking.occupancy', of: 'carPark' }
  expect(await get(`/use-cases/parking/summary?${query(asked)}`)).toMatchObject({ value: 80, subjects: 2 })
  const day = { from: '2026-10-27T00:00:00+01:00', to: '2026-10-28T00:00:00+01:00' }
  expect((await get(`/use-cases/parking/summary?${query({ ...asked, ...day })}`)).value).toBe(80)
  const { points } = await get(
    `/series/aggregate?${query({ property: 'parking.occupancy', assetType: 'carPark', grain: 'hour', ...day })}`,
  )
  expect(points).toMatchObject([{ value: 80, min: 20, max: 100, subjects: 2 }])
})
