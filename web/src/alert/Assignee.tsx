import type { Alert } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { assigneeName, isOver } from './alert-title.ts'
import css from './Inbox.module.css'

export function Assignee({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const name = assigneeName(alert)
  if (name) return name
  return (
    <span className={isOver(alert) ? undefined : css.nobody}>{isOver(alert) ? '–' : t('alert.nobody')}</span>
  )
}
