import { type IndicatorRequest, markDue, takeRequests } from '@trame/database'
import type { Pool } from 'pg'
import { inTransaction } from '../tidy.ts'
import { marksOfPair, oneADay } from './mark.ts'
import type { Pair, Plan } from './plan.ts'
import type { Plans } from './plans.ts'

const requestsAtOnce = 100

/** Finds out what has to be computed because of corrected values, changed assets and persons' orders. Returns how many it took. */
export async function markRequests({
  pool,
  plans,
  now,
  pace,
}: {
  pool: Pool
  plans: Plans
  now: number
  pace: number
}): Promise<number> {
  return inTransaction(pool, async (client) => {
    const requests = await takeRequests(client, requestsAtOnce)
    for (const [organisationId, own] of Map.groupBy(requests, (request) => request.organisationId)) {
      // What was asked for may be newer than what is in memory.
      plans.changed(organisationId)
      const plan = await plans.get(organisationId)
      const marks = own.flatMap((request) =>
        pairsOf(plan, request).flatMap((pair) =>
          marksOfPair(pair, { first: request.from, last: Math.min(request.to, now) }, { now, pace }),
        ),
      )
      await markDue(client, oneADay(marks), now)
    }
    return requests.length
  })
}

function pairsOf(plan: Plan, { indicator, subjectId, seriesId, assetId }: IndicatorRequest): readonly Pair[] {
  if (seriesId !== null) return plan.listeners(seriesId)
  if (assetId !== null) {
    const hearing = plan.seriesOf(assetId).flatMap((id) => plan.listeners(id))
    return [...new Set([...hearing, ...plan.pairs.filter(({ subject }) => subject.id === assetId)])]
  }
  return plan.pairs.filter(
    (pair) =>
      (indicator === null || pair.indicator.id === indicator) &&
      (subjectId === null || pair.subject.id === subjectId),
  )
}
