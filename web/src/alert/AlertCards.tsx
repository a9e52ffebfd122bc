import { IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Alert, AlertRow } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { type AlertFilter, alertsOfIncidentQuery } from '../api/alerts.ts'
import { Age } from '../ui/Age.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { SeverityShape } from '../ui/SeveritySign.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import type { AlertListProps } from './AlertTable.tsx'
import { Assignee } from './Assignee.tsx'
import { alertPlace, alertTitle } from './alert-title.ts'
import css from './Inbox.module.css'
import { LifeLine } from './LifeLine.tsx'

/** The same rows on a phone. */
export function AlertCards({ rows, filter, open, onOpen }: AlertListProps) {
  return (
    <ul className={css.cards}>
      {rows.map((row) =>
        row.folded ? (
          <IncidentCard
            key={row.folded.incident.id}
            folded={row.folded}
            filter={filter}
            open={open.has(row.folded.incident.id)}
            onOpen={onOpen}
          />
        ) : (
          <AlertCard key={row.first.id} alert={row.first} />
        ),
      )}
    </ul>
  )
}

function AlertCard({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  return (
    <li>
      <Link to="/alerts/$alertId" params={{ alertId: alert.id }} className={css.card}>
        <span className={css.first}>
          <SeverityShape severity={alert.severity} />
          <strong>{alertTitle(alert, t)}</strong>
          <Age at={alert.openedAt} className={css.age} />
        </span>
        <span className={css.second} style={{ display: 'block' }}>
          {t(`common.severity.${alert.severity}`)} · {alertPlace(alert, t)}
          {' · '}
          <Assignee alert={alert} />
        </span>
        <LifeLine alert={alert} small />
      </Link>
    </li>
  )
}

interface IncidentProps {
  folded: NonNullable<AlertRow['folded']>
  filter: AlertFilter
  open: boolean
  onOpen: AlertListProps['onOpen']
}

function IncidentCard({ folded, filter, open, onOpen }: IncidentProps) {
  const { t } = useTranslation()
  const { incident, count, worst, oldestAt, openIds } = folded
  return (
    <li>
      <Link to="/incidents/$incidentId" params={{ incidentId: incident.id }} className={css.incidentCard}>
        <span className={css.first}>
          <SeverityShape severity={worst} />
          <strong>{incident.title}</strong>
          <Age at={oldestAt} className={css.age} />
        </span>
        <span className={css.second} style={{ display: 'block' }}>
          {t(`common.severity.${worst}`)} · {t('incident.number', { number: incident.number })} ·{' '}
          {t(`incident.statusLower.${incident.status}`)}
        </span>
      </Link>
      <button
        type="button"
        className={css.cardUnfold}
        aria-expanded={open}
        onClick={() => onOpen(incident.id, !open)}
      >
        <IconChevronRight size={16} aria-hidden />
        {t('alert.alertCount', { count })}
        {openIds.length > 0 && `, ${t('alert.toAcknowledge', { count: openIds.length })}`}
      </button>
      {open && <CardsInside incidentId={incident.id} filter={filter} />}
    </li>
  )
}

function CardsInside({ incidentId, filter }: { incidentId: string; filter: AlertFilter }) {
  const { data, error, refetch } = useQuery({
    ...alertsOfIncidentQuery(incidentId, filter),
    refetchInterval: 30_000,
  })
  if (error && !data) return <ErrorPanel error={error} retry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={2} height={80} />
  return (
    <ul className={css.cardsInside}>
      {data.items.map((alert) => (
        <AlertCard key={alert.id} alert={alert} />
      ))}
    </ul>
  )
}
