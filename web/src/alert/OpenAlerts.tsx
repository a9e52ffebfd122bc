import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { alertPageQuery } from '../api/alerts.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Age } from '../ui/Age.tsx'
import { SeverityShape } from '../ui/SeveritySign.tsx'
import { Assignee } from './AlertTable.tsx'
import { alertPlace, alertTitle } from './alert-title.ts'
import { LifeLine } from './LifeLine.tsx'
import css from './OpenAlerts.module.css'

const most = 5

/** The alerts to do, above the values of the territory: what asks for somebody comes first. */
export function OpenAlerts() {
  const { t } = useTranslation()
  const format = useFormat()
  const { data } = useQuery({ ...alertPageQuery({}, most), refetchInterval: 30_000 })
  if (!data || data.items.length === 0) return null
  return (
    <section aria-label={t('alert.title')}>
      {data.items.map((alert) => (
        <Link key={alert.id} to="/alerts/$alertId" params={{ alertId: alert.id }} className={css.item}>
          <SeverityShape severity={alert.severity} size={16} />
          <span className={css.first}>
            <span className={css.name}>{alertTitle(alert, t)}</span>
            <Age at={alert.openedAt} className={css.age} />
          </span>
          <span className={css.second}>
            {t(`common.severity.${alert.severity}`)} · {alertPlace(alert, t)}
            {alert.property &&
              alert.lastValue !== null &&
              `, ${format.value(alert.property, alert.lastValue)}`}
            {' · '}
            <Assignee alert={alert} />
          </span>
          <span className={css.life}>
            <LifeLine alert={alert} small />
          </span>
        </Link>
      ))}
      {data.total > data.items.length && (
        <Link to="/alerts" className={`link ${css.more}`}>
          {t('alert.all')} ({format.number(data.total)})
        </Link>
      )}
    </section>
  )
}
