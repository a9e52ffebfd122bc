import type { Every } from '@trame/domain'
import { indicators } from '@trame/use-cases'
import type { Stepped } from './step-states.ts'

const hour = 3_600_000
/** An outage of a network or of ours is caught up with, and what happened meanwhile is news; older than this it is history. */
const newsMs = 6 * hour

/** A computed value stands at the start of its period, and is known at its end. */
const lengths: Record<Every, number> = {
  change: 0,
  quarterHour: hour,
  hour,
  day: 48 * hour,
  night: 48 * hour,
  week: 8 * 24 * hour,
  month: 32 * 24 * hour,
}
const computedAfter = new Map<string, number>()
for (const { definition } of indicators)
  for (const property of definition.computes)
    computedAfter.set(property, Math.max(computedAfter.get(property) ?? 0, lengths[definition.every]))

/**
 * Learnt so long after it was that nobody is to be woken by it: an import of history, or the first start of a fleet that
 * had spoken for months. It is the data that came late: what a new rule finds to hold already is news.
 */
export function isPast(
  { rule: { stepper, rule }, lagMs }: Pick<Stepped, 'rule' | 'lagMs'>,
  at: number,
  now: number,
) {
  const waits = [...(stepper.properties ?? [])].map((property) => computedAfter.get(property) ?? 0)
  return Math.min(now - at, lagMs) > newsMs + rule.latenessMs + Math.max(0, ...waits)
}
