import { Severity } from '@trame/domain'
import type { TFunction } from 'i18next'
import type { AlertEvent } from './life.ts'

const plain = {
  opened: 'opened',
  cleared: 'cleared',
  acknowledged: 'acknowledged',
  started: 'started',
  resolved: 'resolved',
  closed: 'closed',
  reopened: 'reopened',
  unassigned: 'unassigned',
  adjusted: 'adjusted',
  retracted: 'retracted',
  late: 'late',
  photo: 'photo',
  unlinked: 'unlinked',
} as const

const severityName = (value: unknown, t: TFunction) => {
  const parsed = Severity.safeParse(value)
  return parsed.success ? t(`common.severity.${parsed.data}`) : String(value ?? '')
}

/** One line of the history; a kind that this page does not know is shown by its name. */
export function eventText({ kind, detail }: AlertEvent, t: TFunction, time: (at: string) => string): string {
  const name = String(detail.name ?? detail.to ?? '')
  if (kind === 'severityChanged')
    return t('alert.event.severityChanged', {
      from: severityName(detail.from, t),
      to: severityName(detail.to, t),
    })
  if (kind === 'assigned') return name ? t('alert.event.assigned', { name }) : t('alert.event.unassigned')
  if (kind === 'handedOver') return t('alert.event.handedOver', { name })
  if (kind === 'snoozed') return t('alert.event.snoozed', { until: time(String(detail.until ?? '')) })
  if (kind === 'linked') return t('alert.event.linked', { title: String(detail.title ?? '') })
  if (kind === 'targetSet')
    return detail.targetAt
      ? t('alert.event.targetSet', { at: time(String(detail.targetAt)) })
      : t('alert.event.targetGone')
  if (kind === 'stepUndone') return t('alert.event.stepUndone', { text: String(detail.text ?? '') })
  if (kind === 'step') return t('alert.event.step', { text: String(detail.text ?? '') })
  return kind in plain ? t(`alert.event.${plain[kind as keyof typeof plain]}`) : kind
}
