import { expect, test } from 'vitest'
import type { InputSeries } from '../define-indicator.ts'
import { cloudShare, sunHeight } from './cloud.ts'
import { exposureOf } from './exposure.ts'
import { calmClear, intensity, night, wave } from './indicators.ts'
import { interpolate } from './interpolate.ts'
import { type GroundPatch, groundOffset } from './land-cover.ts'
import { framesOf } from './surface-frames.ts'
import { chooseMethod, drawFrame, type Ground, gridOver } from './surface-grid.ts'

const hour = 3_600_000
const noon = Date.parse('2026-07-15T12:00:00+02:00')
const station = (
  id: string,
  rural: boolean,
  warmer: (at: number) => number,
  altitudeM = 50,
): InputSeries => ({
  subject: {
    id,
    name: id,
    type: 'weatherMast',
    attributes: { rural, altitudeM, parent: 'ast_net' },
    position: [0.35 + id.length * 0.001, 47.05],
  },
  points: Array.from({ length: 24 }, (_, i) => {
    const at = noon + i * hour
    const country = 20 + 5 * Math.cos(((at - noon) / hour - 3) * (Math.PI / 12))
    return { at, value: country + warmer(at) - 0.0065 * (altitudeM - 50) }
  }),
})
const isDark = (at: number) => at > noon + 10 * hour && at < noon + 18 * hour
const town = station('town', false, (at) => (isDark(at) ? 4 : 0), 80)
const country = [station('c1', true, () => 0.5), station('c22', true, () => -0.5, 120)]
const compute = (
  indicator: typeof night,
  inputs: Record<string, InputSeries[]>,
  from = noon,
  to = from + 24 * hour,
) =>
  indicator.compute({
    from,
    to,
    timeZone: 'Europe/Paris',
    subject: town.subject,
    inputs,
    factor: (id) => ({
      id,
      fr: '',
      en: '',
      unit: 'Cel',
      value: id === 'heat.ibm.max' ? 24 : 15,
      validFrom: '2000-01-01',
      source: 'test',
      own: false,
    }),
  })

test('an hour’s intensity is above the rural masts, heights taken out', () => {
  const inputs = { own: [town], network: [town, ...country] }
  expect(compute(intensity, inputs, noon + 14 * hour)['heat.intensity']).toBeCloseTo(4, 6)
  expect(compute(intensity, inputs, noon)['heat.intensity']).toBeCloseTo(0, 6)
  expect(compute(intensity, { own: [town], network: [town] })).toEqual({})
})

test('a night is from sunset to sunrise, with its value two hours after sunset and its minimum as felt', () => {
  const found = compute(night, { own: [town], raw: [town], network: [town, ...country] })
  // Sunset about 21:45, sunrise about 06:15.
  expect(found['heat.intensityMax']).toBeCloseTo(4, 6)
  expect(found['heat.intensityAfterSunset']).toBeCloseTo(4, 6)
  expect(found['heat.intensityNight']!).toBeGreaterThan(2.5)
  expect(found['heat.intensityNight']!).toBeLessThan(4)
  expect(found['heat.tropicalNight']).toBe(0)
  const warm = station('warm', false, () => 6)
  expect(compute(night, { own: [warm], raw: [warm], network: country })['heat.tropicalNight']).toBe(1)
})

test('cloud is what the afternoon sun lost; a night is calm and clear by wind and cloud', () => {
  expect(sunHeight([0.35, 47.05], Date.parse('2026-06-21T11:59:00Z'))).toBeCloseTo(66.4, 0)
  const position = [0.35, 47.05] as const
  const clear = 910 * Math.sin((sunHeight(position, noon + 2.5 * hour) * Math.PI) / 180) - 30
  expect(cloudShare(clear, position, noon + 2.5 * hour)).toBe(0)
  expect(cloudShare(clear * 0.25, position, noon + 2.5 * hour)).toBeCloseTo(1, 6)
  expect(cloudShare(0, position, noon + 12 * hour)).toBeNull()
  const of = (value: number): InputSeries => ({
    ...town,
    points: town.points.map(({ at }) => ({ at, value })),
  })
  const sunny = { ...town, points: [{ at: noon + 2 * hour, value: clear }] }
  expect(compute(calmClear, { wind: [of(2)], sun: [sunny] })).toEqual({ 'heat.calmClear': 1 })
  expect(compute(calmClear, { wind: [of(4)], sun: [sunny] })).toEqual({ 'heat.calmClear': 0 })
  expect(compute(calmClear, { wind: [of(2)], sun: [] })).toEqual({})
})

