import type { CollectionSetup, Container } from './container.ts'
import { outlookOf } from './outlook.ts'
import { bestRhythm } from './rhythm.ts'
import { roughCost } from './rough-cost.ts'

export type ChoiceReason = 'full' | 'fullBeforeNext' | 'soon' | 'neighbour' | 'silent'

export interface Chosen {
  container: Container
  reason: ChoiceReason
  /** Predicted at passage; null for one that says nothing. */
  fill: number | null
}

/**
 * Which containers a tour calls at. A truck leaves for those that would overflow before the next one can come, or for enough
 * that are full. It then takes along what would make one leave in the days after (so many of them as make the coming two weeks
 * cheapest), and is offered neighbours, where the detour is small (the solver decides). One that was never heard is not chosen:
 * nothing says that it is in use. `passages`: when a truck passes on the tour's day, and on each day after it on which trucks go.
 */
export function chooseContainers(
  containers: readonly Container[],
  setup: CollectionSetup,
  { passages }: { passages: readonly number[] },
): Chosen[] {
  const { fullFrom, neighbourFrom, leastStops } = setup.choice
  const outlooks = containers.map(({ forecast }) => forecast && outlookOf(forecast, passages))
  const pressing = outlooks.some((one) => one?.over(1))
  const silent = containers.filter(({ forecast, fill }) => !forecast && fill !== null)
  const full = outlooks.filter((one) => one && one.fill(0) >= fullFrom)
  if (!pressing && full.length + silent.length < Math.max(1, leastStops)) return []
  const costOf = roughCost(containers, setup)
  const ahead = bestRhythm(outlooks, { fullFrom, costOf, passages: passages.length })
  return containers.flatMap((container, i): Chosen[] => {
    const outlook = outlooks[i]
    if (!outlook) return container.fill === null ? [] : [{ container, reason: 'silent', fill: null }]
    const fill = Math.min(100, outlook.fill(0))
    if (outlook.over(1)) return [{ container, reason: 'fullBeforeNext', fill }]
    if (fill >= fullFrom) return [{ container, reason: 'full', fill }]
    if (outlook.over(Math.min(1 + ahead, passages.length - 1))) return [{ container, reason: 'soon', fill }]
    return fill >= neighbourFrom ? [{ container, reason: 'neighbour', fill }] : []
  })
}
