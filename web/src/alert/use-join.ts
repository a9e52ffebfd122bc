import { useNavigate } from '@tanstack/react-router'
import type { IncidentDetail } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useIncidentAct } from '../incident/use-incident-act.ts'
import { toast, toastFailure } from '../ui/toast.ts'

/**
 * Alerts that are one matter become one incident, new or known; it opens. Those that somebody else joined to another meanwhile
 * are not in the answer, and that is told.
 */
export function useJoin(ids: readonly string[]) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const act = useIncidentAct()
  const join = (how: () => Promise<IncidentDetail>) =>
    act.mutate(async () => {
      const incident = await how()
      const inIt = new Set(incident.alerts.map(({ id }) => id))
      const left = ids.filter((id) => !inIt.has(id)).length
      if (left > 0) toastFailure(t('alert.joinedElsewhere', { count: left }))
      else toast(t('alert.joined', { count: ids.length, number: incident.number }))
      await navigate({ to: '/incidents/$incidentId', params: { incidentId: incident.id } })
    })
  return { join, isPending: act.isPending }
}
