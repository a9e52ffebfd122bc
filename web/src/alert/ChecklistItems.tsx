import type { ChecklistStep } from '@trame/domain'
import { useState } from 'react'
import { useFormat } from '../i18n/use-format.ts'
import css from './Detail.module.css'

interface Props {
  steps: readonly ChecklistStep[]
  disabled: boolean
  /** Ends when what the platform keeps is on screen again. */
  onTick: (id: number, done: boolean) => Promise<unknown>
}

/** A tick shows at once; who and when, when the platform has kept it. A refused one goes back. */
export function ChecklistItems({ steps, disabled, onTick }: Props) {
  const format = useFormat()
  const [ticking, setTicking] = useState<{ id: number; done: boolean } | null>(null)
  return (
    <ul className={css.checklist}>
      {steps.map((step) => {
        const done = ticking?.id === step.id ? ticking.done : step.doneAt !== null
        return (
          <li key={step.id} data-done={done}>
            <label>
              <input
                type="checkbox"
                checked={done}
                disabled={disabled || (ticking !== null && ticking.id !== step.id)}
                onChange={(event) => {
                  if (ticking) return
                  const asked = { id: step.id, done: event.currentTarget.checked }
                  setTicking(asked)
                  onTick(asked.id, asked.done)
                    .catch(() => {}) // Told by a toast.
                    .finally(() => setTicking(null))
                }}
              />
              {step.text}
              {step.doneAt && (
                <time dateTime={step.doneAt} title={format.time(step.doneAt, 'full')}>
                  {format.time(step.doneAt, 'time')}
                  {step.doneBy && `, ${step.doneBy.name}`}
                </time>
              )}
            </label>
          </li>
        )
      })}
    </ul>
  )
}
