import type { Alert } from '@trame/domain'
import type { TFunction } from 'i18next'

/** What an alert is called: the rule, and where; a silent gateway by its own name. */
export function alertTitle(alert: Alert, t: TFunction): string {
  if (alert.kind === 'gateway') return t('alert.gateway', { gateway: alert.gateway ?? '' })
  if (alert.kind === 'network') return t('alert.network')
  return alert.ruleName
}

export const alertPlace = (alert: Alert, t: TFunction): string =>
  alert.kind === 'asset' ? (alert.asset?.name ?? '') : t('alert.devices', { count: alert.count })

export const assigneeName = (alert: Alert): string | null =>
  alert.assigneeUser?.name ?? alert.assigneeTeam?.name ?? null

export const isOver = (alert: Pick<Alert, 'status'>) =>
  alert.status === 'resolved' || alert.status === 'closed'
