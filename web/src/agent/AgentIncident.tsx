import { useQuery } from '@tanstack/react-query'
import { IncidentDetail } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { request } from '../api/client.ts'
import { agentIncidentKey } from '../api/incidents.ts'
import { AgentChecklist } from './AgentChecklist.tsx'
import type { Waiting } from './flush.ts'
import { tickAct } from './outbox.ts'
import { orSeen } from './seen.ts'

interface Props {
  alertId: string
  incidentId: string
  /** All that waits. */
  outbox: readonly Waiting[]
}

/** What is to be done for the incident that the alert is part of: shared with whoever is at its other alerts. */
export function AgentIncident({ alertId, incidentId, outbox }: Props) {
  const { t } = useTranslation()
  const { data: incident } = useQuery({
    queryKey: agentIncidentKey(incidentId),
    queryFn: ({ signal }) =>
      orSeen(`incident ${incidentId}`, () => request(IncidentDetail, `/incidents/${incidentId}`, { signal })),
    refetchInterval: 30_000,
    networkMode: 'always',
  })
  if (!incident) return null
  const over = incident.status === 'closed' || incident.status === 'dismissed'
  return (
    <AgentChecklist
      heading={t('agent.incident', { number: incident.number })}
      of={incident.title}
      checklist={incident.checklist}
      outbox={outbox}
      disabled={over}
      onTick={(step) => void tickAct(alertId, incident.title, { do: 'tick', incidentId, ...step })}
    />
  )
}
