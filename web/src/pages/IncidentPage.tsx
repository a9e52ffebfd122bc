import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Incident, IncidentDetail } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { changeIncident, incidentQuery } from '../api/incidents.ts'
import { useCan } from '../api/use-can.ts'
import { useFormat } from '../i18n/use-format.ts'
import { IncidentAlerts } from '../incident/IncidentAlerts.tsx'
import { IncidentChecklist } from '../incident/IncidentChecklist.tsx'
import { IncidentMap } from '../incident/IncidentMap.tsx'
import { useIncidentAct } from '../incident/use-incident-act.ts'
import rule from '../rule/RuleList.module.css'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import page from '../ui/page.module.css'
import { SeveritySign } from '../ui/SeveritySign.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { usePageTitle } from '../ui/use-page-title.ts'

export function IncidentPage() {
  const { incidentId } = useParams({ from: '/inside/incidents/$incidentId' })
  const query = useQuery({ ...incidentQuery(incidentId), refetchInterval: 30_000 })
  if (query.error && !query.data) return <ErrorPanel error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows rows={8} height={56} />
  return <Detail key={incidentId} incident={query.data} />
}

/** What a person may do next, by where it stands. */
const next: Record<Incident['status'], readonly Incident['status'][]> = {
  proposed: ['open', 'dismissed'],
  open: ['closed'],
  closed: ['open'],
  dismissed: [],
}

function Detail({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const mayWrite = useCan('operator')
  const act = useIncidentAct()
  usePageTitle(incident.title)
  return (
    <div className={page.page}>
      <header className={page.header}>
        <nav className={page.crumbs} aria-label={t('incident.title')}>
          <Link to="/incidents">{t('incident.title')}</Link>
          <span aria-hidden>›</span>
          <span>{t('incident.number', { number: incident.number })}</span>
        </nav>
        <div className={page.title}>
          <h1>
            {mayWrite ? (
              <input
                className={rule.name}
                aria-label={t('incident.name')}
                defaultValue={incident.title}
                maxLength={120}
                onBlur={(event) => {
                  const title = event.currentTarget.value.trim()
                  if (title !== '' && title !== incident.title)
                    act.mutate(() => changeIncident(incident.id, { title }))
                }}
              />
            ) : (
              incident.title
            )}
          </h1>
          <span className={rule.tag}>{t(`incident.status.${incident.status}`)}</span>
          {incident.worst && <SeveritySign severity={incident.worst} />}
          <span className={page.note}>
            {incident.createdBy
              ? t('incident.by', {
                  name: incident.createdBy.name,
                  at: format.time(incident.createdAt, 'short'),
                })
              : t('incident.byPlatform', { at: format.time(incident.createdAt, 'short') })}
            {incident.closedAt &&
              `, ${t('incident.closedAt', { at: format.time(incident.closedAt, 'short') })}`}
          </span>
          {mayWrite && (
            <div className={page.actions}>
              {next[incident.status].map((status) => (
                <Button
                  key={status}
                  {...(status === 'dismissed' && { variant: 'default' })}
                  loading={act.isPending}
                  onClick={() => act.mutate(() => changeIncident(incident.id, { status }))}
                >
                  {t(`incident.to.${incident.status === 'closed' ? 'reopen' : status}`)}
                </Button>
              ))}
            </div>
          )}
        </div>
      </header>
      <div className={page.columns}>
        <div className={page.main}>
          <IncidentAlerts incident={incident} />
        </div>
        <aside className={page.side}>
          <IncidentMap alerts={incident.alerts} />
          <IncidentChecklist incident={incident} />
        </aside>
      </div>
    </div>
  )
}
