import { Button } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { createIncident } from '../api/incidents.ts'
import { useCan } from '../api/use-can.ts'
import { useIncidentAct } from '../incident/use-incident-act.ts'

/** Alerts that are one matter become one incident; it opens. */
export function LinkIncident({ ids, title }: { ids: readonly string[]; title: string }) {
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
          const { id } = await createIncident(title.slice(0, 120), ids)
          await navigate({ to: '/incidents/$incidentId', params: { incidentId: id } })
        })
      }
    >
      {t('alert.linkThem')}
    </Button>
  )
}
