import { Button } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useCan } from '../api/use-can.ts'
import { useIncidentAct } from '../incident/use-incident-act.ts'

interface Props {
  label: string
  /** Resolves with the incident's id. */
  join: () => Promise<string>
}

/** Alerts that are one matter become one incident, new or known; it opens. */
export function IncidentButton({ label, join }: Props) {
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
          const incidentId = await join()
          await navigate({ to: '/incidents/$incidentId', params: { incidentId } })
        })
      }
    >
      {label}
    </Button>
  )
}
