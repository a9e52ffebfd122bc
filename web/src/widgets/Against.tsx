import type { UseCaseSummary } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { propertyOf, unitGap } from '../format/value.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Hint } from '../indicator/Hint.tsx'
import { deltaOf } from './delta.ts'
import css from './IndicatorWidget.module.css'

interface Props {
  data: UseCaseSummary
  value: number
  better: 'up' | 'down' | undefined
}

/** How far the figure is from its baseline, and what that baseline is. */
export function Against({ data, value, better }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const { baseline } = data
  if (!baseline || baseline.value === null) return null
  const delta = deltaOf(value, baseline.value, propertyOf(data.property).unit, better)
  const size = Math.abs(delta.amount)
  const sign = delta.amount > 0 ? '+' : delta.amount < 0 ? '−' : ''
  const number = format.number(size, size < 10 ? 1 : 0)
  const name =
    baseline.kind === 'reference' ? format.property(baseline.property) : t('useCase.baseline.period')
  return (
    <>
      {Number.isFinite(size) && (
        <span className={css.delta} data-good={delta.good}>
          {sign}
          {number}
          {delta.points ? `\u00a0${t('useCase.points', { count: size })}` : `${unitGap('%', format.lang)}%`}
          {delta.good !== null && (
            <span className={css.hidden}> {t(delta.good ? 'useCase.better' : 'useCase.worse')}</span>
          )}
        </span>
      )}
      <span className={css.base}>
        <Hint
          label={t('useCase.baseline.title')}
          text={t('useCase.baseline.is', { name, value: format.figure(data.property, baseline.value) })}
        >
          <BaselineFacts baseline={baseline} />
        </Hint>
      </span>
    </>
  )
}

function BaselineFacts({ baseline }: { baseline: NonNullable<UseCaseSummary['baseline']> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const facts: [string, string][] = [
    [t('useCase.baseline.title'), t(`useCase.baseline.kind.${baseline.kind}`)],
    ...(baseline.from && baseline.to
      ? [
          [
            t('useCase.baseline.over'),
            `${format.time(baseline.from, 'short')} – ${format.time(baseline.to, 'short')}`,
          ] as [string, string],
        ]
      : []),
    [t('useCase.baseline.sample'), t('useCase.subjects', { count: baseline.subjects })],
    ...(baseline.completeness !== null
      ? [
          [t('useCase.baseline.completeness'), format.percent(Math.floor(baseline.completeness * 100))] as [
            string,
            string,
          ],
        ]
      : []),
    ...(baseline.note ? [[t('useCase.baseline.note'), baseline.note] as [string, string]] : []),
  ]
  return (
    <>
      <dl className={css.facts}>
        {facts.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {baseline.scaled && <p className={css.small}>{t('useCase.baseline.scaled')}</p>}
    </>
  )
}
