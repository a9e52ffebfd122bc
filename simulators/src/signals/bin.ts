import { solarBattery } from '../fleet/solar-battery.ts'
import { instant } from '../ledger/ledger.ts'
import { gaussian, noiseAt, randomFor } from '../random.ts'
import { noTours, type Tours } from '../tours/tours.ts'
import { dayMs, hourMs, localTime, startOfDay } from '../world/local-time.ts'
import type { World } from '../world/world.ts'
import { echoOf, heardM } from './bin-probe.ts'
import { periodic, profile, type Source } from './signal.ts'

/** Where people throw things away, hour by hour (share of the day). */
const habit = [
  [0, 0.1],
  [6, 0.2],
  [8, 1.4],
  [12, 1.3],
  [15, 1],
  [18, 2.1],
  [21, 0.8],
  [23, 0.2],
] as const

export interface BinOptions {
  /** Sensor to bottom when empty and to waste when full, in metres. */
  emptyM: number
  fullM: number
  /** Weekdays (0 = Sunday) on which the truck passes, at this local hour. */
  rounds: readonly number[]
  roundHour: number
  /** Share of readings whose echo comes from elsewhere; such probes also get a bag before them at times. */
  falseEchoes?: number
  /** By the lake: full of guests in July and August, and its probe lives on a panel. */
  seasonal?: boolean
}

/** What else happens to a bin. */
export interface BinLife {
  /** How many times more than usual is thrown away. */
  crowd(at: number): number
  /** 0 = none, 1 = in the middle of it. */
  fire(at: number): number
  tours: Tours
}
const quietLife: BinLife = { crowd: () => 1, fire: () => 0, tours: noTours }

const guests = 6
/** What each further crowd as large as usual throws away, per cent a day: of guests, whatever the neighbours leave. */
const crowdRate = 20
const firstOfJuly = 182
const lastOfAugust = 243
/** What the probe under the lid tells in the middle of a fire, just below the end of its scale. */
const fireCelsius = 78

export function binSource(
  key: string,
  seed: number,
  world: World,
  options: BinOptions,
  { crowd, fire, tours }: BinLife = quietLife,
): Source {
  const random = randomFor(key, 'bin')
  // Per cent a day: most are half full at their round, a few overflow before it.
  const rate = Math.max(3, gaussian(random, 12, 5))

  const roundBefore = (at: number) => {
    for (let day = startOfDay(at); ; day = startOfDay(day - 2 * hourMs)) {
      const round = day + options.roundHour * hourMs
      if (tours.replaces(round)) continue
      if (round <= at && options.rounds.includes(localTime(day + 12 * hourMs).weekday)) return round
    }
  }

  function emptiedBefore(at: number) {
    const round = roundBefore(at)
    const passage = tours.emptied(key, at)
    return passage && passage.at > round ? { at: passage.at, by: passage.tour } : { at: round, by: 'round' }
  }

  function fillAt(at: number) {
    const { at: emptied } = emptiedBefore(at)
    let fill = 2
    for (let hour = emptied; hour < at; hour += hourMs) {
      const local = localTime(hour)
      const busy = local.weekday === 6 || local.weekday === 0 ? 1.3 : 1
      const season = options.seasonal && isHighSeason(local.dayOfYear) ? guests : 1
      const share = Math.min(1, (at - hour) / hourMs)
      const lot = 0.4 + 1.2 * randomFor(key, Math.floor(hour / hourMs))()
      const daily = rate * season + (crowd(hour) - 1) * crowdRate
      fill += (share * (daily / 24) * profile(habit, local.hour) * busy * lot) / 0.95
    }
    return Math.min(98, fill)
  }

  const fillState = (at: number) => {
    const fill = fillAt(at)
    if (fill >= 98) return 'overflowing'
    return fill >= 80 ? 'above 80 %' : fill >= 70 ? 'above 70 %' : 'below 70 %'
  }
  const source = periodic(hourMs, seed, (at) => {
    const fill = fillAt(at)
    const air = world.weather(at).temperature
    const waste = options.emptyM - (fill / 100) * (options.emptyM - options.fullM)
    const echo = echoOf(key, at, options.falseEchoes ?? 0)
    const distance =
      heardM(echo, key, at, waste, options.emptyM) + (echo === 'blocked' ? 0 : noiseAt(seed, at, 0.015))
    return {
      distance: Math.max(0.05, Math.round(distance * 1000) / 1000),
      'air.temperature': air + (fireCelsius - air) * fire(at) + noiseAt(seed ^ 5, at, 0.3),
      'bin.tilted': 0,
      'battery.level': Math.max(5, 100 - ((at / dayMs) % 1400) / 15),
      battery: 3.6,
    }
  })
  const truth = (at: number) => {
    const emptied = emptiedBefore(at)
    return {
      fill: fillState(at),
      emptied: `${instant(emptied.at)} by ${emptied.by}`,
      ...(options.falseEchoes && { echo: echoOf(key, at, options.falseEchoes) }),
      fire: fire(at) > 0 ? 'burning' : 'none',
    }
  }
  return { ...source, truth, ...(options.seasonal && { battery: solarBattery(key) }) }
}

const isHighSeason = (dayOfYear: number) => dayOfYear >= firstOfJuly && dayOfYear <= lastOfAugust
