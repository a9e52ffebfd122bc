import { Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { incidentsQuery } from '../api/incidents.ts'

interface Props {
  /** One that is not offered: the alert is in it. */
  except?: string | null
  onChoose: (incident: { id: string; number: number }) => void
}

/** The incidents that are going on, as items of a menu, the newest first. */
export function IncidentItems({ except = null, onChoose }: Props) {
  const { data } = useQuery(incidentsQuery(undefined))
  const open = (data?.items ?? []).filter(
    ({ id, status }) => id !== except && (status === 'open' || status === 'proposed'),
  )
  return open.map(({ id, number, title }) => (
    <Menu.Item key={id} onClick={() => onChoose({ id, number })}>
      {number} — {title}
    </Menu.Item>
  ))
}
