import type { AlertAct } from '../api/alerts.ts'

export interface Waiting {
  id: string
  alertId: string
  title: string
  act: AlertAct
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