test('three hot days and nights make a heat wave; two are not known well enough', () => {
  const days = {
    ...town,
    points: [0, 1, 2].flatMap((day) =>
      town.points.map(({ at, value }) => ({ at: at + day * 24 * hour, value })),
    ),
  }
  const third = noon + 48 * hour
  expect(compute(wave, { air: [days] }, third)).toMatchObject({ 'heat.waveDay': 1 })
  expect(compute(wave, { air: [town] }, third)).toEqual({})
})

/** A town of compact blocks in open fields, with stations whose warmth follows the ground. */
const patches: Ground[] = Array.from({ length: 400 }, (_, i) => {
  const x = (i % 20) * 200 - 2000
  const y = Math.floor(i / 20) * 200 - 2000
  const compact = Math.hypot(x, y) < 900
  return {
    x,
    y,
    areaM2: 40_000,
    zone: compact ? '2' : 'D',
    population: compact ? 100 : 1,
    siteId: compact ? 'sit_old' : 'sit_fields',
    siteName: null,
  }
})
const offset = groundOffset(patches as GroundPatch[])
const stations = Array.from({ length: 14 }, (_, i) => {
  const place = { x: Math.cos(i * 2.4) * i * 130, y: Math.sin(i * 2.4) * i * 130 }
  return { ...place, ground: offset(place), value: 0.9 * offset(place) + 0.05 * Math.sin(i * 7) }
})

test('where warmth follows the ground, the line over land cover predicts best, and draws the map', () => {
  const { method, rmse } = chooseMethod([stations, stations])
  expect(method).toBe('landCover')
  expect(rmse.landCover!).toBeLessThan(rmse.idw! / 2)
  const grid = gridOver(stations)
  const drawn = drawFrame(stations, grid, offset, method)!
  expect(drawn.at({ x: 0, y: 0 }).value).toBeGreaterThan(3)
  expect(drawn.at({ x: 9000, y: 9000 }).masked).toBe(true)
  const { districts, zones } = exposureOf(drawn, patches, 'heat.intensity')
  expect(districts[0]).toMatchObject({ siteId: 'sit_old' })
  expect(districts[0]!.exposed).toBeGreaterThan(5_000)
  expect(zones.map(({ zone }) => zone)).toEqual(['2', 'D'])
})

test('without land cover, or with too few stations for a slope, the other methods are left', () => {
  const bare = stations.map(({ ground, ...rest }) => rest)
  expect(Object.keys(interpolate(bare)!.rmse).sort()).toEqual(['idw', 'kriging'])
  expect(Object.keys(interpolate(stations.slice(0, 4))!.rmse)).not.toContain('landCover')
  expect(interpolate([])).toBeNull()
  expect(interpolate(bare.slice(0, 1))!.at({ x: 5000, y: 0 }).estimate).toBe(bare[0]!.value)
})

test('maps an hour, a night, or one for all; a tropical night is counted by the air as it was', () => {
  const all = [town, ...country]
  const span = { from: noon, to: noon + 24 * hour, timeZone: 'Europe/Paris' }
  const hours = framesOf(all, { ...span, property: 'heat.intensity', by: 'hour' })
  expect(hours.length).toBe(24)
  expect(hours[14]!.stations.find(({ id }) => id === 'town')!.value).toBeCloseTo(4, 6)
  const nights = framesOf(all, { ...span, property: 'heat.intensity', by: 'night' })
  expect(nights.length).toBe(1)
  expect(nights[0]!.from).toBe(Date.parse('2026-07-15T21:00:00+02:00'))
  const counted = framesOf([station('warm', false, () => 6), ...country], {
    ...span,
    property: 'heat.tropicalNight',
    by: 'period',
  })
  expect(counted[0]!.stations.map(({ value }) => value)).toEqual([1, 0, 0])
  expect(framesOf([], { ...span, property: 'air.temperature', by: 'hour' })).toEqual([])
})
