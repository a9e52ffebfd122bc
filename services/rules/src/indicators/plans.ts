import { indicatorTerritory } from '@trame/database'
import { indicators as catalogue, inOrder, type KnownIndicator } from '@trame/use-cases'
import type { ClientBase, Pool } from 'pg'
import { createPlan, type Plan } from './plan.ts'

export interface Plans {
  /** In the order in which they need each other. */
  indicators: readonly KnownIndicator[]
  get(organisationId: string): Promise<Plan>
  /** At least as new as a series that somebody has seen. */
  knowing(organisationId: string, seriesIds: Iterable<number>): Promise<Plan>
  /** As a transaction sees it, which may have made series. */
  read(organisationId: string, client: ClientBase): Promise<Plan>
  /** Read again when it is next asked for. */
  changed(organisationId: string): void
  forgetAll(): void
}

/** Plans of organisations, kept in memory. */
export function createPlans(pool: Pool, known: readonly KnownIndicator[] = catalogue): Plans {
  const indicators = inOrder(known)
  const plans = new Map<string, Promise<Plan>>()

  const read = async (organisationId: string, db: Pool | ClientBase) =>
    createPlan(await indicatorTerritory(db, organisationId), indicators)

  function reload(organisationId: string): Promise<Plan> {
    const plan = read(organisationId, pool)
    plans.set(organisationId, plan)
    plan.catch(() => {
      if (plans.get(organisationId) === plan) plans.delete(organisationId)
    })
    return plan
  }

  const get = (organisationId: string) => plans.get(organisationId) ?? reload(organisationId)

  return {
    indicators,
    get,
    async knowing(organisationId, seriesIds) {
      const plan = await get(organisationId)
      for (const id of seriesIds) if (id > plan.lastSeries) return reload(organisationId)
      return plan
    },
    read,
    changed: (organisationId) => plans.delete(organisationId),
    forgetAll: () => plans.clear(),
  }
}
