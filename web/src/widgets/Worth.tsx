import type { Factor, UseCaseSummary } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { Hint } from '../indicator/Hint.tsx'
import css from './IndicatorWidget.module.css'
import { moneyUnit } from './money-unit.ts'

/** What was saved, in the property's unit, in money and in carbon; each factor with its date and source. */
export function Worth({ data }: { data: UseCaseSummary }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { saving, worth } = data
  const known = worth.flatMap((each) => (each.value === null ? [] : [{ ...each, value: each.value }]))
  // Degrees and indices differ, they are not saved.
  const addsUp = data.aggregate === 'sum' || data.aggregate === 'increase'
  if (known.length === 0 && !(saving && addsUp)) return null
  const key = !saving ? 'useCase.worth' : saving.value >= 0 ? 'useCase.saved' : 'useCase.spent'
  return (
    <p className={css.worth}>
      {t(key)} {saving && <b>{format.figure(data.property, Math.abs(saving.value))}</b>}
      {known.map(({ factor, value, unit }, i) => (
        <span key={factor.id}>
          {(saving || i > 0) && ' · '}
          <Hint
            label={factor[format.lang]}
            text={`${format.number(Math.abs(value), Math.abs(value) < 10 ? 1 : 0)}\u00a0${moneyUnit(unit, format.lang)}`}
          >
            <FactorFacts factor={factor} />
          </Hint>
        </span>
      ))}
    </p>
  )
}

function FactorFacts({ factor }: { factor: Factor }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <dl className={css.facts}>
      <div>
        <dt>{factor[format.lang]}</dt>
        <dd>
          {format.number(factor.value, 3)}&nbsp;{moneyUnit(factor.unit, format.lang)}
        </dd>
      </div>
      <div>
        <dt>{t('useCase.factor.since')}</dt>
        <dd>{format.time(factor.validFrom, 'date')}</dd>
      </div>
      <div>
        <dt>{t('useCase.factor.source')}</dt>
        <dd>
          {factor.source}
          {factor.own && ` (${t('useCase.factor.own')})`}
        </dd>
      </div>
    </dl>
  )
}
