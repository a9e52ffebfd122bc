import { fillAt } from '../forecast.ts'
import type { CollectionSetup, Container } from './container.ts'

export type ChoiceReason = 'full' | 'fullBeforeNext' | 'neighbour' | 'silent'

export interface Chosen {
  container: Container
  reason: ChoiceReason
  /** Predicted at passage; null for one that says nothing. */
  fill: number | null
}

/** One time in five it is fuller than the mean and so many standard deviations. */
const fifth = 0.84

/**
 * Which containers a tour calls at: predicted full when the truck passes, or before the next tour can come; neighbours only where
 * the detour is small (the solver decides). One that was never heard is not chosen: nothing says that it is in use.
 */
export function chooseContainers(
  containers: readonly Container[],
  setup: CollectionSetup,
  { passageAt, nextAt }: { passageAt: number; nextAt: number },
): Chosen[] {
  const { fullFrom, neighbourFrom, leastStops } = setup.choice
  const chosen = containers.flatMap((container): Chosen[] => {
    const { forecast } = container
    if (!forecast) return container.fill === null ? [] : [{ container, reason: 'silent', fill: null }]
    const passage = fillAt(forecast, passageAt)
    const next = fillAt(forecast, nextAt)
    if (!passage || !next) return []
    const fill = Math.min(100, passage.mean)
    if (next.mean + fifth * next.spread >= 100) return [{ container, reason: 'fullBeforeNext', fill }]
    if (fill >= fullFrom) return [{ container, reason: 'full', fill }]
    return fill >= neighbourFrom ? [{ container, reason: 'neighbour', fill }] : []
  })
  const needed = chosen.filter(({ reason }) => reason !== 'neighbour')
  const pressing = needed.some(({ reason }) => reason === 'fullBeforeNext')
  return pressing || needed.length >= Math.max(1, leastStops) ? chosen : []
}
