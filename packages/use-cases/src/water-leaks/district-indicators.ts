import { instantOf, localDay } from '@trame/domain'
import {
  defineIndicator,
  type IndicatorWindow,
  numberOf,
  type Point,
  pointsOf,
  type Subject,
  within,
} from '../define-indicator.ts'
import { mean, median } from '../nearest-rank.ts'
import { usedIn } from './index-reading.ts'
import { networkPerformance } from './network-performance.ts'
import { type District, minimumNightFlow, nightBalance } from './night-flow.ts'
import { nightFlowChange } from './night-flow-change.ts'
import { nightly } from './nightly.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const quarterMs = 900_000
/** Fewer meters are no aggregate: what a household uses by the hour is its own affair. */
const leastMeters = 5

const of = { assetType: 'waterDistrict' } as const

/** From two to five in the morning of the day on which a night ends. */
function quietHours({ from, timeZone }: { from: number; timeZone: string }) {
  const day = localDay(timeZone, from) + 1
  return { from: instantOf(timeZone, day, 120, 'first'), to: instantOf(timeZone, day, 300, 'first') }
}

/** Means of quarters of an hour; null where nothing was heard. */
function quarters(points: readonly Point[], from: number, to: number): (number | null)[] {
  const count = Math.round((to - from) / quarterMs)
  return Array.from({ length: count }, (_, i) => {
    const begin = from + i * quarterMs
    return mean(within(points, { from: begin, to: begin + quarterMs }).map(({ value }) => value))
  })
}

export function districtOf(subject: Subject): District {
  return {
    properties: numberOf(subject, 'properties') ?? 0,
    nightUseLitresPerHour: numberOf(subject, 'nightUse') ?? 1.7,
    nonHouseholdM3h: numberOf(subject, 'nonHousehold') ?? 0,
    n1: numberOf(subject, 'n1') ?? 1,
  }
}

const kPaPerMetre = 9.80665

export const nightFlow = defineIndicator({
  fr: 'Débit minimal de nuit et fuites',
  en: 'Minimum night flow and leakage',
  of,
  every: 'night',
  inputs: { flow: { property: 'water.flow' }, pressure: { property: 'water.pressure', optional: true } },
  computes: ['water.nightFlow.minimum', 'water.nightFlow.leak', 'water.leakage'],
  formula: {
    fr: 'Plus basse moyenne glissante d’une heure entre 2 h et 5 h, moins logements × 1,7 L/h et usages connus ; par jour : × 24 × (P jour / P nuit)^N1',
    en: 'Lowest moving mean of one hour between 2 and 5 a.m., less properties × 1.7 L/h and known uses; a day: × 24 × (day P / night P)^N1',
    source: 'IWA, minimum night flow',
  },
  compute({ inputs, subject, ...period }) {
    const quiet = quietHours(period)
    const lowest = minimumNightFlow(quarters(pointsOf(inputs.flow), quiet.from, quiet.to))
    if (lowest === null) return {}
    const pressure = within(pointsOf(inputs.pressure), period)
    const metres = (points: readonly Point[]) => {
      const kPa = mean(points.map(({ value }) => value))
      return kPa === null ? undefined : kPa / kPaPerMetre
    }
    const atNight = metres(within(pressure, quiet))
    const all = metres(pressure)
    const balance = nightBalance(lowest.flow, {
      ...districtOf(subject),
      ...(atNight !== undefined && all !== undefined && { nightPressureM: atNight, dayPressureM: all }),
    })
    return {
      'water.nightFlow.minimum': lowest.flow,
      'water.nightFlow.leak': balance.nightLeakM3h,
      'water.leakage': balance.dailyLeakM3,
    }
  },
})

const changes = { unknown: null, usual: 0, slowLeak: 1, burst: 2 } as const

export const nightFlowRise = defineIndicator({
  fr: 'Hausse du débit de nuit',
  en: 'Rise of the night flow',
  of,
  every: 'night',
  inputs: { minimum: { property: 'water.nightFlow.minimum', beforeMs: 28 * dayMs } },
  computes: ['water.nightFlow.rise', 'water.nightFlow.change'],
  formula: {
    fr: 'Médiane de 7 nuits moins médiane de 28 nuits ; fuite lente au-delà de max(0,5 m³/h ; 15 %), casse quand une seule nuit en fait le double',
    en: 'Median of 7 nights less median of 28; slow leak over max(0.5 m³/h, 15%), burst when one night makes twice that',
  },
  compute({ inputs, ...period }) {
    const minima = nightly(pointsOf(inputs.minimum), period, 28)
    if (minima.at(-1) === null) return {}
    const change = nightFlowChange(minima)
    return {
      'water.nightFlow.rise': change.kind === 'unknown' ? null : change.riseM3h,
      'water.nightFlow.change': changes[change.kind],
    }
  },
})

