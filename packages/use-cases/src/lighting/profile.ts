import { instantOf, localDay } from '@trame/domain'
import { minutesOf } from './legal-hours.ts'
import { sunTimes } from './sun.ts'

/** From a time of the clock, or of the sun, on: a level, reached over a ramp. */
export interface ProfilePoint {
  at: { clock: string } | { sun: 'sunrise' | 'sunset' | 'dawn' | 'dusk'; offsetMs?: number }
  /** Per cent; 0 is off. */
  level: number
  rampMs?: number
}

export interface Place {
  latitude: number
  longitude: number
  timeZone: string
}

/** Off by day; at night full light. */
export const astronomicalDefault: readonly ProfilePoint[] = [
  { at: { sun: 'sunset', offsetMs: 15 * 60_000 }, level: 100 },
  { at: { sun: 'sunrise', offsetMs: -15 * 60_000 }, level: 0 },
]

/** The level in force: of the last point that has come, on its ramp from the one before. Null: no point has come yet. */
export function profileLevel(profile: readonly ProfilePoint[], at: number, place: Place): number | null {
  const day = localDay(place.timeZone, at)
  const instants = [-2, -1, 0, 1]
    .flatMap((more) => profile.map((point) => ({ point, from: instantOfPoint(point, day + more, place) })))
    .filter((one): one is { point: ProfilePoint; from: number } => one.from !== null && one.from <= at)
    .sort((a, b) => a.from - b.from)
  const [now, before] = [instants.at(-1), instants.at(-2)]
  if (!now) return null
  const { level, rampMs = 0 } = now.point
  const share = rampMs > 0 ? Math.min(1, (at - now.from) / rampMs) : 1
  const start = before?.point.level ?? level
  return start + (level - start) * share
}

function instantOfPoint({ at }: ProfilePoint, day: number, { latitude, longitude, timeZone }: Place) {
  if ('clock' in at) return instantOf(timeZone, day, minutesOf(at.clock), 'first')
  const noon = instantOf(timeZone, day, 720, 'first')
  const event = sunTimes(noon, latitude, longitude)[at.sun]
  return event === null ? null : event + (at.offsetMs ?? 0)
}

/** Highest first (domain.md 5.4). A network that is lost leaves the last one running in the driver or cabinet. */
export const layers = ['safety', 'maintenance', 'presence', 'exception', 'partNight', 'astronomical'] as const
export type Layer = (typeof layers)[number]

/** What each layer asks for at this moment; null or absent: nothing. */
export type Wishes = Partial<Record<Layer, number | null>>

/**
 * The highest layer that asks for something has its way. Below the sky, a part-night profile only takes light away: while the
 * astronomical clock says off, the lamp is off.
 */
export function ruledLevel(wishes: Wishes): { level: number; by: Layer } {
  for (const layer of layers) {
    const level = wishes[layer]
    if (level === null || level === undefined) continue
    if (layer === 'partNight' && wishes.astronomical === 0) continue
    return { level, by: layer }
  }
  return { level: 0, by: 'astronomical' }
}

/** `40% 23:00-06:00 else 100%`, `100% all night`, `off 23:00-05:00`: as a town's lighting plan writes it. */
export function readPartNight(text: string): { level: number; from: string; to: string } | null {
  const match = /^\s*(?:(\d+(?:[.,]\d+)?)\s*%|(off))\s+(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})/i.exec(text)
  if (!match) return null
  const level = match[2] ? 0 : Number(match[1]!.replace(',', '.'))
  return level > 100 ? null : { level, from: match[3]!, to: match[4]! }
}

/** The level of a part-night profile at an instant; null outside of its hours. */
export function partNightLevel(
  { level, from, to }: { level: number; from: string; to: string },
  minuteOfDay: number,
): number | null {
  const [start, end] = [minutesOf(from), minutesOf(to)]
  const inside =
    start <= end ? minuteOfDay >= start && minuteOfDay < end : minuteOfDay >= start || minuteOfDay < end
  return inside ? level : null
}
