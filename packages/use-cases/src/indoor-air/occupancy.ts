import { lessonsWithin, type Period, schoolZones, timetableOf, usualTimetable } from '@trame/domain'
import type { Point, Subject } from '../define-indicator.ts'
import { mean } from '../nearest-rank.ts'

/** Lessons of a room within a period, by its timetable and never by its CO2 curve. Empty where the timetable cannot be read. */
export function lessonsOf({ attributes }: Subject, { from, to }: Period, timeZone: string): Period[] {
  const { timetable, schoolZone } = attributes
  const hours = timetableOf(typeof timetable === 'string' ? timetable : usualTimetable, {
    schoolZone: schoolZones.find((zone) => zone === schoolZone) ?? 'B',
  })
  return hours === null ? [] : lessonsWithin(hours, timeZone, from, to)
}

const tenMinutesMs = 600_000

/** Means of 10 minutes during lessons (protocol CSTB SC-QEI-2022-230). */
export function lessonMeans(points: readonly Point[], lessons: readonly Period[]): number[] {
  const bins = new Map<number, number[]>()
  for (const { at, value } of points) {
    if (!lessons.some(({ from, to }) => at >= from && at < to)) continue
    const bin = Math.floor(at / tenMinutesMs)
    const list = bins.get(bin) ?? []
    list.push(value)
    bins.set(bin, list)
  }
  return [...bins.values()].map((values) => mean(values)!)
}

export const expectedMeans = (lessons: readonly Period[]) =>
  lessons.reduce((sum, { from, to }) => sum + (to - from) / tenMinutesMs, 0)

/** A value holds until the next one, for half an hour at most. */
const holdsMs = 30 * 60_000

/** Minutes of lessons in which the value was above a limit. */
export function minutesAbove(points: readonly Point[], lessons: readonly Period[], limit: number): number {
  let ms = 0
  for (const [index, { at, value }] of points.entries()) {
    if (value <= limit) continue
    const end = Math.min(points[index + 1]?.at ?? Number.POSITIVE_INFINITY, at + holdsMs)
    for (const { from, to } of lessons) ms += Math.max(0, Math.min(end, to) - Math.max(at, from))
  }
  return ms / 60_000
}
