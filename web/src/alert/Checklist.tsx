import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { AlertDetail } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { alertQuery, tickStep } from '../api/alerts.ts'
import { useCan } from '../api/use-can.ts'
import page from '../ui/page.module.css'
import { toastFailure } from '../ui/toast.ts'
import { useErrorSentence } from '../ui/use-error-sentence.ts'
import { ChecklistItems } from './ChecklistItems.tsx'

export function Checklist({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation()
  const mayAct = useCan('agent')
  const client = useQueryClient()
  const sentence = useErrorSentence()
  const tick = useMutation({
    mutationFn: ({ id, done }: { id: number; done: boolean }) => tickStep(alert.id, id, { done }),
    onError: (error) => toastFailure(sentence(error)),
    onSettled: () => client.invalidateQueries({ queryKey: alertQuery(alert.id).queryKey }),
  })
  if (alert.checklist.length === 0) return null
  const done = alert.checklist.filter((step) => step.doneAt !== null).length
  return (
    <section className={page.section} aria-labelledby="checklist-title">
      <div className={page.sectionHead}>
        <h2 id="checklist-title">{t('alert.checklist')}</h2>
        <span className={page.note}>
          {t('alert.checklistCount', { done, total: alert.checklist.length })}
        </span>
      </div>
      <ChecklistItems
        steps={alert.checklist}
        disabled={!mayAct || alert.status === 'closed'}
        onTick={(id, done) => tick.mutateAsync({ id, done })}
      />
    </section>
  )
}
