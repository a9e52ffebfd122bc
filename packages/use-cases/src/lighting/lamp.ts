import { instantOf, localDay, localMs } from '@trame/domain'
import { numberOf, type Subject } from '../define-indicator.ts'
import { type Installation, installations, legalLatestOffMinutes, minutesOf } from './legal-hours.ts'
import { ledPower } from './power.ts'
import { partNightLevel, readPartNight } from './profile.ts'
import { astronomicalNight } from './sun.ts'

/** Without a position, as nobody's place: nothing of the sun is known. */
const placeOf = ({ position }: Subject) =>
  position ? { longitude: position[0]!, latitude: position[1]! } : null

/** W that the lamp takes at a level by its plate. */
export function expectedPower(lamp: Subject, level: number): number | null {
  const nominalW = numberOf(lamp, 'ratedW')
  return nominalW === null ? null : ledPower(level, { nominalW })
}

/** The night that begins on the local day of `at`, by the astronomical clock of the lamp's place. */
export function nightOf(lamp: Subject, at: number, timeZone: string) {
  const place = placeOf(lamp)
  if (!place) return null
  const noon = instantOf(timeZone, localDay(timeZone, at), 720, 'first')
  return astronomicalNight(noon, place.latitude, place.longitude)
}

export const placeOfLamp = placeOf
const minuteOfDay = (timeZone: string, at: number) =>
  Math.floor((localMs(timeZone, at) % 86_400_000) / 60_000)

/** The level that the lamp's calendar asks for, within a night. */
export function plannedLevel(
  lamp: Subject,
  at: number,
  timeZone: string,
  night: { from: number; to: number },
): number {
  if (at < night.from || at >= night.to) return 0
  const text = lamp.attributes.partNight
  const partNight = typeof text === 'string' ? readPartNight(text) : null
  return (partNight && partNightLevel(partNight, minuteOfDay(timeZone, at))) ?? 100
}

/** From when on the law wants this installation dark, until seven. Null: no national hour, or nothing is known of it. */
export function darkByLaw(lamp: Subject, periodFrom: number, timeZone: string) {
  const category = installations.find((one) => one === lamp.attributes.installation) as
    | Installation
    | undefined
  const end = lamp.attributes.activityEnd
  if (!category) return null
  let activityEnd = 0
  try {
    activityEnd = typeof end === 'string' && end !== '' ? minutesOf(end) : 0
  } catch {
    return null
  }
  const minutes = legalLatestOffMinutes(category, activityEnd)
  if (minutes === null) return null
  const day = localDay(timeZone, periodFrom)
  const from = instantOf(timeZone, day + Math.floor(minutes / 1440), minutes % 1440, 'second')
  const to = instantOf(timeZone, day + 1, 7 * 60, 'first')
  return from < to ? { from, to } : null
}
