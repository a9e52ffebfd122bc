import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Incident } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { acknowledgeMany } from '../api/alerts.ts'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { DecideIncident } from './DecideIncident.tsx'
import css from './Inbox.module.css'
import { JoinAlerts } from './JoinAlerts.tsx'

interface Props {
  ids: readonly string[]
  /** All of whose open alerts are among them. */
  incidents: readonly Pick<Incident, 'id' | 'number' | 'status'>[]
  /** Those of `ids` that are in none of these. */
  alone: readonly string[]
  /** The incidents in which they are seen. */
  outOf: readonly string[]
  /** Of the incident that they may become. */
  title: string
  onDone: () => void
}

/** What can be done to the chosen alerts together. */
export function BulkBar({ ids, incidents, alone, outOf, title, onDone }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const sentence = useErrorSentence()
  const acknowledge = useMutation({
    mutationFn: () => acknowledgeMany(ids),
    onSuccess: ({ done, refused }) => {
      if (refused > 0) toastFailure(t('alert.doneSome', { done, failed: refused }))
      else toast(t('alert.doneMany', { count: done }))
      onDone()
    },
    onError: (error) => toastFailure(sentence(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['alerts'] }),
  })
  if (ids.length === 0) return null
  const [into, ...others] = incidents
  return (
    <div className={css.bulk} role="status">
      <strong>{t('alert.selected', { count: ids.length })}</strong>
      <Button size="xs" loading={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
        {t('alert.acknowledgeMany')}
      </Button>
      <JoinAlerts ids={ids} incidents={incidents} alone={alone} outOf={outOf} title={title} />
      {into && others.length + alone.length === 0 && <DecideIncident incident={into} onDone={onDone} />}
      <Button size="xs" variant="default" onClick={onDone}>
        {t('alert.unselect')}
      </Button>
    </div>
  )
}
