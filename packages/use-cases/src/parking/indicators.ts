import { defineIndicator, numberOf, pointsOf, within } from '../define-indicator.ts'
import { hour, minute } from '../durations.ts'
import { correctionsOf, growthOf } from './count.ts'
import { parkingMetrics } from './metrics.ts'
import {
  barrierCountOf,
  type CountInputs,
  fullness,
  heldUntil,
  type OccupancyPoint,
  occupancyOfBarriers,
  occupancyOfBays,
  occupiedTime,
} from './occupancy.ts'

const carPark = { assetType: 'carPark' } as const
const bays = { assetType: 'parkingBay' } as const
/** A bay that has said nothing for three heartbeats of two hours is not known. */
const bayMemoryMs = 6 * hour
/** A known count is a day old at most, and may be missed once. */
const countMemoryMs = 48 * hour

const countInputs = {
  entries: { property: 'parking.entries', beforeMs: countMemoryMs, optional: true },
  exits: { property: 'parking.exits', beforeMs: countMemoryMs, optional: true },
  known: { property: 'parking.known', beforeMs: countMemoryMs, optional: true },
} as const
const bayInput = { property: 'parking.occupied', from: bays, beforeMs: bayMemoryMs, optional: true } as const

interface CountWindow {
  from: number
  to: number
  timeZone: string
  subject: Parameters<typeof barrierCountOf>[0]
  inputs: CountInputs
}

const occupancyOf = ({ subject, inputs, timeZone, from, to }: CountWindow): OccupancyPoint[] =>
  subject.attributes.countedBy === 'bays'
    ? occupancyOfBays(inputs.bays)
    : occupancyOfBarriers(barrierCountOf(subject, inputs, { from: from - countMemoryMs, to }, timeZone))

export const free = defineIndicator({
  fr: 'Places libres',
  en: 'Free places',
  of: carPark,
  every: 'change',
  inputs: { ...countInputs, bays: bayInput },
  computes: ['parking.free', 'parking.occupancy', 'parking.full'],
  formula: {
    fr: 'capacité − (dernier comptage connu + entrées − sorties), entre 0 et la capacité ; ou capacité − places occupées. Complet à 3 places libres, rouvert à 8',
    en: 'capacity − (last known count + entries − exits), between 0 and the capacity; or capacity − taken bays. Full at 3 free places, open again at 8',
    source: 'domain.md 12.2, 12.3',
  },
  compute(window) {
    const capacity = numberOf(window.subject, 'capacity')
    if (capacity === null || capacity <= 0) return {}
    const points = occupancyOf(window).filter(({ at }) => at <= window.from)
    const last = points.at(-1)
    if (!last) return {}
    const places = Math.max(0, capacity - last.occupied)
    return {
      'parking.free': places,
      'parking.occupancy': (Math.min(capacity, last.occupied) / capacity) * 100,
      'parking.full': fullness(capacity, points).at(-1) ? 1 : 0,
    }
  },
})

export const drift = defineIndicator({
  fr: 'Dérive du comptage',
  en: 'Drift of the count',
  of: carPark,
  every: 'day',
  inputs: countInputs,
  computes: ['parking.drift', 'parking.driftShare'],
  formula: {
    fr: 'comptage connu de la nuit − comptage des barrières ; part de la capacité',
    en: 'known count of the night − count of the barriers; share of the capacity',
    source: 'domain.md 12.2',
  },
  compute({ from, to, timeZone, subject, inputs }) {
    const count = barrierCountOf(subject, inputs, { from: from - countMemoryMs, to }, timeZone)
    const corrections = within(correctionsOf(count), { from, to })
    const last = corrections.at(-1)
    return last ? { 'parking.drift': last.cars, 'parking.driftShare': last.shareOfCapacity * 100 } : {}
  },
})

