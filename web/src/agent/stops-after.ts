import type { TourStop } from '@trame/domain'
import type { Waiting } from './flush.ts'

/** Stops as they will be once what waits has been sent; what was refused changes nothing. */
export function stopsAfter(
  stops: readonly TourStop[],
  waiting: readonly Waiting[],
): (TourStop & { waiting: boolean })[] {
  return stops.map((stop) => {
    let after: TourStop & { waiting: boolean } = { ...stop, waiting: false }
    for (const { act, refused } of waiting) {
      if (act.do !== 'report' || act.stopId !== stop.id || refused !== null) continue
      const { outcome, note, at } = act.report
      after = { ...after, outcome, note: note ?? null, reportedAt: at, waiting: true }
    }
    return after
  })
}
