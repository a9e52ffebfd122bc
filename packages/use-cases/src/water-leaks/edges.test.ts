import { expect, test } from 'vitest'
import { abnormalUse } from './abnormal-use.ts'
import { materialOf, typicalCelerity } from './celerity.ts'
import { locate, locateAlong, locateWithin } from './correlation.ts'
import { crossCorrelation } from './cross-correlation.ts'
import { continuousFlow } from './customer-leak.ts'
import { leakLimits, leakStates } from './leak-state.ts'
import { networkPerformance } from './network-performance.ts'
import { minimumNightFlow, nightBalance } from './night-flow.ts'
import { nightFlowChange } from './night-flow-change.ts'
import { nightStatistics } from './night-statistics.ts'

test('a night of nothing has no statistics, and tied modes give the quieter one', () => {
  expect(nightStatistics([])).toBeNull()
  expect(nightStatistics([Number.NaN])).toBeNull()
  expect(nightStatistics([12])).toMatchObject({ n: 1, p05: 12, mode: 12, spread: 0 })
  expect(nightStatistics([9, 9, 7, 7, 30])?.mode).toBe(7)
})

test('without a given baseline it is the median of what was quiet, and a leak does not raise it', () => {
  const quiet = Array.from({ length: 10 }, () => ({ p05: 6, spread: 15 }))
  const leak = Array.from({ length: 40 }, () => ({ p05: 15, spread: 4 }))
  const verdicts = leakStates([...quiet, ...leak])
  expect(verdicts[9]).toEqual({ state: 'NO_LEAK', missing: false, baseline: 6 })
  expect(verdicts.at(-1)).toEqual({ state: 'LEAK', missing: false, baseline: 6 })
})

test('one leak-like night within a repair begins the two quiet nights anew', () => {
  const loud = { p05: 25, spread: 4 }
  const calm = { p05: 8, spread: 14 }
  const states = leakStates([loud, loud, loud, calm, loud, calm, null, calm], leakLimits)
  expect(states.map(({ state }) => state)).toEqual([
    'WATCH',
    'WATCH',
    'LEAK',
    'LEAK',
    'LEAK',
    'LEAK',
    'LEAK',
    'NO_LEAK',
  ])
})

test('outside the pair: only the side is known', () => {
  expect(locate(100, 1200, 0.1)).toEqual({ fromNearSensorM: -10, inside: false })
  const segments = [
    { lengthM: 60, celerityMs: 1200 },
    { lengthM: 40, celerityMs: 350 },
  ]
  expect(locateAlong(segments, -0.5).inside).toBe(false)
  expect(locateAlong(segments, -0.5).fromAM).toBeLessThan(0)
  expect(locateAlong(segments, 0.5).fromAM).toBeGreaterThan(100)
})

test('in the middle the celerity matters little, near one end much; the clock always', () => {
  const pipe = [{ lengthM: 200, celerityMs: 1200 }]
  const exact = { celerityShare: 0.1, clockS: 0, lengthShare: 0 }
  expect(locateWithin(pipe, 0, exact).sigmaM).toBeCloseTo(0, 6)
  expect(locateWithin(pipe, 0.1, exact).sigmaM).toBeCloseTo(6, 1)
  expect(locateWithin(pipe, 0, { celerityShare: 0, clockS: 0.001, lengthShare: 0 }).sigmaM).toBeCloseTo(
    0.6,
    6,
  )
})

test('the transform finds what the direct sum finds', () => {
  let seed = 12345
  const random = () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return seed / 0x7fffffff - 0.5
  }
  const source = Array.from({ length: 5000 }, random)
  const a = source.slice(0, 4000)
  const b = [...Array.from({ length: 200 }, random), ...source.slice(0, 3800)].map((x) => x + random())
  const long = crossCorrelation(a, b, 500, 4096)
  const short = crossCorrelation(a.slice(0, 190), b.slice(0, 390), 210, 4096)
  expect(long?.lag).toBe(200)
  expect(short?.lag).toBe(200)
  expect(crossCorrelation([0, 0, 0], [0, 0, 0], 2, 1)).toBeNull()
  expect(crossCorrelation([], [1], 2, 1)).toBeNull()
})

