import { z } from 'zod'
import { localTime } from '../world/local-time.ts'

/** A tour that the platform published and the simulated truck drives. */
export const DrivenTour = z.object({
  id: z.string(),
  /** Local, `2026-11-30`. */
  date: z.string(),
  /** When the crew heard of it: what lies before stays as it was. */
  knownAt: z.number(),
  stops: z.array(z.object({ device: z.string(), at: z.number() })),
})
export type DrivenTour = z.infer<typeof DrivenTour>

export interface Emptied {
  at: number
  tour: string
}

export interface Tours {
  /** What is published now, of days that are not over. Says what changed: taken up, or dropped where it was not driven yet. */
  hear(
    published: readonly Omit<DrivenTour, 'knownAt'>[],
    now: number,
  ): { tour: string; date: string; step: 'followed' | 'dropped'; stops: number }[]
  known(id: string): boolean
  /** The last passage of a tour at a bin, at or before an instant. */
  emptied(device: string, at: number): Emptied | undefined
  /** On a day with a tour that was known in time, no truck drives the fixed round. */
  replaces(roundAt: number): boolean
}

/** Over the list that is remembered through a restart. */
export function createTours(remembered: DrivenTour[] = []): Tours {
  const passages = new Map<string, Emptied[]>()
  function index() {
    passages.clear()
    for (const { id, stops } of remembered)
      for (const { device, at } of stops)
        passages.set(device, [...(passages.get(device) ?? []), { at, tour: id }])
    for (const all of passages.values()) all.sort((a, b) => b.at - a.at)
  }
  index()

  return {
    hear(published, now) {
      const today = localTime(now).day
      const empty = new Set(published.filter(({ stops }) => stops.length === 0).map(({ id }) => id))
      const current = new Set(published.map(({ id }) => id))
      const dropped = remembered.filter(
        ({ id, date, stops }) =>
          !current.has(id) &&
          (stops.length === 0 ? date > today : date >= today && stops.some(({ at }) => at > now)),
      )
      for (const tour of dropped) {
        const driven = tour.stops.filter(({ at }) => at <= now)
        const at = remembered.indexOf(tour)
        if (driven.length > 0) remembered[at] = { ...tour, stops: driven }
        else remembered.splice(at, 1)
      }
      const fresh = published
        .filter(({ id }) => !remembered.some((one) => one.id === id))
        .map((tour) => ({ ...tour, knownAt: now, stops: tour.stops.filter(({ at }) => at > now) }))
        // One that was empty from the beginning says that nobody drives that day.
        .filter(({ id, stops }) => stops.length > 0 || empty.has(id))
      remembered.push(...fresh)
      index()
      const told =
        (step: 'followed' | 'dropped') =>
        ({ id, date, stops }: DrivenTour) => ({ tour: id, date, step, stops: stops.length })
      return [...dropped.map(told('dropped')), ...fresh.map(told('followed'))]
    },
    known: (id) => remembered.some((one) => one.id === id),
    emptied: (device, at) => passages.get(device)?.find((passage) => passage.at <= at),
    replaces(roundAt) {
      if (remembered.length === 0) return false
      const { day } = localTime(roundAt)
      return remembered.some(({ date, knownAt }) => date === day && knownAt <= roundAt)
    },
  }
}

/** No tour was ever published. */
export const noTours: Tours = createTours()
