import { localMs } from '../calendar/local-time.ts'
import type { Buffered, Memory } from './state.ts'

/** What a rule remembers of its observations, shared by all conditions (and severities) that need the same. */
export interface MemoryPlan {
  key: string
  property: string
  empty(): Memory
  take(memory: Memory, observation: Buffered, timeZone: string): void
}

/** Stands for the asset's position, and for every property. */
export const positionProperty = '@position'
export const anyProperty = '*'

const maxPoints = 128
const weekMs = 604_800_000
const hourMs = 3_600_000
/** 1970-01-05 was a Monday. */
const firstMonday = 4 * 86_400_000

export const latest = (property: string): MemoryPlan => ({
  key: `latest ${property}`,
  property,
  empty: () => [],
  take(memory, { value, good, at }) {
    if (!good) return
    const newest = memory as number[]
    newest[0] = value!
    newest[1] = at
  },
})

/** value, its time, and the time of the last change: of one that `differs` says is one. */
export const changed = (
  key: string,
  property: string,
  differs: (from: number | undefined, to: number) => boolean,
): MemoryPlan => ({
  key,
  property,
  empty: () => [],
  take(memory, { value, good, at }) {
    if (!good) return
    const newest = memory as number[]
    if (differs(newest[0], value!)) newest[2] = at
    newest[0] = value!
    newest[1] = at
  },
})

export const heard = (property: string): MemoryPlan => ({
  key: `heard ${property}`,
  property,
  empty: () => [],
  take(memory, { at }) {
    ;(memory as number[])[0] = at
  },
})

export const position = (): MemoryPlan => ({
  key: 'position',
  property: positionProperty,
  empty: () => [],
  take(memory, observation) {
    if (!observation.position) return
    const newest = memory as number[]
    newest[0] = observation.position[0]
    newest[1] = observation.position[1]
    newest[2] = observation.at
  },
})

/**
 * at, value, at, value ... oldest first: the window, and the point before it. When there are more than fit, the older half
 * is thinned.
 */
export const window = (property: string, windowMs: number): MemoryPlan => ({
  key: `window ${property} ${windowMs}`,
  property,
  empty: () => [],
  take(memory, { value, good, at }) {
    if (!good) return
    const points = memory as number[]
    points.push(at, value!)
    let gone = 0
    while (gone + 2 < points.length && points[gone + 2]! <= at - windowMs) gone += 2
    if (gone > 0) points.splice(0, gone)
    if (points.length > 2 * maxPoints) thin(points)
  },
})

function thin(points: number[]) {
  let kept = 0
  for (let i = 0; i < points.length; i += 2) {
    if (i < maxPoints && (i / 2) % 2 === 1) continue
    points[kept++] = points[i]!
    points[kept++] = points[i + 1]!
  }
  points.length = kept
}

/** Times of the last `count` observations that match. */
export const hits = (
  key: string,
  property: string,
  count: number,
  matches: (value: number) => boolean,
): MemoryPlan => ({
  key,
  property,
  empty: () => [],
  take(memory, { value, good, at }) {
    if (!good || !matches(value!)) return
    const times = memory as number[]
    times.push(at)
    if (times.length > count) times.shift()
  },
})

/** Per local hour of the week: the means of this week and of the last `weeks`. */
export const usual = (property: string, weeks: number): MemoryPlan => ({
  key: `usual ${property} ${weeks}`,
  property,
  empty: () => ({}),
  take(memory, { value, good, at }, timeZone) {
    if (!good) return
    const [week, slot] = hourOfWeek(at, timeZone)
    const slots = memory as Exclude<Memory, number[]>
    let means = slots[slot]
    if (!means) {
      means = []
      slots[slot] = means
    }
    const current = means.at(-1)
    if (current && current[0] === week) {
      current[1] += value!
      current[2] += 1
    } else {
      means.push([week, value!, 1])
    }
    while (means[0]![0] < week - weeks) means.shift()
  },
})

export function hourOfWeek(at: number, timeZone: string): [week: number, slot: number] {
  const local = localMs(timeZone, at) - firstMonday
  const week = Math.floor(local / weekMs)
  return [week, Math.floor((local - week * weekMs) / hourMs)]
}

/** The median of the previous weeks' means of that hour, or null when fewer than half of the weeks were seen. */
export function usualAt(memory: Memory, weeks: number, at: number, timeZone: string): number | null {
  const [week, slot] = hourOfWeek(at, timeZone)
  const means = ((memory as Exclude<Memory, number[]>)[slot] ?? [])
    .filter(([of]) => of < week && of >= week - weeks)
    .map(([, sum, count]) => sum / count)
    .sort((a, b) => a - b)
  if (means.length === 0 || means.length < weeks / 2) return null
  const middle = means.length >> 1
  return means.length % 2 === 1 ? means[middle]! : (means[middle - 1]! + means[middle]!) / 2
}
