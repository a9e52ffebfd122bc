import { Button, TextInput } from '@mantine/core'
import type { IncidentDetail } from '@trame/domain'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChecklistItems } from '../alert/ChecklistItems.tsx'
import { addIncidentStep, tickIncidentStep } from '../api/incidents.ts'
import { useCan } from '../api/use-can.ts'
import page from '../ui/page.module.css'
import { useIncidentAct } from './use-incident-act.ts'

export function IncidentChecklist({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation()
  const mayAct = useCan('agent')
  const act = useIncidentAct()
  const [text, setText] = useState('')
  const over = incident.status === 'closed' || incident.status === 'dismissed'
  const done = incident.checklist.filter((step) => step.doneAt !== null).length
  return (
    <section className={page.section} aria-labelledby="checklist-title">
      <div className={page.sectionHead}>
        <h2 id="checklist-title">{t('alert.checklist')}</h2>
        {incident.checklist.length > 0 && (
          <span className={page.note}>
            {t('alert.checklistCount', { done, total: incident.checklist.length })}
          </span>
        )}
      </div>
      <ChecklistItems
        steps={incident.checklist}
        disabled={!mayAct || over}
        onTick={(id, ticked) => act.mutateAsync(() => tickIncidentStep(incident.id, id, { done: ticked }))}
      />
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
