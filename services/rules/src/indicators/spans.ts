import type { Due } from '@trame/database'
import { type Period, periodAt, periodsIn } from '@trame/domain'
import type { Pair } from './plan.ts'

const dayMs = 86_400_000

/**
 * Which stretches of time of a pair have to be computed: whole periods, from the first that a change touches to the last that looks
 * back at it, none that has not begun. Of an indicator computed at each change, times between the first and the last. In order,
 * without overlap.
 */
export function spansOf(
  { indicator, timeZone, beforeMs }: Pair,
  due: readonly Pick<Due, 'first' | 'last'>[],
  now: number,
): Period[] {
  const { every } = indicator.definition
  const spans = due.flatMap(({ first, last }): Period[] => {
    const end = Math.min(last + beforeMs, Math.max(now, last))
    if (every === 'change') return [{ from: first, to: end + 1 }]
    const { from } = periodAt(every, timeZone, first)
    return from > now ? [] : [{ from, to: periodAt(every, timeZone, Math.min(end, now)).to }]
  })
  spans.sort((a, b) => a.from - b.from)
  const merged: Period[] = []
  for (const span of spans) {
    const last = merged.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else merged.push({ ...span })
  }
  return merged
}

export interface Piece extends Period {
  pair: Pair
  /** Series times days that are read for it. */
  cost: number
}

/** Pieces of a span that can be held in memory: at most `most` series-days each, but never less than one period. */
export function piecesOf(pair: Pair, span: Period, most: number): Piece[] {
  const { every } = pair.indicator.definition
  const costOf = ({ from, to }: Period) =>
    pair.inputs.reduce(
      (sum, { series, beforeMs = 0, grain }) =>
        sum + (series.length * (to - from + beforeMs)) / dayMs / (grain === 'hour' ? 8 : 1),
      0,
    )
  if (costOf(span) <= most) return [{ ...span, pair, cost: costOf(span) }]
  const parts = every === 'change' ? daysIn(span) : periodsIn(every, pair.timeZone, span)
  const pieces: Piece[] = []
  for (const part of parts) {
    const last = pieces.at(-1)
    const longer = last && { from: last.from, to: part.to }
    if (longer && costOf(longer) <= most)
      pieces[pieces.length - 1] = { ...longer, pair, cost: costOf(longer) }
    else pieces.push({ ...part, pair, cost: costOf(part) })
  }
  return pieces
}

function* daysIn({ from, to }: Period): Generator<Period> {
  for (let at = from; at < to; at += dayMs) yield { from: at, to: Math.min(to, at + dayMs) }
}

/**
 * Pieces of one indicator that are read together: one question instead of one an asset, as long as their times are about the
 * same. The order of one pair's pieces is kept.
 */
export function bundlesOf(pieces: readonly Piece[], most: number): Piece[][] {
  const bundles: Piece[][] = []
  let open: (Period & { cost: number; pieces: Piece[]; own: number }) | undefined
  for (const piece of [...pieces].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const { from, to, cost } = piece
    const together = open && Math.max(to, open.to) - Math.min(from, open.from)
    const own = Math.max(open?.own ?? 0, to - from)
    if (open && together! <= Math.max(2 * dayMs, 1.25 * own) && open.cost + cost <= most) {
      Object.assign(open, { to: Math.max(to, open.to), cost: open.cost + cost, own })
      open.pieces.push(piece)
    } else {
      open = { from, to, cost, own: to - from, pieces: [piece] }
      bundles.push(open.pieces)
    }
  }
  return bundles
}
