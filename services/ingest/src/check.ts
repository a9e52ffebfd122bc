import { observedProperties, qualityCode } from '@trame/domain'

/** An event from further ahead than this, or longer ago, comes of a wrong clock (reliability.md D6). */
const aheadMs = 5 * 60_000
const behindMs = 30 * 86_400_000
/** A history import may reach further back, though not to a time before any of these devices existed. */
const earliestMs = Date.UTC(2000, 0, 1)

export function timeInBounds(atMs: number, receivedAtMs: number, backfill: boolean): boolean {
  if (!(atMs <= receivedAtMs + aheadMs)) return false
  return backfill ? atMs >= earliestMs : atMs >= receivedAtMs - behindMs
}

const ranges = new Map<string, readonly [number, number]>(
  Object.entries(observedProperties).map(([id, { range }]) => [id, range]),
)

/** Values outside of what the property can be are kept, flagged, and never enter a rollup. */
export function qualityOf(property: string, value: number): number {
  const range = ranges.get(property)
  const plausible = range === undefined || (value >= range[0] && value <= range[1])
  return plausible ? qualityCode.ok : qualityCode.outOfRange
}
