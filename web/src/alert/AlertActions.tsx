import { Button, Menu } from '@mantine/core'
import {
  IconCheck,
  IconChevronDown,
  IconClock,
  IconPlayerPlay,
  IconShare2,
  IconUser,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Alert } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../api/auth.ts'
import { peopleQuery, teamsQuery } from '../api/people.ts'
import { useCan } from '../api/use-can.ts'
import { assigneeName, isOver } from './alert-title.ts'
import { CloseAlert } from './CloseAlert.tsx'
import { HandOver } from './HandOver.tsx'
import { useAct } from './use-act.ts'

const snoozeHours = [1, 4, 24, 168] as const

/** What may be done now, the next step first: one filled button a page. */
export function AlertActions({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const mayAct = useCan('agent')
  const [dialog, setDialog] = useState<'close' | 'handOver' | null>(null)
  const act = useAct(alert.id)
  if (!mayAct) return null
  if (alert.status === 'closed') return null
  return (
    <>
      <AssignMenu alert={alert} />
      {!isOver(alert) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" leftSection={<IconClock size={16} aria-hidden />}>
              {t('alert.act.snooze')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {snoozeHours.map((hours) => (
              <Menu.Item
                key={hours}
                onClick={() =>
                  act.mutate({ do: 'snooze', until: new Date(Date.now() + hours * 3_600_000).toISOString() })
                }
              >
                {t(`alert.snoozeFor.h${hours}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <Button
        variant="default"
        leftSection={<IconShare2 size={16} aria-hidden />}
        onClick={() => setDialog('handOver')}
      >
        {t('alert.act.handOver')}
      </Button>
      {alert.status === 'acknowledged' && (
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={act.isPending}
          onClick={() => act.mutate({ do: 'start' })}
        >
          {t('alert.act.start')}
        </Button>
      )}
      {alert.status === 'inProgress' && (
        <Button variant="default" loading={act.isPending} onClick={() => act.mutate({ do: 'resolve' })}>
          {t('alert.act.resolve')}
        </Button>
      )}
      {alert.status === 'open' ? (
        <>
          <Button variant="default" onClick={() => setDialog('close')}>
            {t('alert.act.close')}
          </Button>
          <Button
            leftSection={<IconCheck size={16} aria-hidden />}
            loading={act.isPending}
            onClick={() => act.mutate({ do: 'acknowledge' })}
          >
            {t('alert.act.acknowledge')}
          </Button>
        </>
      ) : (
        <Button leftSection={<IconCheck size={16} aria-hidden />} onClick={() => setDialog('close')}>
          {t('alert.act.close')}
        </Button>
      )}
      <CloseAlert opened={dialog === 'close'} alert={alert} onClose={() => setDialog(null)} />
      <HandOver opened={dialog === 'handOver'} alert={alert} onClose={() => setDialog(null)} />
    </>
  )
}

function AssignMenu({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const act = useAct(alert.id)
  const { data: me } = useQuery(meQuery)
  const { data: people = [] } = useQuery(peopleQuery)
  const { data: teams = [] } = useQuery(teamsQuery)
  const others = people.filter((person) => person.id !== me?.userId)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconUser size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {assigneeName(alert) ?? t('alert.act.assign')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {me && (
          <Menu.Item onClick={() => act.mutate({ do: 'assign', userId: me.userId, teamId: null })}>
            {t('alert.toMe')}
          </Menu.Item>
        )}
        {others.length > 0 && <Menu.Label>{t('alert.people')}</Menu.Label>}
        {others.map((person) => (
          <Menu.Item
            key={person.id}
            onClick={() => act.mutate({ do: 'assign', userId: person.id, teamId: null })}
          >
            {person.name}
          </Menu.Item>
        ))}
        {teams.length > 0 && <Menu.Label>{t('alert.teams')}</Menu.Label>}
        {teams.map((team) => (
          <Menu.Item
            key={team.id}
            onClick={() => act.mutate({ do: 'assign', userId: null, teamId: team.id })}
          >
            {team.name}
          </Menu.Item>
        ))}
        {assigneeName(alert) && (
          <Menu.Item onClick={() => act.mutate({ do: 'assign', userId: null, teamId: null })}>
            {t('alert.nobody')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
