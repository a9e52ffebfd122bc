import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { acknowledgeMany } from '../api/alerts.ts'
import { toast, toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import css from './Inbox.module.css'
import { LinkIncident } from './LinkIncident.tsx'

interface Props {
  ids: readonly string[]
  /** Of the incident that they may become. */
  title: string
  onDone: () => void
}

/** What can be done to the chosen alerts together. */
export function BulkBar({ ids, title, onDone }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const sentence = useErrorSentence()
  const acknowledge = useMutation({
    mutationFn: () => acknowledgeMany(ids),
    onSuccess: ({ done, failed }) => {
      if (failed > 0) toastFailure(t('alert.doneSome', { done, failed }))
      else toast(t('alert.doneMany', { count: done }))
      onDone()
    },
    onError: (error) => toastFailure(sentence(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['alerts'] }),
  })
  if (ids.length === 0) return null
  return (
    <div className={css.bulk} role="status">
      <strong>{t('alert.selected', { count: ids.length })}</strong>
      <Button size="xs" loading={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
        {t('alert.acknowledgeMany')}
      </Button>
      {ids.length > 1 && <LinkIncident ids={ids} title={title} />}
      <Button size="xs" variant="default" onClick={onDone}>
        {t('alert.unselect')}
      </Button>
    </div>
  )
}
