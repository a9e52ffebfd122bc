import { expect, test } from 'vitest'
import { abnormalUse } from './abnormal-use.ts'
import { celerity } from './celerity.ts'
import { locate, locateAlong } from './correlation.ts'
import { crossCorrelation } from './cross-correlation.ts'
import { continuousFlow } from './customer-leak.ts'
import { leakStates } from './leak-state.ts'
import { networkPerformance, yieldThreshold } from './network-performance.ts'
import { minimumNightFlow, nightBalance } from './night-flow.ts'
import { nightStatistics } from './night-statistics.ts'
import vectors from './vectors.json' with { type: 'json' }

/** Of the vectors: sim.prng. */
function mulberry32(seed: number) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const near = (actual: number | null | undefined, expected: number, tolerance: number) =>
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(tolerance + 1e-9)

test.each(vectors['leak.nightStats'])('leak.nightStats $id', ({ input, expected }) => {
  const { mode1dB, spreadP95P05, ...rest } = expected
  expect(nightStatistics(input.levelsDb)).toEqual({ ...rest, mode: mode1dB, spread: spreadP95P05 })
})

test.each(vectors['leak.state'])('leak.state $id', ({ input, expected }) => {
  const verdicts = leakStates(input.nights, {
    baseline: input.baselineDb,
    deltaDb: input.deltaDb,
    absoluteDb: input.absThresholdDb,
    maxSpreadDb: input.maxSpreadDb,
    confirmNights: input.confirmNights,
    clearNights: input.clearNights,
  })
  expect(verdicts.map(({ state, missing }) => `${state}${missing ? '?' : ''}`)).toEqual(expected)
})

test.each(vectors['leak.correlate'])('leak.correlate $id', ({ input, expected, tolerance }) => {
  const { fromNearSensorM, inside } = locate(input.distanceM, input.celerityMs, input.delayS)
  near(fromNearSensorM, expected.fromNearSensorM, tolerance)
  expect(inside).toBe(expected.inside)
})

test.each(vectors['leak.correlateMixed'])('leak.correlateMixed $id', ({ input, expected, tolerance }) =>
  near(locateAlong(input.segments, input.delayS_tA_minus_tB).fromAM, expected.fromAM, tolerance),
)

test.each(vectors['leak.celerity'])('leak.celerity $id', ({ input, expected }) =>
  near(celerity({ ...input, densityKgM3: input.rho }), expected.ms, expected.ms * 0.005),
)

test.each(vectors['leak.crossCorrelation'])('leak.crossCorrelation $id', ({ input, expected }) => {
  const source = mulberry32(input.sourceSeed)
  const noise = mulberry32(input.noiseSeed)
  const src = Array.from({ length: 460 }, () => source() - 0.5)
  const a = Array.from({ length: input.n }, (_, i) => src[i + 37]! + 0.3 * (noise() - 0.5))
  const found = crossCorrelation(a, src.slice(0, input.n), 60, input.fsHz)
  expect(found?.lag).toBe(expected.lag)
  near(found?.delayS, expected.delayS, 5e-7)
})

test.each(vectors['water.networkKpi'])('water.networkKpi $id', ({ input, expected, tolerance }) => {
  const performance = networkPerformance(input)
  near(performance.yieldPercent, expected.rendementP104_3, tolerance)
  near(performance.linearLoss, expected.ilpP106_3, tolerance)
  near(performance.linearUncounted, expected.ilvncP105_3, tolerance)
  near(performance.linearConsumption, expected.ilc, tolerance)
  near(performance.lossesM3, expected.lossesM3, tolerance)
  near(performance.thresholdPercent, expected.thresholdPercent, tolerance)
  near(performance.thresholdZrePercent, expected.thresholdZrePercent, tolerance)
  expect(performance.compliant).toBe(expected.compliant)
})

test.each(vectors['water.threshold'])('water.threshold $id', ({ input, expected }) =>
  expect(yieldThreshold(input.ilc)).toEqual(expected),
)

test.each(vectors['water.mnf'])('water.mnf $id', ({ input, expected, tolerance }) => {
  if (input.q15minM3h) {
    const found = minimumNightFlow(input.q15minM3h)
    near(found?.flow, expected.mnfM3h!, tolerance)
    expect(found?.windowStart).toBe(expected.windowStartIndex)
    return
  }
  const balance = nightBalance(input.mnfM3h!, {
    properties: input.properties!,
    nightUseLitresPerHour: input.nightUseLPerPropH!,
    nonHouseholdM3h: input.nonHouseholdM3h!,
    n1: input.n1!,
    nightPressureM: input.nightPressureM!,
    dayPressureM: input.meanDayPressureM!,
  })
  near(balance.legitimateM3h, expected.legitimateM3h!, tolerance)
  near(balance.nightLeakM3h, expected.nightLeakM3h!, tolerance)
  near(balance.dailyLeakM3, expected.dailyLeakM3!, tolerance)
})

test.each(vectors['water.customerLeak'])('water.customerLeak $id', ({ input, expected }) =>
  expect(continuousFlow(input.hourlyIndexL, input)).toMatchObject(expected),
)

test.each(vectors['water.warsmann'])('water.warsmann $id', ({ input, expected, tolerance }) => {
  const { meanM3, abnormal } = abnormalUse(input.volumeSinceLastM3, input.samePeriodPrevious3y)
  near(meanM3, expected.mean, tolerance)
  expect(abnormal).toBe(expected.abnormal)
})
