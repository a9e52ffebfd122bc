import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import css from './Collection.module.css'
import { ClockField, NumberField } from './Fields.tsx'
import { FormSection } from './FormSection.tsx'
import type { CollectionDraft } from './use-collection-draft.ts'

/** Trucks, the days and hours on which they go, and the pause. */
export function Trucks({ form }: { form: CollectionDraft }) {
  const { t } = useTranslation()
  const format = useFormat()
  const weekdays = new Intl.DateTimeFormat(format.lang, { weekday: 'long', timeZone: 'UTC' })
  const days = form.draft.days as number[]
  const pause = form.draft.pause as object | null
  // 5 January 2026 is a Monday.
  const nameOf = (day: number) => weekdays.format(Date.UTC(2026, 0, 4 + day, 12))
  return (
    <>
      <FormSection title={t('collection.trucks')}>
        <div className={css.fields}>
          <NumberField field={form.field('trucks')} label={t('collection.truckCount')} />
          <NumberField field={form.field('capacityM3')} label={t('collection.capacity')} unit="m³" />
          <NumberField
            field={form.field('compaction')}
            label={t('collection.compaction')}
            hint={t('collection.compactionHint')}
          />
          <NumberField
            field={form.field('serviceSeconds')}
            label={t('collection.service')}
            unit="s"
            hint={t('collection.serviceHint')}
          />
          <NumberField
            field={form.field('pace')}
            label={t('collection.pace')}
            unit="%"
            scale={0.01}
            hint={t('collection.paceHint')}
          />
        </div>
      </FormSection>
      <FormSection title={t('collection.hours')} lead={t('collection.hoursText')}>
        <Checkbox.Group
          label={t('collection.days')}
          value={days.map(String)}
          onChange={(next) => form.set('days', next.map(Number).sort())}
          error={form.field('days').error}
        >
          <div className={css.days}>
            {[1, 2, 3, 4, 5, 6, 7].map((day) => (
              <Checkbox key={day} value={String(day)} label={nameOf(day)} />
            ))}
          </div>
        </Checkbox.Group>
        <div className={css.fields}>
          <ClockField field={form.field('shift.from')} label={t('collection.shiftFrom')} />
          <ClockField field={form.field('shift.until')} label={t('collection.shiftUntil')} />
        </div>
        <Checkbox
          className={css.tick}
          label={t('collection.pause')}
          checked={pause !== null}
          onChange={(event) =>
            form.set('pause', event.currentTarget.checked ? { afterMinutes: 360, minutes: 20 } : null)
          }
        />
        {pause !== null && (
          <div className={css.fields}>
            <NumberField
              field={form.field('pause.minutes')}
              label={t('collection.pauseMinutes')}
              unit="min"
            />
            <NumberField
              field={form.field('pause.afterMinutes')}
              label={t('collection.pauseAfter')}
              unit="min"
            />
          </div>
        )}
      </FormSection>
    </>
  )
}
