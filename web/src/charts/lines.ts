import type { FleetSeries } from '@trame/domain'
import { propertyOf } from '../format/value.ts'
import type { Dot } from './chart-data.ts'

/** One line of a chart with several: what it is called, and its points in order of time. */
export interface ChartLine {
  key: string
  label: string
  property: string
  form: 'line' | 'bar'
  dots: Dot[]
}

/** A bucket that is missing breaks the line: it is neither bridged nor drawn as zero. `stepMs`: between neighbours. */
export function dotsOf(points: FleetSeries['points'], stepMs: number): Dot[] {
  const dots: Dot[] = []
  // A day may have 25 hours.
  const longest = stepMs * 1.5
  for (const { at, value } of points) {
    const time = Date.parse(at)
    const last = dots.at(-1)
    if (last && time - last[0] > longest) dots.push([(last[0] + time) / 2, null])
    dots.push([time, value])
  }
  return dots
}

/** Lines of one unit share a panel; others get one of their own, so that no chart has two scales. */
export function panelsOf<L extends { property: string }>(lines: readonly L[]): L[][] {
  const panels = new Map<string, L[]>()
  for (const line of lines) {
    const { unit, kind } = propertyOf(line.property)
    const key = kind === 'state' ? line.property : unit
    panels.set(key, [...(panels.get(key) ?? []), line])
  }
  return [...panels.values()]
}
