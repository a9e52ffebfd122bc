import { Button } from '@mantine/core'
import type { Incident } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { changeIncident } from '../api/incidents.ts'
import { useCan } from '../api/use-can.ts'
import { useIncidentAct } from '../incident/use-incident-act.ts'

interface Props {
  incident: Pick<Incident, 'id' | 'status'>
  onDone: () => void
}

/** What the platform proposed is one matter, or it is not: then its alerts stand each by themselves again. */
export function DecideIncident({ incident, onDone }: Props) {
  const { t } = useTranslation()
  const act = useIncidentAct()
  if (!useCan('operator') || incident.status !== 'proposed') return null
  const decide = (status: 'open' | 'dismissed') =>
    act.mutate(() => changeIncident(incident.id, { status }), { onSuccess: onDone })
  return (
    <>
      <Button size="xs" variant="default" loading={act.isPending} onClick={() => decide('open')}>
        {t('alert.keepIncident')}
      </Button>
      <Button size="xs" variant="default" loading={act.isPending} onClick={() => decide('dismissed')}>
        {t('alert.dismissIncident')}
      </Button>
    </>
  )
}
