import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { dateOf, factorOn, localDay } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { factorsQuery } from '../api/factors.ts'
import { useFormat } from '../i18n/use-format.ts'
import css from './Collection.module.css'
import { NumberField } from './Fields.tsx'
import { FormSection } from './FormSection.tsx'
import type { CollectionDraft } from './use-collection-draft.ts'

/** When a container is worth a visit, and what a visit costs. */
export function Choice({ form }: { form: CollectionDraft }) {
  const { t } = useTranslation()
  return (
    <>
      <FormSection title={t('collection.choice')} lead={t('collection.choiceText')}>
        <div className={css.fields}>
          <NumberField field={form.field('choice.fullFrom')} label={t('collection.fullFrom')} unit="%" />
          <NumberField
            field={form.field('choice.leastStops')}
            label={t('collection.leastStops')}
            hint={t('collection.leastStopsHint')}
          />
          <NumberField
            field={form.field('choice.neighbourFrom')}
            label={t('collection.neighbourFrom')}
            unit="%"
          />
          <NumberField
            field={form.field('choice.neighbourMinutes')}
            label={t('collection.neighbourMinutes')}
            unit="min"
          />
        </div>
      </FormSection>
      <FormSection title={t('collection.costs')} lead={t('collection.costsText')}>
        <div className={css.fields}>
          <NumberField field={form.field('costs.crewPerHour')} label={t('collection.crew')} unit="€/h" />
          <NumberField field={form.field('costs.perKm')} label={t('collection.perKm')} unit="€/km" />
          <NumberField field={form.field('costs.perTruck')} label={t('collection.perTruck')} unit="€" />
        </div>
        <Consumption />
      </FormSection>
    </>
  )
}

/** A dated factor with a source, like all that becomes carbon: said here, set there. */
function Consumption() {
  const { t } = useTranslation()
  const format = useFormat()
  const { data } = useQuery(factorsQuery)
  const today = dateOf(localDay(format.timeZone, Date.now()))
  const factor = data && factorOn(data, 'truck.diesel', today)
  return (
    <p className={css.lead}>
      {factor && t('collection.consumption', { litres: format.number(100 * factor.value, 1) })}{' '}
      <Link to="/admin/factors">{t('collection.consumptionSet')}</Link>
    </p>
  )
}
