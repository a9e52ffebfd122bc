import { describe, expect, test } from 'vitest'
import { collections } from './collection.ts'
import { fillPercent, ultrasonicDistance } from './fill.ts'
import { hysteresis } from './hysteresis.ts'
import { hampel } from './outliers.ts'
import { timeToFull } from './time-to-full.ts'
import vectors from './vectors.json' with { type: 'json' }

describe('fill', () => {
  test.each(vectors['bin.fillPercent'])('$id', ({ input, expected, tolerance }) => {
    const { percent, ratio, valid } = fillPercent(input)
    expect(Math.abs(percent - expected.percent)).toBeLessThanOrEqual(tolerance)
    expect(Math.abs(ratio - expected.ratio)).toBeLessThanOrEqual(tolerance)
    expect(valid).toBe(expected.valid)
  })

  test('an echo from the blind zone is not valid, one far beyond the bottom says that the lid is open', () => {
    const geometry = { emptyMm: 1200, fullMm: 200, blindMm: 30 }
    expect(fillPercent({ distanceMm: 29, ...geometry })).toMatchObject({ valid: false, state: 'blind' })
    expect(fillPercent({ distanceMm: 30, ...geometry })).toMatchObject({ valid: true, percent: 100 })
    expect(fillPercent({ distanceMm: 1440, ...geometry }).state).toBe('measured')
    expect(fillPercent({ distanceMm: 1441, ...geometry })).toMatchObject({ percent: 0, state: 'beyond' })
    expect(fillPercent({ distanceMm: Number.NaN, ...geometry }).valid).toBe(false)
    expect(fillPercent({ distanceMm: 300, emptyMm: 200, fullMm: 200, blindMm: 30 }).valid).toBe(false)
  })
})

test.each(vectors['bin.ultrasonicDistance'])('echo $id', ({ input, expected, tolerance }) => {
  const found = ultrasonicDistance(input)
  expect(Math.abs(found.speedMs - expected.speedMs)).toBeLessThanOrEqual(tolerance)
  expect(Math.abs(found.distanceMm - expected.distanceMm)).toBeLessThanOrEqual(tolerance)
})

test.each(vectors['bin.hysteresis'])('hysteresis $id', ({ input, expected }) => {
  expect(hysteresis(input)).toEqual(expected)
})

describe('outliers', () => {
  test.each(vectors['bin.hampel'])('$id', ({ input, expected }) => {
    expect(hampel(input)).toEqual(expected.outlierIndexes)
  })

  test('none in nothing, none in a level series', () => {
    const settings = { halfWindow: 3, k: 3, minScale: 2 }
    expect(hampel({ series: [], ...settings })).toEqual([])
    expect(hampel({ series: [5, 5, 5, 5], ...settings })).toEqual([])
    expect(hampel({ series: [5, 5, 12, 5], ...settings })).toEqual([2])
  })
})

describe('collections', () => {
  test.each(vectors['bin.collection'])('$id', ({ input, expected }) => {
    expect(collections(input)).toEqual(expected)
  })

  test('the last value waits for its confirmation, one low echo is no collection', () => {
    const rule = { minDrop: 40, maxAfter: 25, confirm: 2 }
    expect(collections({ series: [80, 3], ...rule })).toEqual([])
    expect(collections({ series: [80, 3, 81, 82], ...rule })).toEqual([])
    expect(collections({ series: [65, 25, 25], ...rule })).toEqual([{ index: 1, before: 65, after: 25 }])
  })
})

describe('time to full', () => {
  test.each(vectors['bin.timeToFull'])('$id', ({ input, expected }) => {
    const found = timeToFull(input)!
    const near = (value: number | null, wanted: number) =>
      expect(Math.abs(value! - wanted)).toBeLessThanOrEqual(0.01 * Math.abs(wanted))
    near(found.slopePerHour, expected.slopePerHour)
    near(found.interceptPercent, expected.interceptPercent)
    near(found.levelNow, expected.levelNow)
    near(found.hoursToTarget, expected.hoursTo80)
    near(found.hoursTo100, expected.hoursTo100)
  })

  test('a container that does not fill has no time; one above the target is there', () => {
    expect(timeToFull({ hours: [0, 4], fill: [30, 20], nowH: 4, target: 80 })?.hoursToTarget).toBeNull()
    expect(timeToFull({ hours: [0, 4], fill: [80, 90], nowH: 4, target: 80 })?.hoursToTarget).toBe(0)
    expect(timeToFull({ hours: [3], fill: [30], nowH: 4, target: 80 })).toBeNull()
  })
})
