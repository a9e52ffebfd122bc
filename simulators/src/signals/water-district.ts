import { crossCorrelation } from '@trame/use-cases'
import { gaussian, hash32, noiseAt, randomFor } from '../random.ts'
import { leakFlowM3h, type Stories } from '../stories/stories.ts'
import { distanceM, type Position } from '../wire/position.ts'
import { dayMs, hourMs, localTime, minuteMs } from '../world/local-time.ts'
import type { World } from '../world/world.ts'
import { periodic, profile, type Source } from './signal.ts'

/** A part of the network behind one meter, as data. */
export interface DistrictOptions {
  key: string
  properties: number
  /** Where its pipes are: a leak opens near one of them. */
  spots: readonly Position[]
  /** The leak of the story runs out of this one. */
  ofStory: boolean
}

export interface TownLeak {
  position: Position
  from: number
  until: number
  /** m3/h at an instant. */
  flow: number
  /** dB at the hole. */
  sourceDb: number
}

const begin = Date.parse('2026-01-05T00:00:00Z')
/** One leak at a time in a district, every three weeks or so, found and mended within one or two. */
const everyMs = 24 * dayMs
/** What runs out of old joints for ever, m3/h of a home: no logger hears it. */
const seepingM3h = 0.0016

/** Leaks of a district at an instant: those of the years, and that of the story. Truth: for signals and the ledger only. */
export function leaksAt({ key, spots, ofStory }: DistrictOptions, stories: Stories, at: number): TownLeak[] {
  const leaks: TownLeak[] = []
  const slot = Math.floor((at - begin) / everyMs)
  const random = randomFor(key, 'leak', slot)
  const from = begin + slot * everyMs + random() * 6 * dayMs
  const until = from + (13 + random() * 5) * dayMs
  const spot = spots[Math.floor(random() * spots.length)]
  const [m3h, growth, loud] = [0.6 + 1.6 * random(), 0.05 + 0.15 * random(), 46 + 10 * random()]
  if (spot && at >= from && at < until) {
    const weeks = (at - from) / (7 * dayMs)
    leaks.push({
      position: spot,
      from,
      until,
      flow: m3h * (1 + growth) ** weeks,
      sourceDb: loud + 1.5 * weeks,
    })
  }
  const story = ofStory ? stories.leak(at) : null
  if (story)
    leaks.push({
      position: stories.scenes.leak,
      from: story.since,
      until: Number.POSITIVE_INFINITY,
      flow: leakFlowM3h * story.strength,
      sourceDb: 20 + 35 * story.strength,
    })
  return leaks
}

const use = [
  [0, 0.3],
  [2, 0.14],
  [4, 0.12],
  [5.5, 0.35],
  [7, 2.2],
  [9, 1.2],
  [12, 1.3],
  [14, 0.9],
  [19, 1.9],
  [22, 0.8],
] as const
const litresADay = 330

/** Inflow of a district and the pressure behind its meter: what people draw, and what runs away with the pressure. */
export function districtMeterSource(seed: number, district: DistrictOptions, stories: Stories): Source {
  const restKPa = 420
  const leakOf = (at: number) => leaksAt(district, stories, at).reduce((sum, leak) => sum + leak.flow, 0)
  const signal = (at: number) => {
    const { hour, weekday } = localTime(at)
    const weekend = weekday === 0 || weekday === 6 ? 1.08 : 1
    const mean = (district.properties * litresADay) / 24_000
    const drawn = mean * profile(use, hour) * weekend * Math.max(0.3, 1 + noiseAt(seed, at, 0.06))
    const pressure = restKPa - 1.1 * drawn - 3 * leakOf(at) + noiseAt(seed ^ 1, at, 2)
    const leaking = leakOf(at) + district.properties * seepingM3h
    const flow = drawn + leaking * (Math.max(50, pressure) / restKPa)
    return {
      'water.flow': Math.round(flow * 1000) / 1000,
      'water.pressure': Math.round(pressure * 10) / 10,
      'battery.level': 91,
    }
  }
  return {
    ...periodic(15 * minuteMs, seed, signal),
    truth: (at) => ({ leakage: `${Math.round(leakOf(at) * 10) / 10} m3/h` }),
  }
}

/** dB that a metre of pipe takes; streets are no straight lines. */
const lossPerM = (material: string) => (/pvc|pe/i.test(material) ? 0.3 : 0.05) * 1.3

/** What of a leak reaches a place along such pipes, dB. */
export const heardDb = (leak: TownLeak, position: Position, material: string) =>
  leak.sourceDb - distanceM(position, leak.position) * lossPerM(material)

