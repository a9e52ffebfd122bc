import { nightStatistics } from '@trame/use-cases'
import { gaussian, type Random, randomFor } from '../random.ts'
import { type Course, leakDb, leakFlow } from './course.ts'
import type { PipeNetwork } from './network.ts'

/** One message of a logger: of the samples from two to four in the morning. */
export interface LoggerNight {
  level: number
  spread: number
  mode: number
  /** Hz. */
  frequency: number
  /** Share of the energy in the strongest line, %. */
  tone: number
}

export interface Heard {
  /** By logger and night; null: the message did not arrive. */
  loggers: (LoggerNight | null)[][]
  /** Lowest hourly flow of the district, m3/h, by night; null: not heard. */
  flows: (number | null)[]
  /** The quiet floor of each logger, dB: truth, for the ledger. */
  floors: number[]
}

const samples = 480

/** What the loggers say of the course of things, with what radio and ageing make of it (domain.md 4.1 and 6.7). */
export function listen(seed: string, network: PipeNetwork, course: Course): Heard {
  const random = randomFor(seed, 'hearing')
  const floors = network.loggers.map(() => gaussian(random, 9, 2))
  const outages = Array.from({ length: course.nights }, () => random() < 0.012)
  const loggers = floors.map((floor, logger) => {
    const own = randomFor(seed, 'logger', logger)
    const lost = 0.01 + 0.07 * own()
    // Of ten years, one in ten dies within the months that are played.
    const diesAt = own() < 0.01 ? own() * course.nights : Number.POSITIVE_INFINITY
    const traffic = 0.03 + 0.09 * own()
    const driftDb = gaussian(own, 0, 0.15)
    let swing = 0
    let stuck = 0
    let before: LoggerNight | null = null
    return Array.from({ length: course.nights }, (_, night) => {
      swing = 0.6 * swing + gaussian(own, 0, 0.7)
      const quiet = floor + swing + (driftDb * night) / 30
      const fresh = nightOf(own, quiet, traffic, course, logger, night)
      if (stuck > 0 && before) stuck--
      else if (own() < 0.003) stuck = 1 + Math.floor(own() * 3)
      const said: LoggerNight = stuck > 0 && before ? before : fresh
      before = said
      if (own() < 0.001)
        said.level = Math.round((said.level + (own() < 0.5 ? -1 : 1) * (8 + 12 * own())) * 10) / 10
      return outages[night] || own() < lost || night >= diesAt ? null : { ...said }
    })
  })
  const flows = course.nightUse.map((use, night) => {
    if (outages[night] || random() < 0.02) return null
    const leaks = course.leaks.filter(({ from, until }) => from <= night && night < until)
    const drawn = course.others.filter(({ from, until }) => from <= night && night < until)
    return (
      use +
      leaks.reduce((sum, leak) => sum + leakFlow(leak, night), 0) +
      drawn.reduce((sum, { flow }) => sum + flow, 0)
    )
  })
  return { loggers, flows, floors }
}

const power = (db: number) => 10 ** (db / 10)

function nightOf(
  random: Random,
  floor: number,
  traffic: number,
  { leaks, others, rain }: Course,
  logger: number,
  night: number,
): LoggerNight {
  const active = <T extends { from: number; until: number }>(list: readonly T[]) =>
    list.filter(({ from, until }) => from <= night && night < until)
  let broad = 0
  let tonal = 0
  for (const leak of active(leaks))
    broad += power(leakDb(leak, night) - leak.loss[logger]! + gaussian(random, 0, 0.6))
  for (const { kind, sourceDb, loss } of active(others)) {
    const heard = power(sourceDb - loss[logger]! + gaussian(random, 0, 0.6))
    if (kind === 'pump') tonal += heard
    else broad += heard
  }
  const { db: rainDb, share } = rain[night]!
  const wet = Math.round(share * samples)
  const wetFrom = Math.floor(random() * (samples - wet + 1))
  const rainHere = rainDb * (0.7 + 0.6 * random())
  const levels = Array.from({ length: samples }, (_, i) => {
    let level = floor - 1.5 * Math.log(1 - random())
    if (random() < traffic) level += 8 + 17 * random()
    if (i >= wetFrom && i < wetFrom + wet) level += rainHere
    if (broad + tonal === 0) return level
    const steady = 10 * Math.log10(broad + tonal) + gaussian(random, 0, 0.8)
    return 10 * Math.log10(power(level) + power(steady))
  })
  const { p05, spread, mode } = nightStatistics(levels)!
  const ambient = power(floor)
  const all = ambient + broad + tonal
  // The strongest line of a band of noise holds little; a pump is one line, and the mains hum leaks in everywhere.
  const tone =
    100 * ((tonal * 0.92 + ambient * (0.1 + 0.2 * random()) + broad * (0.06 + 0.14 * random())) / all)
  const tenth = (value: number) => Math.round(value * 10) / 10
  return {
    level: tenth(p05),
    spread: tenth(spread),
    mode,
    frequency: Math.round(
      tonal > broad + ambient ? 100 : broad > ambient ? 180 + 500 * random() : 60 + 300 * random(),
    ),
    tone: tenth(tone),
  }
}
