import type { StopReport } from '@trame/domain'
import type { AlertAct } from '../api/alerts.ts'

/** What the crew says of a stop of its tour. */
export interface ReportAct {
  do: 'report'
  tourId: string
  stopId: string
  report: StopReport
}

export interface Waiting {
  id: string
  /** The alert, or the stop of a tour: what was done to one is sent in order. */
  alertId: string
  title: string
  act: AlertAct | ReportAct
  at: string
  /** The code of the refusal: it is not sent again by itself. */
  refused: string | null
}

interface Ways {
  send: (item: Waiting) => Promise<unknown>
  offline: (error: unknown) => boolean
  sent: (item: Waiting) => Promise<void>
  refused: (item: Waiting, error: unknown) => Promise<void>
}

/**
 * In the order in which they were done. Without a network it stops at once; a refusal holds up only what was done to the
 * same alert after it.
 */
export async function flushInOrder(items: readonly Waiting[], ways: Ways): Promise<void> {
  const held = new Set(items.filter(({ refused }) => refused !== null).map(({ alertId }) => alertId))
  for (const item of items) {
    if (held.has(item.alertId)) continue
    try {
      await ways.send(item)
      await ways.sent(item)
    } catch (error) {
      if (ways.offline(error)) return
      held.add(item.alertId)
      await ways.refused(item, error)
    }
  }
}
