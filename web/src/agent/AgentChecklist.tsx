import type { ChecklistStep } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import css from './Agent.module.css'
import type { Waiting } from './flush.ts'
import { stepsAfter } from './steps-after.ts'

interface Props {
  heading: string
  checklist: readonly ChecklistStep[]
  outbox: readonly Waiting[]
  disabled?: boolean
  onTick: (step: { stepId: number; text: string; done: boolean }) => void
}

/** A tick goes through the outbox like every act: it shows at once, with or without a network. */
export function AgentChecklist({ heading, checklist, outbox, disabled = false, onTick }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  if (checklist.length === 0) return null
  const steps = stepsAfter(checklist, outbox)
  const done = steps.filter((step) => step.doneAt !== null).length
  return (
    <section className={css.section} aria-label={heading}>
      <h3>
        {heading} <small>{t('alert.checklistCount', { done, total: steps.length })}</small>
      </h3>
      {steps.map(({ id, text, doneAt, doneBy, waiting }) => (
        <label key={id} className={css.step}>
          <input
            type="checkbox"
            checked={doneAt !== null}
            disabled={disabled}
            onChange={(event) => onTick({ stepId: id, text, done: event.currentTarget.checked })}
          />
          <span style={{ flex: 1 }}>{text}</span>
          {waiting ? (
            <small className={css.pending}>{t('agent.pending')}</small>
          ) : (
            doneAt && (
              <small>
                {format.time(doneAt, 'time')}
                {doneBy && `, ${doneBy.name}`}
              </small>
            )
          )}
        </label>
      ))}
    </section>
  )
}
