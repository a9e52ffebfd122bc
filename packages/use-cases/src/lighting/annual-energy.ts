import { dayOf, instantOf, localMs } from '@trame/domain'
import { type LedDriver, ledPower } from './power.ts'
import { type Place, partNightLevel } from './profile.ts'
import { astronomicalNight } from './sun.ts'

const minuteMs = 60_000

export interface YearOfLight extends Place {
  year: number
  led: LedDriver
  /** W of the lamp that it replaced, at the meter. */
  baselineW: number
  /** Less light for a part of the night. */
  partNight?: { level: number; from: string; to: string } | null
  onAfterSunsetMs?: number
  offBeforeSunriseMs?: number
}

/** Hours of an astronomical clock over the nights that begin in a year, minute by minute, and what they take. */
export function annualEnergy(of: YearOfLight) {
  const { latitude, longitude, timeZone, year, led, baselineW, partNight } = of
  const minutesByDim = new Map<number, number>()
  const last = dayOf(`${year + 1}-01-01`)
  for (let day = dayOf(`${year}-01-01`); day < last; day++) {
    const night = astronomicalNight(instantOf(timeZone, day, 720, 'first'), latitude, longitude, of)
    if (!night) continue
    for (let at = night.from; at < night.to; at += minuteMs) {
      const minuteOfDay = Math.floor((localMs(timeZone, at) % 86_400_000) / minuteMs)
      const level = (partNight && partNightLevel(partNight, minuteOfDay)) ?? 100
      minutesByDim.set(level, (minutesByDim.get(level) ?? 0) + Math.min(1, (night.to - at) / minuteMs))
    }
  }
  let minutes = 0
  let wattMinutes = 0
  for (const [level, count] of minutesByDim) {
    minutes += count
    wattMinutes += count * ledPower(level, led)
  }
  const hours = minutes / 60
  const ledKWh = wattMinutes / 60_000
  const referenceKWh = (hours * baselineW) / 1000
  return {
    /** Of the clock, those that a profile switches off among them. */
    hours,
    ledKWh,
    referenceKWh,
    saving: referenceKWh === 0 ? 0 : 1 - ledKWh / referenceKWh,
    hoursByDim: Object.fromEntries([...minutesByDim].map(([level, count]) => [level, count / 60])),
  }
}

/** Does a saving in money fit a saving in energy? EUR a lamp, and the price of a kWh that it means. */
export const savingCheck = (of: { lamps: number; annualSavingEUR: number; savedKWhPerLamp: number }) => {
  const eurPerLamp = of.annualSavingEUR / of.lamps
  return { eurPerLamp, impliedEurPerKWh: eurPerLamp / of.savedKWhPerLamp }
}
