import { type CommittedBatch, markDue } from '@trame/database'
import type { ClientBase } from 'pg'
import { type ChangedPoint, marksOf } from './mark.ts'
import type { Plans } from './plans.ts'

/** Writes what committed batches make due. Computed values are left out: who wrote them has done it. */
export function createMarker({ plans, now, pace }: { plans: Plans; now: () => number; pace: number }) {
  return async (client: ClientBase, batches: readonly CommittedBatch[]): Promise<void> => {
    if (plans.indicators.length === 0) return
    const byOrganisation = Map.groupBy(batches, ({ message }) => message.organisationId)
    for (const [organisationId, own] of byOrganisation) {
      const points: ChangedPoint[] = own.flatMap(({ message }) => message.rows)
      const plan = await plans.knowing(
        organisationId,
        points.map(([seriesId]) => seriesId),
      )
      const observed = points.filter(([seriesId]) => !plan.isComputed(seriesId))
      await markDue(client, marksOf(plan, observed, { now: now(), pace }), now())
    }
  }
}
