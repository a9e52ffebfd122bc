import { indicatorClocks, markDue, organisationIds, setIndicatorClock } from '@trame/database'
import { type Period, periodAt, periodsIn } from '@trame/domain'
import type { KnownIndicator } from '@trame/use-cases'
import type { Pool } from 'pg'
import { inTransaction } from '../tidy.ts'
import { marksOfPair } from './mark.ts'
import { graceMs } from './pace.ts'
import type { Plans } from './plans.ts'

/** History that a new indicator, or a new formula, is computed for by itself; more is a person's order. */
const historyMs = 31 * 86_400_000
/** A service that was off for longer asks for no more than this. */
const longestMs = 400 * 86_400_000

export interface EndsOptions {
  pool: Pool
  plans: Plans
  now: number
  pace: number
}

/**
 * Marks the periods that have ended since the last look, of every asset and site in its own time zone; all of the last month when
 * an indicator, or its formula, is new. What was seen to is remembered with the marks.
 */
export async function markEnds({ pool, plans, now, pace }: EndsOptions): Promise<void> {
  const clocks = await indicatorClocks(pool)
  const due = plans.indicators.flatMap((indicator) => {
    const { every, version = 1 } = indicator.definition
    const clock = clocks.get(indicator.id)
    if (clock?.version !== version)
      return [{ indicator, version, until: now, span: { from: now - historyMs, to: now } }]
    const until = now - (every === 'change' ? 0 : graceMs[every] * pace)
    // A quarter of an hour is the shortest period, and every longer one ends with one.
    if (every === 'change' || quarterOf(until) <= quarterOf(clock.until)) return []
    return [
      { indicator, version, until, span: { from: Math.max(clock.until, until - longestMs), to: until } },
    ]
  })
  if (due.length === 0) return
  const loaded = await Promise.all((await organisationIds(pool)).map((id) => plans.get(id)))
  await inTransaction(pool, async (client) => {
    for (const { indicator, version, until, span } of due) {
      const isNew = clocks.get(indicator.id)?.version !== version
      const marks = loaded.flatMap(({ pairs }) =>
        pairs
          .filter((pair) => pair.indicator === indicator)
          .flatMap((pair) => {
            const ended = isNew
              ? { first: span.from, last: span.to }
              : endedIn(indicator, pair.timeZone, span)
            return ended ? marksOfPair(pair, ended, { now, pace }) : []
          }),
      )
      await markDue(client, marks, now)
      await setIndicatorClock(client, indicator.id, { version, until })
    }
  })
}

const quarterOf = (at: number) => Math.floor(at / 900_000)

/** Starts of the first and last period that ended after `from` and not after `to`. */
export function endedIn(
  { definition: { every } }: KnownIndicator,
  timeZone: string,
  { from, to }: Period,
): { first: number; last: number } | null {
  if (every === 'change') return null
  const span = { from: periodAt(every, timeZone, from).from, to: to + 1 }
  const ended = [...periodsIn(every, timeZone, span)].filter((one) => one.to > from && one.to <= to)
  return ended.length === 0 ? null : { first: ended[0]!.from, last: ended.at(-1)!.from }
}
