import { expect, test } from 'vitest'
import { reduceToAltitude } from './altitude.ts'
import { fitVariogram } from './fit-variogram.ts'
import { idw } from './idw.ts'
import { krigeFrom, ordinaryKriging } from './kriging.ts'
import { leaveOneOut } from './leave-one-out.ts'
import { isCalmClear, uhiNight } from './night.ts'
import type { Station } from './station.ts'
import type { Variogram } from './variogram.ts'
import vectors from './vectors.json' with { type: 'json' }

const stationsOf = (points: number[][]): Station[] =>
  points.map(([x, y, value]) => ({ x: x!, y: y!, value: value! }))
const placeOf = ([x, y]: number[]) => ({ x: x!, y: y! })
const near = (actual: number | null | undefined, expected: number, tolerance: number) => {
  expect(actual).toBeTypeOf('number')
  expect(Math.abs(actual! - expected), `${actual} for ${expected}`).toBeLessThanOrEqual(tolerance)
}

test.each(vectors['uhi.altitude'])('altitude $id', ({ input, expected, tolerance }) => {
  near(reduceToAltitude(input.tempC, input.altM, input.refAltM, input.lapseKPerM), expected, tolerance)
})

test.each(vectors['uhi.night'])('night $id', ({ input, expected, tolerance }) => {
  const night = uhiNight(input.urban, Object.values(input.rural))
  for (const [i, value] of expected.reference.entries()) near(night.reference[i], value, tolerance)
  for (const [i, value] of expected.uhi.entries()) near(night.uhi[i], value, tolerance)
  near(night.max, expected.max, tolerance)
  near(night.mean, expected.mean, tolerance)
  near(night.tMinUrban, expected.tMinUrban, tolerance)
  expect([night.tropicalUrban, night.tropicalRural]).toEqual([expected.tropicalUrban, expected.tropicalRural])
})

test.each(vectors['spatial.idw'])('inverse distance $id', ({ input, expected, tolerance }) => {
  near(idw(stationsOf(input.points), placeOf(input.query), input.power), expected, tolerance)
})

test.each(vectors['spatial.ordinaryKriging'])('kriging $id', ({ input, expected, tolerance }) => {
  const found = ordinaryKriging(
    stationsOf(input.points),
    placeOf(input.query),
    input.variogram as unknown as Variogram,
  )
  near(found?.estimate, expected.estimate, tolerance)
  near(found?.variance, expected.variance, tolerance)
  for (const [i, weight] of expected.weights.entries()) near(found?.weights[i], weight, tolerance)
})

test.each(vectors['spatial.looRmse'])('leave one out $id', ({ input, expected, tolerance }) => {
  const found = leaveOneOut(stationsOf(input.points), (others, at) => idw(others, at, input.power))
  for (const [i, residual] of expected.residuals.entries()) near(found.residuals[i], residual, tolerance)
  near(found.rmse, expected.rmse, tolerance)
})

const square: Station[] = stationsOf([
  [0, 0, 21],
  [1000, 0, 22.5],
  [0, 1000, 23],
  [1000, 1000, 24.2],
])
const usual: Variogram = { model: 'exponential', nugget: 0.1, sill: 1, practicalRangeM: 1500 }

test('a night without rural stations, or with gaps, says nothing there, and never 0', () => {
  expect(uhiNight([20, null], [])).toMatchObject({
    uhi: [null, null],
    max: null,
    mean: null,
    tropicalRural: null,
  })
  const gaps = uhiNight(
    [22, null, 24],
    [
      [20, 19, null],
      [null, 18, null],
    ],
  )
  expect(gaps.uhi).toEqual([2, null, null])
  expect(gaps.reference).toEqual([20, 18.5, null])
  expect(uhiNight([20], [[19.9]]).tropicalUrban).toBe(true)
})

test('a calm clear night has wind under 3 m/s and less than three eighths of cloud', () => {
  expect([isCalmClear(2.9, 0.37), isCalmClear(3, 0.1), isCalmClear(1, 0.375)]).toEqual([true, false, false])
})

test('at a station kriging gives its value and no error, with or without a nugget, and weights sum to 1', () => {
  for (const model of ['exponential', 'spherical'] as const)
    for (const station of square) {
      const found = ordinaryKriging(square, station, { ...usual, model })!
      near(found.estimate, station.value, 1e-9)
      near(found.variance, 0, 1e-9)
    }
  const away = ordinaryKriging(square, { x: 7000, y: 40 }, usual)!
  near(
    away.weights.reduce((a, b) => a + b, 0),
    1,
    1e-9,
  )
  // Beyond the range nothing is known but the mean: the error is more than the sill.
  expect(away.variance).toBeGreaterThan(1)
})

test('stations at one place count once, with their mean', () => {
  const doubled = [...square, { x: 0, y: 0, value: 23 }]
  near(idw(doubled, { x: 0, y: 0 }), 22, 1e-9)
  const found = ordinaryKriging(doubled, { x: 250, y: 250 }, usual)!
  const once = ordinaryKriging([{ x: 0, y: 0, value: 22 }, ...square.slice(1)], { x: 250, y: 250 }, usual)!
  near(found.estimate, once.estimate, 1e-9)
  near(found.weights[0]! + found.weights[4]!, once.weights[0]!, 1e-9)
  near(found.weights[0], found.weights[4]!, 1e-12)
})

test('one station is everywhere its own value; none says nothing', () => {
  const alone = [{ x: 10, y: 10, value: 19 }]
  near(idw(alone, { x: 9000, y: 0 }), 19, 1e-12)
  const found = ordinaryKriging(alone, { x: 510, y: 10 }, usual)!
  near(found.estimate, 19, 1e-12)
  near(found.variance, 2 * (0.1 + 0.9 * (1 - Math.exp(-1))), 1e-9)
  expect([idw([], { x: 0, y: 0 }), ordinaryKriging([], { x: 0, y: 0 }, usual)]).toEqual([null, null])
  expect(leaveOneOut(alone, (others, at) => idw(others, at))).toEqual({ residuals: [null], rmse: null })
})

test('stations on one line can be kriged', () => {
  const line = stationsOf([
    [0, 0, 1],
    [100, 100, 2],
    [200, 200, 3],
    [300, 300, 4],
  ])
  const found = ordinaryKriging(line, { x: 150, y: 150 }, usual)!
  near(found.estimate, 2.5, 1e-9)
})

test('a variogram that tells no two places apart can not be solved, and says so', () => {
  expect(krigeFrom(square, { ...usual, nugget: 0, sill: 0 })).toBeNull()
})

test('a fitted variogram finds the range of a field again; few or equal stations get the cautious one', () => {
  // Cosine waves of random phase: pairs of places differ more and more up to about 1 km.
  const field = Array.from({ length: 60 }, (_, i) => {
    const x = ((i * 7919) % 4000) + 0.5 * i
    const y = (i * 104_729) % 4000
    return { x, y, value: Math.sin(x / 500) + Math.cos(y / 500) }
  })
  const { variogram, fitted } = fitVariogram(field)
  expect(fitted).toBe(true)
  expect(variogram.practicalRangeM).toBeGreaterThan(500)
  expect(variogram.practicalRangeM).toBeLessThan(2500)
  near(variogram.sill, 1, 0.35)
  expect(fitVariogram(square).fitted).toBe(false)
  const flat = fitVariogram(field.map((station) => ({ ...station, value: 20 })))
  expect(flat.fitted).toBe(false)
  near(
    krigeFrom(
      field.map((s) => ({ ...s, value: 20 })),
      flat.variogram,
    )!({ x: 1, y: 1 }).estimate,
    20,
    1e-6,
  )
})
