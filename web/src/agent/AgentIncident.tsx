import { useQuery } from '@tanstack/react-query'
import { IncidentDetail } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { request } from '../api/client.ts'
import { agentIncidentKey } from '../api/incidents.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import css from './Agent.module.css'
import { AgentChecklist } from './AgentChecklist.tsx'
import { AgentIncidentAlerts } from './AgentIncidentAlerts.tsx'
import type { Waiting } from './flush.ts'
import { tickAct } from './outbox.ts'
import { orSeen } from './seen.ts'

interface Props {
  alertId: string
  incidentId: string
  /** All that waits. */
  outbox: readonly Waiting[]
}

/** The incident that the alert is part of, and what is to be done for it: shared with whoever is at its other alerts. */
export function AgentIncident({ alertId, incidentId, outbox }: Props) {
  const { t } = useTranslation()
  const query = useQuery({
    queryKey: agentIncidentKey(incidentId),
    queryFn: ({ signal }) =>
      orSeen(`incident ${incidentId}`, () => request(IncidentDetail, `/incidents/${incidentId}`, { signal })),
    refetchInterval: 30_000,
    networkMode: 'always',
  })
  const incident = query.data
  if (!incident)
    return query.error ? <ErrorPanel error={query.error} retry={() => void query.refetch()} /> : null
  const { number, title, status, alerts, checklist } = incident
  return (
    <>
      <section className={css.section} aria-labelledby="incident-title">
        <h3 id="incident-title">
          {t('incident.number', { number })} <small>{t(`incident.statusLower.${status}`)}</small>
        </h3>
        <p className={css.lead}>{title}</p>
        <AgentIncidentAlerts alerts={alerts.filter(({ id }) => id !== alertId)} />
      </section>
      <AgentChecklist
        heading={t('agent.incident', { number })}
        checklist={checklist}
        outbox={outbox}
        disabled={status === 'closed' || status === 'dismissed'}
        onTick={(step) => void tickAct(alertId, title, { do: 'tick', incidentId, ...step })}
      />
    </>
  )
}
