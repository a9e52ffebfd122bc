import { byDay, type DueMark } from '@trame/database'
import { periodAt } from '@trame/domain'
import { lateWaitMs, liveWaitMs, recentMs } from './pace.ts'
import type { Pair, Plan } from './plan.ts'

const dayMs = 86_400_000
/** So that a mark that is made again and again does not move in the index of what is due. */
const stepMs = 5_000

export type ChangedPoint = readonly [seriesId: number, at: number, ...rest: unknown[]]

/** What has to be computed because some values are new, other, or gone: one mark an indicator, asset or site, and day. */
export function marksOf(
  plan: Plan,
  points: Iterable<ChangedPoint>,
  { now, pace = 1 }: { now: number; pace?: number },
): DueMark[] {
  const spans = new Map<Pair, Map<number, { first: number; last: number }>>()
  for (const [seriesId, at] of points) {
    for (const pair of plan.listeners(seriesId)) {
      const days = spans.get(pair) ?? new Map<number, { first: number; last: number }>()
      spans.set(pair, days)
      const day = Math.floor(at / dayMs)
      const span = days.get(day)
      if (!span) days.set(day, { first: at, last: at })
      else if (at < span.first) span.first = at
      else if (at > span.last) span.last = at
    }
  }
  return [...spans].flatMap(([pair, days]) =>
    [...days.values()].map((span) => markOf(pair, span, { now, pace })),
  )
}

/** Of a stretch of time of one pair, whatever changed in it. */
export const marksOfPair = (
  pair: Pair,
  span: { first: number; last: number },
  options: { now: number; pace: number },
): DueMark[] => byDay(span).map((day) => markOf(pair, day, options))

/**
 * Marks of several requests may name the same day of the same pair, and one statement may not write a row twice. What is live in
 * one of them is live.
 */
export function oneADay(marks: readonly DueMark[]): DueMark[] {
  const same = Map.groupBy(marks, ({ indicator, subjectId, first }) =>
    [indicator, subjectId, Math.floor(first / dayMs)].join(' '),
  )
  return [...same.values()].map((those) => ({
    ...those[0]!,
    first: Math.min(...those.map(({ first }) => first)),
    last: Math.max(...those.map(({ last }) => last)),
    dueAt: Math.min(...those.map(({ dueAt }) => dueAt)),
    slides: those.every(({ slides }) => slides),
  }))
}

function markOf(
  pair: Pair,
  { first, last }: { first: number; last: number },
  { now, pace }: { now: number; pace: number },
): DueMark {
  const { every } = pair.indicator.definition
  const live = every === 'change' ? now - first < recentMs : first >= periodAt(every, pair.timeZone, now).from
  const at = now + (live ? liveWaitMs[every] : lateWaitMs) * pace
  return {
    organisationId: pair.organisationId,
    indicator: pair.indicator.id,
    subjectId: pair.subject.id,
    first,
    last,
    dueAt: live ? at : Math.ceil(at / (stepMs * pace)) * stepMs * pace,
    slides: !live,
  }
}