export const balance = defineIndicator({
  fr: 'Bilan du secteur',
  en: 'Balance of the district',
  of,
  every: 'day',
  inputs: {
    flow: { property: 'water.flow', grain: 'hour' },
    meters: { property: 'water.volume', from: { assetType: 'customerMeter' }, beforeMs: 3 * hourMs },
  },
  computes: ['water.supplied', 'water.delivered'],
  formula: {
    fr: 'Débit d’entrée sommé par heure ; consommation médiane des compteurs télérelevés × logements, à partir de 5 compteurs',
    en: 'Inflow summed by the hour; median use of remotely read meters × properties, from 5 meters on',
  },
  compute: ({ inputs, subject, from, to }) => ({
    'water.supplied': suppliedIn(inputs.flow, from, to),
    'water.delivered': deliveredIn(inputs.meters, subject, from, to),
  }),
})

/** A missing hour is filled with the mean of the others, up to a quarter of them; domain.md 1: capture of 75 %. */
function suppliedIn(flow: IndicatorWindow['inputs'][string], from: number, to: number): number | null {
  const hours = within(pointsOf(flow ?? []), { from, to })
  const expected = Math.round((to - from) / hourMs)
  if (hours.length < 0.75 * expected) return null
  return mean(hours.map(({ value }) => value))! * expected
}

function deliveredIn(
  meters: IndicatorWindow['inputs'][string],
  subject: Subject,
  from: number,
  to: number,
): number | null {
  const used = (meters ?? []).flatMap(({ points }) => usedIn(points, from, to) ?? [])
  const properties = numberOf(subject, 'properties')
  if (used.length < leastMeters || properties === null) return null
  // The home in the middle: one cistern that runs all day is not everybody's.
  return median(used)! * properties
}

export const performance = defineIndicator({
  fr: 'Rendement et indices linéaires',
  en: 'Yield and linear indices',
  of,
  every: 'month',
  inputs: { supplied: { property: 'water.supplied' }, delivered: { property: 'water.delivered' } },
  computes: ['water.yield', 'water.yieldThreshold', 'water.linearLoss', 'water.linearConsumption'],
  formula: {
    fr: 'Rendement P104.3 = consommé / mis en distribution ; ILP P106.3 = perdu / jour / km ; seuil = min(85 ; 65 + ILC / 5), 70 en ZRE',
    en: 'Yield P104.3 = delivered / supplied; linear loss P106.3 = lost / day / km; threshold = min(85, 65 + ILC / 5), 70 in a ZRE',
    source: 'Décret 2012-97 ; SISPEA P104.3, P106.3',
  },
  compute({ inputs, subject, ...period }) {
    const delivered = new Map(within(pointsOf(inputs.delivered), period).map(({ at, value }) => [at, value]))
    // Only days on which both are known: a missing meter is no leak.
    const days = within(pointsOf(inputs.supplied), period).filter(({ at }) => delivered.has(at))
    if (days.length === 0) return {}
    const inZre = subject.attributes.inZre === true
    const authorised = days.reduce((sum, { at }) => sum + delivered.get(at)!, 0)
    const { yieldPercent, linearLoss, linearConsumption, thresholdPercent, thresholdZrePercent } =
      networkPerformance({
        producedM3: days.reduce((sum, { value }) => sum + value, 0),
        importedM3: 0,
        exportedM3: 0,
        domesticM3: authorised,
        nonDomesticM3: 0,
        unmeteredM3: (authorised * (numberOf(subject, 'unmetered') ?? 0)) / 100,
        serviceM3: 0,
        mainsKm: numberOf(subject, 'mainsKm') ?? 0,
        days: days.length,
      })
    return {
      'water.yield': yieldPercent,
      'water.yieldThreshold': inZre ? thresholdZrePercent : thresholdPercent,
      'water.linearLoss': linearLoss,
      'water.linearConsumption': linearConsumption,
    }
  },
})
