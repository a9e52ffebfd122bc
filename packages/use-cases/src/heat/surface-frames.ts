import { localDay } from '@trame/domain'
import type { InputSeries } from '../define-indicator.ts'
import { meanOf, minOf, tropicalMinC } from './night.ts'
import { isOfNight, type Night, nightAfter } from './nights.ts'
import { isRural, reducedHours, ruralHours } from './stations.ts'

export type SurfaceProperty = 'heat.intensity' | 'air.temperature' | 'heat.tropicalNight'

export interface FrameQuestion {
  property: SurfaceProperty
  from: number
  to: number
  by: 'hour' | 'night' | 'period'
  timeZone: string
}

export interface FrameStation {
  id: string
  name: string
  position: readonly [number, number]
  rural: boolean
  value: number
}

export interface StationFrame {
  from: number
  to: number
  stations: FrameStation[]
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** What each station said in each frame of a question, from hourly temperatures; a station that said nothing is left out. */
export function framesOf(stations: readonly InputSeries[], question: FrameQuestion): StationFrame[] {
  const country = ruralHours(stations)
  const placed = stations.filter(({ subject }) => subject.position !== null)
  const [first] = placed
  if (!first) return []
  const nights = nightsOf(first.subject.position!, question)
  return periodsOf(question, nights).map((period) => {
    const hours = (at: number) =>
      at >= period.from &&
      at < period.to &&
      (question.by === 'hour' ||
        question.property === 'air.temperature' ||
        nights.some((night) => isOfNight(night, at)))
    return {
      ...period,
      stations: placed.flatMap((station) => {
        const value = valueOfStation(station, country, nights, question.property, hours)
        return value === null ? [] : { ...describe(station), value }
      }),
    }
  })
}

function nightsOf(position: readonly [number, number], { from, to, timeZone }: FrameQuestion): Night[] {
  const nights: Night[] = []
  for (let day = localDay(timeZone, from) - 1; day <= localDay(timeZone, to); day++) {
    const night = nightAfter(position, day * dayMs + dayMs / 2)
    if (night.sunrise > from && night.sunset < to) nights.push(night)
  }
  return nights
}

function periodsOf({ by, from, to }: FrameQuestion, nights: readonly Night[]) {
  if (by === 'period') return [{ from, to }]
  // The hours of a rollup: those in which a night begins and ends belong to it.
  if (by === 'night')
    return nights.map(({ sunset, sunrise }) => ({
      from: Math.floor(sunset / hourMs) * hourMs,
      to: Math.ceil(sunrise / hourMs) * hourMs,
    }))
  const start = Math.ceil(from / hourMs) * hourMs
  return Array.from({ length: Math.max(0, Math.floor((to - start) / hourMs)) }, (_, n) => ({
    from: start + n * hourMs,
    to: start + (n + 1) * hourMs,
  }))
}

function valueOfStation(
  station: InputSeries,
  country: ReadonlyMap<number, number>,
  nights: readonly Night[],
  property: SurfaceProperty,
  accept: (at: number) => boolean,
): number | null {
  if (property === 'heat.tropicalNight') {
    const minima = nights.flatMap((night) => {
      const coldest = minOf(
        station.points.filter(({ at }) => accept(at) && isOfNight(night, at)).map(({ value }) => value),
      )
      return coldest === null ? [] : coldest
    })
    return minima.length === 0 ? null : minima.filter((coldest) => coldest >= tropicalMinC).length
  }
  const values = [...reducedHours(station)]
    .filter(([at]) => accept(at))
    .map(([at, value]) => {
      if (property === 'air.temperature') return value
      const reference = country.get(at)
      return reference === undefined ? null : value - reference
    })
  return meanOf(values)
}

const describe = ({ subject }: InputSeries) => ({
  id: subject.id,
  name: subject.name,
  position: subject.position!,
  rural: isRural(subject),
})
