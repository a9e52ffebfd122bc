import { defineIndicator, type InputSeries, type Point, pointsOf, type Subject } from '../define-indicator.ts'
import { hour, minute } from '../durations.ts'
import { lessonsOf } from './occupancy.ts'
import { nextVentOrder, type VentOrder, ventPercent } from './vents.ts'

const room = { assetType: 'classRoom', family: true } as const
const masts = { assetType: 'weatherMast', anywhere: true } as const
/** A value says how it is for so long: probes speak every ten minutes, masts every quarter of an hour. */
const indoorMs = 30 * minute
const outdoorMs = hour
/** Somebody moved within so long. */
const presenceMs = 20 * minute
/** mm/h: drizzle is no rain yet. */
const rainFrom = 0.2

/** Where each vent should stand, by the decision table of domain.md 15.2. A scenario moves it there. */
export const ventilation = defineIndicator({
  fr: 'Ouverture voulue des ouvrants',
  en: 'Wanted opening of vents',
  of: { assetType: 'vent' },
  every: 'change',
  inputs: {
    co2: { property: 'air.co2', from: room, beforeMs: indoorMs },
    inside: { property: 'air.temperature', from: room, beforeMs: indoorMs, optional: true },
    motion: { property: 'presence.motionCount', from: room, beforeMs: presenceMs, optional: true },
    position: { property: 'valve.position', beforeMs: hour, optional: true },
    outside: { property: 'air.temperature', from: masts, beforeMs: outdoorMs, optional: true },
    rain: { property: 'rain.intensity', from: masts, beforeMs: outdoorMs, optional: true },
    wind: { property: 'wind.speed', from: masts, beforeMs: outdoorMs, optional: true },
  },
  computes: ['vent.wanted'],
  formula: {
    fr: 'Fermé par pluie ou vent de plus de 12 m/s ; salle occupée : ouvert dès 1 000 ppm, à moitié dès 800 ; salle vide : ouvert si 24 °C dedans et 2 K de moins dehors ; sinon fermé. Cinq minutes entre deux mouvements',
    en: 'Closed in rain or wind above 12 m/s; room in use: open from 1,000 ppm, half from 800; empty room: open when 24 °C inside and 2 K less outside; else closed. Five minutes between two moves',
    source: 'domain.md 15.2',
  },
  compute({ from: now, timeZone, subject, inputs }) {
    const co2 = latest(pointsOf(inputs.co2), now, indoorMs)
    const inside = latest(pointsOf(inputs.inside), now, indoorMs)
    if (co2 === null && inside === null) return {}
    const rain = nearest(inputs.rain, subject, now)
    const moves = pointsOf(inputs.position).filter(({ at }) => at <= now)
    const { order } = nextVentOrder(
      {
        occupied: isOccupied(inputs.motion, inputs.co2[0]?.subject, timeZone, now),
        co2,
        inside,
        outside: nearest(inputs.outside, subject, now),
        wind: nearest(inputs.wind, subject, now),
        rain: rain !== null && rain > rainFrom,
      },
      { position: orderAt(moves.at(-1)?.value ?? 0), movedAt: lastMove(moves), byHandAt: null },
      now,
    )
    return { 'vent.wanted': ventPercent[order] }
  },
})

/** By what moves in the room; where nothing tells, by its timetable. */
function isOccupied(
  motion: readonly InputSeries[],
  classRoom: Subject | undefined,
  timeZone: string,
  now: number,
): boolean {
  if (motion.some(({ points }) => points.length > 0))
    return pointsOf(motion).some(({ at, value }) => at <= now && at >= now - presenceMs && value > 0)
  return classRoom !== undefined && lessonsOf(classRoom, { from: now, to: now + 1 }, timeZone).length > 0
}

function latest(points: readonly Point[], now: number, holdsMs: number): number | null {
  const last = points.findLast(({ at }) => at <= now)
  return last && now - last.at <= holdsMs ? last.value : null
}

/** What the nearest mast says that says anything. */
function nearest(masts: readonly InputSeries[], { position }: Subject, now: number): number | null {
  const away = (mast: Subject) =>
    position && mast.position
      ? Math.hypot(mast.position[0] - position[0], mast.position[1] - position[1])
      : Number.POSITIVE_INFINITY
  const said = masts
    .map(({ subject, points }) => ({ away: away(subject), value: latest(points, now, outdoorMs) }))
    .filter(({ value }) => value !== null)
    .sort((a, b) => a.away - b.away)
  return said[0]?.value ?? null
}

const orderAt = (percent: number): VentOrder => (percent >= 75 ? 'OPEN' : percent >= 25 ? 'HALF' : 'CLOSED')

/** When it stood elsewhere the last time; null when it has not moved within what is known. */
function lastMove(points: readonly Point[]): number | null {
  const last = points.at(-1)
  const index = points.findLastIndex(({ value }) => orderAt(value) !== orderAt(last!.value))
  return index === -1 ? null : points[index + 1]!.at
}
