import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { AlertDetail } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { tickStep } from '../api/alerts.ts'
import { useFormat } from '../i18n/use-format.ts'
import { toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import css from './Agent.module.css'

export function AgentChecklist({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useQueryClient()
  const sentence = useErrorSentence()
  const tick = useMutation({
    mutationFn: ({ id, done }: { id: number; done: boolean }) => tickStep(alert.id, id, done),
    onError: (error) => toastFailure(sentence(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['alerts'] }),
  })
  if (alert.checklist.length === 0) return null
  const done = alert.checklist.filter((step) => step.doneAt !== null).length
  return (
    <section className={css.section}>
      <h3>
        {t('agent.toDo')} <small>{t('alert.checklistCount', { done, total: alert.checklist.length })}</small>
      </h3>
      {alert.checklist.map((step) => (
        <label key={step.id} className={css.step}>
          <input
            type="checkbox"
            checked={step.doneAt !== null}
            disabled={tick.isPending}
            onChange={(event) => tick.mutate({ id: step.id, done: event.currentTarget.checked })}
          />
          <span style={{ flex: 1 }}>{step.text}</span>
          {step.doneAt && <small>{format.time(step.doneAt, 'time')}</small>}
        </label>
      ))}
    </section>
  )
}
