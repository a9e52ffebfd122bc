import { IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Alert } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { alertPlace, alertTitle, isOver } from '../alert/alert-title.ts'
import { SeverityShape } from '../ui/SeveritySign.tsx'
import css from './Agent.module.css'

/** More than these are folded: what is to be done stays within a thumb's reach. */
const shownAtOnce = 4

/** The other alerts of an incident, those that still want something first. */
export function AgentIncidentAlerts({ alerts }: { alerts: readonly Alert[] }) {
  const { t } = useTranslation()
  if (alerts.length === 0) return <p className={css.lead}>{t('agent.aloneInIncident')}</p>
  const sorted = [...alerts.filter((alert) => !isOver(alert)), ...alerts.filter(isOver)]
  return (
    <details className={css.others} open={alerts.length <= shownAtOnce}>
      <summary>{t('agent.otherAlerts', { count: alerts.length })}</summary>
      <ul>
        {sorted.map((alert) => (
          <li key={alert.id}>
            <Link to="/agent/$alertId" params={{ alertId: alert.id }} className={css.other}>
              <SeverityShape severity={alert.severity} size={20} />
              <span>
                <strong>{alertTitle(alert, t)}</strong>
                <small>
                  {t(`common.severity.${alert.severity}`)} · {alertPlace(alert, t)} ·{' '}
                  {t(`alert.status.${alert.status}`)}
                </small>
              </span>
              <IconChevronRight size={20} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </details>
  )
}
