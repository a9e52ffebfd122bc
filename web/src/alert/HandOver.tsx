import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Alert } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertAct } from '../api/alerts.ts'
import { teamsQuery } from '../api/people.ts'
import form from '../fleet/Form.module.css'
import { useAct } from './use-act.ts'

/** Not a team here: a service or an organisation, by its name. */
const elsewhereValue = 'elsewhere'

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
  const [to, setTo] = useState('')
  const elsewhere = chosen === elsewhereValue || others.length === 0
  const teamId = chosen || others[0]?.id
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('alert.act.handOver')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault()
          const target = elsewhere ? { to: to.trim() } : { teamId }
          if (elsewhere ? !to.trim() : !teamId) return
          act.mutate({ do: 'handOver', ...target, ...(note.trim() && { note: note.trim() }) } as AlertAct, {
            onSuccess: onClose,
          })
        }}
      >
        <p className={form.lead}>{t('alert.handOverLead')}</p>
        {others.length > 0 && (
          <NativeSelect
            label={t('alert.handOverTo')}
            value={elsewhere ? elsewhereValue : teamId}
            data-autofocus
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={[
              ...others.map((team) => ({ value: team.id, label: team.name })),
              { value: elsewhereValue, label: t('alert.handOverElsewhere') },
            ]}
          />
        )}
        {elsewhere && (
          <TextInput
            label={t('alert.handOverName')}
            value={to}
            maxLength={120}
            required
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        )}
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
    </Modal>
  )
}