test('a quarter that is missing spoils its hour, and a night without an hour has no minimum', () => {
  expect(minimumNightFlow([1, 1, null, 1, 5, 5, 5, 5])).toEqual({ flow: 4, windowStart: 3 })
  expect(minimumNightFlow([1, 1, 1])).toBeNull()
  expect(minimumNightFlow([0.3, 0.1, 0.2, 0.3, 0.3, 0.1])?.windowStart).toBe(0)
})

test('the exponent turns pressure into leakage', () => {
  const by = (n1: number) =>
    nightBalance(10, { properties: 0, n1, nightPressureM: 50, dayPressureM: 25 }).dailyLeakM3
  expect(by(1)).toBeCloseTo(120, 9)
  expect(by(0.5)).toBeCloseTo(240 * Math.sqrt(0.5), 9)
  expect(nightBalance(10, { properties: 0 }).dailyLeakM3).toBe(240)
})

test('a network without mains or water says nothing instead of dividing', () => {
  const nothing = {
    producedM3: 0,
    importedM3: 0,
    exportedM3: 0,
    domesticM3: 0,
    nonDomesticM3: 0,
    unmeteredM3: 0,
    serviceM3: 0,
    mainsKm: 0,
  }
  expect(networkPerformance(nothing)).toMatchObject({ yieldPercent: null, linearLoss: null, compliant: null })
  // In a zone de répartition des eaux more is asked of the same network.
  const network = { ...nothing, producedM3: 420_000, domesticM3: 290_000, unmeteredM3: 4000, mainsKm: 310 }
  expect(networkPerformance(network).compliant).toBe(true)
  expect(networkPerformance(network, { inZre: true }).compliant).toBe(false)
})

test('exported water counts as used in the yield and as consumption in the decree', () => {
  const performance = networkPerformance({
    producedM3: 1000,
    importedM3: 0,
    exportedM3: 500,
    domesticM3: 300,
    nonDomesticM3: 0,
    unmeteredM3: 0,
    serviceM3: 0,
    mainsKm: 1,
    days: 10,
  })
  expect(performance).toMatchObject({
    yieldPercent: 80,
    linearLoss: 20,
    linearConsumption: 80,
    lossesM3: 200,
  })
})

test('continuous flow: a gap or another meter begins a new run, 72 hours confirm', () => {
  const steady = (hours: number, from = 0) => Array.from({ length: hours + 1 }, (_, hour) => from + 5 * hour)
  expect(continuousFlow(steady(72), { hours: 72 })).toMatchObject({ flag: true, flagAtHour: 72 })
  expect(continuousFlow(steady(24))).toMatchObject({ flag: true, wasteLitresPerDay: 120 })
  expect(continuousFlow([...steady(20), null, ...steady(20, 105)])).toMatchObject({
    flag: false,
    longestRunH: 20,
  })
  expect(continuousFlow([...steady(20, 1000), ...steady(20)])).toMatchObject({ flag: false })
  expect(continuousFlow([])).toEqual({
    flag: false,
    flagAtHour: null,
    longestRunH: 0,
    minHourlyL: null,
    wasteLitresPerDay: 0,
  })
})

test('Warsmann: nothing is said of a household without a past', () => {
  expect(abnormalUse(100, [])).toEqual({ meanM3: null, abnormal: null })
  expect(abnormalUse(81, [40])).toEqual({ meanM3: 40, abnormal: true })
  expect(abnormalUse(80, [40])).toEqual({ meanM3: 40, abnormal: false })
})

test('a burst is told in one night, a slow leak by its week, a usual month by neither', () => {
  const usual = Array.from({ length: 28 }, (_, night) => 4 + 0.1 * (night % 3))
  expect(nightFlowChange(usual).kind).toBe('usual')
  expect(nightFlowChange([...usual, 9])).toMatchObject({ kind: 'burst' })
  expect(nightFlowChange([...usual.slice(0, 21), 4.9, 5, 5, 5.1, 5, 5.1, 5])).toMatchObject({
    kind: 'slowLeak',
  })
  expect(nightFlowChange([4, null, 4]).kind).toBe('unknown')
})

test('materials by the names of a register', () => {
  expect(['Fonte ductile', 'fonte grise', 'PVC', 'PEHD', 'plomb'].map(materialOf)).toEqual([
    'ductileIron',
    'greyIron',
    'pvc',
    'pe100',
    null,
  ])
  expect(typicalCelerity('ductileIron', 100)).toBeGreaterThan(1150)
  expect(typicalCelerity('pe100', 110)).toBeLessThan(350)
})
