import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type AlertFilter, alertPageQuery } from '../api/alerts.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Age } from '../ui/Age.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { SeverityShape } from '../ui/SeveritySign.tsx'
import { Assignee } from './Assignee.tsx'
import { alertPlace, alertTitle } from './alert-title.ts'
import { LifeLine } from './LifeLine.tsx'
import css from './OpenAlerts.module.css'

const most = 5

/** The alerts to do, above the values of the territory: what asks for somebody comes first. */
export function OpenAlerts() {
  const { t } = useTranslation()
  return (
    <section aria-label={t('alert.title')}>
      <AlertItems filter={{}} limit={most} />
    </section>
  )
}

interface Props {
  filter: AlertFilter
  limit: number
  /** Said when there is none; nothing without it. */
  whenNone?: string
}

export function AlertItems({ filter, limit, whenNone }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data, error, refetch } = useQuery({ ...alertPageQuery(filter, limit), refetchInterval: 30_000 })
  if (error && !data && whenNone) return <ErrorPanel error={error} retry={() => void refetch()} />
  if (!data) return null
  if (data.items.length === 0) return whenNone ? <p className={css.none}>{whenNone}</p> : null
  return (
    <>
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
        <Link to="/alerts" search={filter} className={`link ${css.more}`}>
          {t('alert.all')} ({format.number(data.total)})
        </Link>
      )}
    </>
  )
}
