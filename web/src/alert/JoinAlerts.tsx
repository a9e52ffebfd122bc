import { Button, Menu } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import type { Incident } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { createIncident, joinIncident, mergeIncident, type ToJoin } from '../api/incidents.ts'
import { useCan } from '../api/use-can.ts'
import { IncidentItems } from './IncidentItems.tsx'
import { useJoin } from './use-join.ts'

interface Props {
  ids: readonly string[]
  /** All of whose open alerts are among them. */
  incidents: readonly Pick<Incident, 'id' | 'number'>[]
  /** Those of `ids` that are in none of these. */
  alone: readonly string[]
  /** The incidents in which they are seen. */
  outOf: readonly string[]
  /** Of the incident that they may become. */
  title: string
}

/** The chosen alerts become an incident, or part of one that is chosen with them or from those that are going on. */
export function JoinAlerts({ ids, incidents, alone, outOf, title }: Props) {
  const { t } = useTranslation()
  const { join, isPending } = useJoin(ids)
  if (!useCan('operator')) return null
  const [into, ...others] = incidents
  const button = {
    size: 'xs',
    variant: 'default',
    leftSection: <IconLink size={16} aria-hidden />,
    loading: isPending,
  } as const
  const all: ToJoin = { alertIds: ids, outOf }
  if (into)
    return (
      others.length + alone.length > 0 && (
        <Button
          {...button}
          onClick={() =>
            join(async () => {
              for (const { id } of others) await mergeIncident(id, into.id)
              return joinIncident(into.id, all)
            })
          }
        >
          {t('alert.joinIncident', { number: into.number })}
        </Button>
      )
    )
  return (
    <>
      {ids.length > 1 && (
        <Button {...button} onClick={() => join(() => createIncident(title.slice(0, 120), all))}>
          {t('alert.linkThem')}
        </Button>
      )}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button {...button}>{t('alert.joinKnown')}</Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
          <IncidentItems onChoose={({ id }) => join(() => joinIncident(id, all))} />
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
