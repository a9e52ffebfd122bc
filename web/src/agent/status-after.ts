import type { Alert } from '@trame/domain'
import type { Waiting } from './flush.ts'

type Life = Pick<Alert, 'status' | 'acknowledgedAt' | 'startedAt' | 'resolvedAt' | 'closedAt'>

/** The alert as it will be once what waits has been sent; what was refused changes nothing. */
export function statusAfter(alert: Life, waiting: readonly Waiting[]): Life {
  const { status, acknowledgedAt, startedAt, resolvedAt, closedAt } = alert
  let life: Life = { status, acknowledgedAt, startedAt, resolvedAt, closedAt }
  for (const { act, at, refused } of waiting) {
    if (refused !== null) continue
    if (act.do === 'acknowledge') life = { ...life, status: 'acknowledged', acknowledgedAt: at }
    else if (act.do === 'start') life = { ...life, status: 'inProgress', startedAt: at }
    else if (act.do === 'resolve') life = { ...life, status: 'resolved', resolvedAt: at }
    else if (act.do === 'close')
      life = { ...life, status: 'closed', resolvedAt: life.resolvedAt ?? at, closedAt: at }
  }
  return life
}
