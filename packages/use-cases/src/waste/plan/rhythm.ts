import type { Outlook } from './outlook.ts'

/** What a tour over some containers costs, about, by their places in the list: in money, too dear or too cheap by the same share. */
export type Rough = (called: readonly number[]) => number

type Outlooks = readonly (Outlook | null)[]

interface Terms {
  fullFrom: number
  costOf: Rough
  /** How many the outlooks know. */
  passages: number
}

const aheadMost = 6

/**
 * For how many passages ahead a tour should collect, so that what is in the containers is carried away at the least cost over
 * the passages in sight. 0: only what cannot wait for the next. Few big tours save the way to the depot and the tip; too big ones
 * empty what is half empty.
 */
export function bestRhythm(outlooks: Outlooks, terms: Terms): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let ahead = 0; ahead <= Math.min(aheadMost, terms.passages - 2); ahead++) {
    const cost = costPerFill(outlooks, ahead, terms)
    if (cost !== null && cost < least) {
      least = cost
      best = ahead
    }
  }
  return best
}

/** The coming passages, played on the forecasts. null: within sight nothing has to be collected. */
function costPerFill(
  outlooks: Outlooks,
  ahead: number,
  { fullFrom, costOf, passages }: Terms,
): number | null {
  const emptied: (number | undefined)[] = []
  let cost = 0
  let carried = 0
  for (let passage = 0; passage + 1 < passages; passage++) {
    if (!outlooks.some((one, i) => one?.over(passage + 1, emptied[i]))) continue
    const until = Math.min(passage + 1 + ahead, passages - 1)
    const called = outlooks.flatMap((one, i) =>
      one && (one.over(until, emptied[i]) || one.fill(passage, emptied[i]) >= fullFrom) ? [i] : [],
    )
    cost += costOf(called)
    for (const i of called) {
      carried += Math.min(100, outlooks[i]!.fill(passage, emptied[i]))
      emptied[i] = passage
    }
  }
  return carried > 0 ? cost / carried : null
}
