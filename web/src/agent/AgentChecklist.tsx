import type { AlertDetail } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import css from './Agent.module.css'
import type { Waiting } from './flush.ts'
import { tickAct } from './outbox.ts'
import { stepsAfter } from './steps-after.ts'

interface Props {
  alert: AlertDetail
  title: string
  outbox: readonly Waiting[]
}

/** A tick goes through the outbox like every act: it shows at once, with or without a network. */
export function AgentChecklist({ alert, title, outbox }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  if (alert.checklist.length === 0) return null
  const steps = stepsAfter(alert.checklist, outbox)
  const done = steps.filter((step) => step.doneAt !== null).length
  return (
    <section className={css.section}>
      <h3>
        {t('agent.toDo')} <small>{t('alert.checklistCount', { done, total: steps.length })}</small>
      </h3>
      {steps.map(({ id, text, doneAt, waiting }) => (
        <label key={id} className={css.step}>
          <input
            type="checkbox"
            checked={doneAt !== null}
            onChange={(event) =>
              void tickAct(alert.id, title, {
                do: 'tick',
                stepId: id,
                text,
                done: event.currentTarget.checked,
              })
            }
          />
          <span style={{ flex: 1 }}>{text}</span>
          {waiting ? (
            <small className={css.pending}>{t('agent.pending')}</small>
          ) : (
            doneAt && <small>{format.time(doneAt, 'time')}</small>
          )}
        </label>
      ))}
    </section>
  )
}