/** Two loggers and the pipe between them: each night their recordings are laid over each other. */
export interface PairOptions {
  district: DistrictOptions
  first: Position
  second: Position
  lengthM: number
  /** As it is, which the register does not know exactly. */
  celerityMs: number
  material: string
}

const perSecond = 2048

export function loggerPairSource(
  seed: number,
  { district, first, second, lengthM, celerityMs, material }: PairOptions,
  stories: Stories,
): Source {
  const reportAt = 4 * hourMs + (seed % (20 * minuteMs))
  return {
    intervalMs: dayMs,
    signal(at) {
      const random = randomFor('pair', hash32(String(seed)), Math.floor(at / dayMs))
      const maxLag = Math.ceil((lengthM / celerityMs) * perSecond * 1.2)
      const source = Array.from({ length: perSecond + 4 * maxLag }, () => gaussian(random))
      const leak = leaksAt(district, stories, at).at(-1)
      const at1 = leak ? heardDb(leak, first, material) : 0
      const at2 = leak ? heardDb(leak, second, material) : 0
      // Where on the pipe: by the distances to its ends.
      const [d1, d2] = leak ? [distanceM(leak.position, first), distanceM(leak.position, second)] : [0, 1]
      const along = leak ? Math.max(0, Math.min(lengthM, (lengthM + d1 - d2) / 2)) : 0
      const delay = ((2 * along - lengthM) / celerityMs) * perSecond
      const loud = (db: number) => (db > 12 ? Math.min(4, (db - 10) / 8) : 0)
      const half = 2 * maxLag
      const heard = (shift: number, db: number) =>
        Array.from(
          { length: perSecond },
          (_, i) => loud(db) * source[i + half - Math.round(shift)]! + gaussian(random),
        )
      const found = crossCorrelation(heard(delay / 2, at1), heard(-delay / 2, at2), maxLag, perSecond)
      return {
        // B lags behind A by tB - tA; what is said is tA - tB.
        'leak.delay': Math.round(-(found?.delayS ?? 0) * 10_000) / 10,
        'leak.correlation': Math.round((found?.peakRatio ?? 0) * 10) / 10,
        'battery.level': 90,
      }
    },
    next: (after) => (Math.floor((after - reportAt) / dayMs) + 1) * dayMs + reportAt,
  }
}

const installed = Date.parse('2026-01-01T00:00:00Z')

/** One home: nights without a drop, mornings and evenings, and in some of them a cistern that never closes. */
export function customerMeterSource(key: string, seed: number, world: World): Source {
  const random = randomFor(key, 'home')
  const litres = 250 + 150 * random()
  const cistern =
    random() < 0.2
      ? { from: random() * 60, days: 8 + random() * 20, litresPerHour: Math.round(5 + 20 * random()) }
      : null
  const totals: number[] = [0]
  const hourly = (hour: number) => {
    const at = installed + hour * hourMs
    const own = randomFor(key, 'hour', hour)
    const { hour: clock } = localTime(at)
    const night = clock < 5.5
    const share = profile(use, clock) / 24
    const draws = night && own() < 0.9 ? 0 : Math.round(litres * share * (0.4 + 1.2 * own()))
    return draws + (cistern && leaksIn(cistern, at) ? cistern.litresPerHour : 0)
  }
  /** Litres since it was installed; a whole hour is drawn evenly. */
  const total = (at: number) => {
    const hours = Math.max(0, (at - installed) / hourMs)
    const whole = Math.floor(hours)
    for (let hour = totals.length; hour <= whole + 1; hour++)
      totals.push(totals[hour - 1]! + hourly(hour - 1))
    return Math.floor(totals[whole]! + (totals[whole + 1]! - totals[whole]!) * (hours - whole))
  }
  return {
    ...periodic(hourMs, seed, (at) => ({
      'water.volume': total(at) / 1000,
      'pulse.total': total(at),
      'water.temperature': Math.round((10 + world.weather(at - 3 * dayMs).temperature * 0.25) * 10) / 10,
      'water.leak': 0,
      'battery.level': 97,
      battery: 3.6,
    })),
    truth: (at) => ({ behindMeter: cistern && leaksIn(cistern, at) ? 'leaking' : 'sound' }),
  }
}

/** Again every ninety days, so that any month has some. */
const leaksIn = ({ from, days }: { from: number; days: number }, at: number) => {
  const day = (((at - installed) / dayMs) % 90) - from
  return day >= 0 && day < days
}
