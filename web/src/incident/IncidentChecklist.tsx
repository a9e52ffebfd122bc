import { Button, TextInput } from '@mantine/core'
import type { IncidentDetail } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from '../alert/Detail.module.css'
import { addIncidentStep, tickIncidentStep } from '../api/incidents.ts'
import { useCan } from '../api/use-can.ts'
import { useFormat } from '../i18n/use-format.ts'
import page from '../ui/page.module.css'
import { useIncidentAct } from './use-incident-act.ts'

export function IncidentChecklist({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const mayAct = useCan('agent')
  const act = useIncidentAct()
  const [text, setText] = useState('')
  const over = incident.status === 'closed' || incident.status === 'dismissed'
  const done = incident.checklist.filter((step) => step.doneAt !== null).length
  return (
    <section className={page.section} aria-labelledby="checklist-title">
      <div className={page.sectionHead}>
        <h2 id="checklist-title">{t('alert.checklist')}</h2>
        <span className={page.note}>
          {t('alert.checklistCount', { done, total: incident.checklist.length })}
        </span>
      </div>
      <ul className={css.checklist}>
        {incident.checklist.map((step) => (
          <li key={step.id} data-done={step.doneAt !== null}>
            <label>
              <input
                type="checkbox"
                checked={step.doneAt !== null}
                disabled={!mayAct || act.isPending || over}
                onChange={(event) => {
                  const ticked = event.currentTarget.checked
                  act.mutate(() => tickIncidentStep(incident.id, step.id, ticked))
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
        ))}
      </ul>
      {mayAct && !over && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            const asked = text.trim()
            if (asked === '') return
            act.mutate(() => addIncidentStep(incident.id, asked))
            setText('')
          }}
        >
          <TextInput
            label={t('incident.step')}
            value={text}
            maxLength={400}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" size="xs" mt="xs" disabled={text.trim() === ''}>
            {t('incident.addStep')}
          </Button>
        </form>
      )}
    </section>
  )
}
