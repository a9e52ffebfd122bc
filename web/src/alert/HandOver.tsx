import { Button, Modal, NativeSelect, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../api/alerts.ts'
import { teamsQuery } from '../api/people.ts'
import form from '../fleet/Form.module.css'
import { Empty } from '../ui/Empty.tsx'
import { useAct } from './use-act.ts'

interface Props {
  alert: Alert
  opened: boolean
  onClose: () => void
}

export function HandOver({ alert, opened, onClose }: Props) {
  const { t } = useTranslation()
  const act = useAct(alert.id)
  const { data: teams = [] } = useQuery({ ...teamsQuery, enabled: opened })
  const others = teams.filter((team) => team.id !== alert.assigneeTeam?.id)
  const [chosen, setChosen] = useState('')
  const [note, setNote] = useState('')
  const teamId = chosen || others[0]?.id
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('alert.act.handOver')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {others.length === 0 ? (
        <Empty title={t('alert.noPeople')} />
      ) : (
        <form
          className={form.form}
          onSubmit={(event) => {
            event.preventDefault()
            if (!teamId) return
            act.mutate(
              { do: 'handOver', teamId, ...(note.trim() && { note: note.trim() }) },
              { onSuccess: onClose },
            )
          }}
        >
          <p className={form.lead}>{t('alert.handOverLead')}</p>
          <NativeSelect
            label={t('alert.handOverTo')}
            value={teamId}
            data-autofocus
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={others.map((team) => ({ value: team.id, label: team.name }))}
          />
          <Textarea
            label={t('alert.handOverNote')}
            value={note}
            rows={3}
            maxLength={1000}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <div className={form.actions}>
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('alert.act.handOver')}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  )
}
