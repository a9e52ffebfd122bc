import type { StopReport } from '@trame/domain'
import type { AlertAct } from '../api/alerts.ts'

/** What the crew says of a stop of its tour. */
export interface ReportAct {
  do: 'report'
  tourId: string
  stopId: string
  report: StopReport
}

/** A step of an alert's checklist, or of its incident's, ticked or unticked. */
export interface TickAct {
  do: 'tick'
  incidentId?: string
  stepId: number
  text: string
  done: boolean
}

export interface Waiting {
  id: string
  /** The alert, its incident, or the stop of a tour: what was done to one is sent in order. */
  alertId: string
  title: string
  act: AlertAct | ReportAct | TickAct
  at: string
  /** The code of the refusal: it is not sent again by itself. */
  refused: string | null
}

interface Ways {
  /** What waits now: more may come while something is sent. */
  waiting: () => readonly Waiting[]
  send: (item: Waiting) => Promise<unknown>
  offline: (error: unknown) => boolean
  /** Both change what waits: it is gone, or kept with the reason. */
  sent: (item: Waiting) => Promise<void>
  refused: (item: Waiting, error: unknown) => Promise<void>
}

/**
 * In the order in which they were done. Without a network it stops at once; a refusal that is kept holds up only what was
 * done to the same alert after it.
 */
export async function flushInOrder(ways: Ways): Promise<void> {
  const tried = new Set<string>()
  const next = () => {
    const held = new Set(
      ways.waiting().flatMap(({ alertId, refused }) => (refused === null ? [] : [alertId])),
    )
    return ways.waiting().find(({ id, alertId }) => !tried.has(id) && !held.has(alertId))
  }
  for (let item = next(); item; item = next()) {
    tried.add(item.id)
    try {
      await ways.send(item)
      await ways.sent(item)
    } catch (error) {
      if (ways.offline(error)) return
      await ways.refused(item, error)
    }
  }
}
