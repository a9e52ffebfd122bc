import { Button } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { Incident } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { linkAlert, mergeIncident } from '../api/incidents.ts'
import { useCan } from '../api/use-can.ts'
import { useIncidentAct } from '../incident/use-incident-act.ts'

interface Props {
  into: Pick<Incident, 'id' | 'number'>
  incidents: readonly Pick<Incident, 'id'>[]
  alertIds: readonly string[]
}

/** Other incidents and alerts become part of this one; it opens. */
export function JoinIncident({ into, incidents, alertIds }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const act = useIncidentAct()
  if (!useCan('operator')) return null
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconLink size={16} aria-hidden />}
      loading={act.isPending}
      onClick={() =>
        act.mutate(async () => {
          for (const { id } of incidents) await mergeIncident(id, into.id)
          for (const id of alertIds) await linkAlert(id, into.id)
          await navigate({ to: '/incidents/$incidentId', params: { incidentId: into.id } })
        })
      }
    >
      {t('alert.joinIncident', { number: into.number })}
    </Button>
  )
}