export const use = defineIndicator({
  fr: 'Usage du parc',
  en: 'Use of the car park',
  of: carPark,
  every: 'day',
  inputs: { ...countInputs, bays: { ...bayInput, beforeMs: 24 * hour } },
  computes: ['parking.arrivals', 'parking.turnover', 'parking.stay', 'parking.respect', 'parking.fullTime'],
  formula: {
    fr: 'rotation = arrivées ÷ places ; durée = durée moyenne des stationnements terminés (capteurs), ou véhicules présents × temps ÷ arrivées (loi de Little, barrières) ; moins de 2 min ignoré',
    en: 'turnover = arrivals ÷ places; stay = mean of completed stays (sensors), or vehicles present × time ÷ arrivals (Little’s law, barriers); under 2 min ignored',
    source: 'domain.md 12.1',
  },
  version: 2,
  compute(window) {
    const { from, to, subject, inputs } = window
    const capacity = numberOf(subject, 'capacity')
    if (capacity === null || capacity <= 0) return {}
    const points = occupancyOf(window)
    if (points.every(({ at }) => at >= to)) return {}
    const fullTime = timeFull(capacity, points, from, to) / minute
    if (subject.attributes.countedBy === 'bays') {
      const limit = numberOf(subject, 'maxStayMin')
      const found = parkingMetrics({
        events: inputs.bays.flatMap(({ subject: bay, points: states }) =>
          states.map(({ at, value }) => ({ at, bay: bay.id, occupied: value > 0 })),
        ),
        bays: inputs.bays.map(({ subject: bay }) => bay.id),
        from,
        to,
        ...(limit !== null && { allowedMs: limit * minute }),
      })
      return {
        'parking.arrivals': found.arrivals,
        'parking.turnover': found.turnoverPerBay,
        'parking.stay': found.meanCompletedStayMs === null ? null : found.meanCompletedStayMs / minute,
        'parking.respect': found.respectRate === null ? null : found.respectRate * 100,
        'parking.fullTime': fullTime,
      }
    }
    const entered = growthOf(since(pointsOf(inputs.entries), from, to))
    const present = occupiedTime(points, from, to)
    return {
      'parking.arrivals': entered,
      'parking.turnover': entered / capacity,
      'parking.stay': present === null || entered === 0 ? null : present / entered / minute,
      'parking.fullTime': fullTime,
    }
  },
})

export const sector = defineIndicator({
  fr: 'Places libres du secteur',
  en: 'Free places of the sector',
  of: { assetType: 'parkingZone' },
  every: 'quarterHour',
  inputs: { free: { property: 'parking.free', from: carPark, beforeMs: 15 * minute } },
  computes: ['parking.free', 'parking.occupancy'],
  formula: {
    fr: 'somme des dernières places libres des parcs comptés ; occupation = 1 − libres ÷ capacité de ces parcs',
    en: 'sum of the last free places of the car parks that are counted; occupancy = 1 − free ÷ their capacity',
  },
  compute({ to, inputs }) {
    const known = inputs.free.flatMap(({ subject, points }) => {
      const last = points.findLast(({ at }) => at < to)
      return last ? { places: last.value, capacity: numberOf(subject, 'capacity') ?? last.value } : []
    })
    const capacity = known.reduce((sum, one) => sum + one.capacity, 0)
    if (capacity === 0) return {}
    const places = known.reduce((sum, one) => sum + one.places, 0)
    return {
      'parking.free': places,
      'parking.occupancy': Math.max(0, ((capacity - places) / capacity) * 100),
    }
  },
})

/** The points of a period with the one before it, from which the first grows. */
function since<P extends { at: number }>(points: readonly P[], from: number, to: number): P[] {
  const upTo = points.filter(({ at }) => at < to)
  return upTo.slice(
    Math.max(
      0,
      upTo.findLastIndex(({ at }) => at <= from),
    ),
  )
}

function timeFull(capacity: number, points: readonly OccupancyPoint[], from: number, to: number): number {
  const full = fullness(capacity, points)
  return points.reduce((sum, { at }, index) => {
    return full[index] ? sum + Math.max(0, heldUntil(points, index, to) - Math.max(from, at)) : sum
  }, 0)
}
