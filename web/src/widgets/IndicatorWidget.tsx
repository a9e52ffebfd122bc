import { Link } from '@tanstack/react-router'
import type { IndicatorDescription, UseCaseSummary } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { lowerFirst } from '../format/lower-first.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Hint } from '../indicator/Hint.tsx'
import { HowComputed } from '../indicator/HowComputed.tsx'
import { useNow } from '../ui/clock.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { Value } from '../ui/Value.tsx'
import { lateSince } from '../use-case/late.ts'
import { periodText } from '../use-case/period-text.ts'
import { indicatorOfWidget, type ShownSummary, useSummary } from '../use-case/use-summary.ts'
import { Against } from './Against.tsx'
import css from './IndicatorWidget.module.css'
import { Worth } from './Worth.tsx'
import { periodChosen, type WidgetProps } from './widget-props.ts'

/** One big figure of a period: against what, worth what, made of what. */
export function IndicatorWidget({ widget, useCase, search, window }: WidgetProps<'indicator'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data, error, retry, period } = useSummary(useCase, widget, periodChosen(search) ? window : null)
  const indicator = indicatorOfWidget(useCase, widget)
  const title = widget.title?.[format.lang] ?? format.property(widget.property)
  return (
    <section className={css.cell} aria-label={title} data-testid="indicator">
      <h2 className={css.title}>
        {title}
        {indicator && (
          <Hint label={t('useCase.how.title', { indicator: title })}>
            <HowComputed indicator={indicator} />
          </Hint>
        )}
      </h2>
      {error !== null && !data && <ErrorPanel error={error} retry={retry} />}
      {!data && error === null && (
        <p className={css.waiting} role="status" aria-label={t('common.loading')} />
      )}
      {data && data.value === null && <NoValue indicator={indicator} property={data.property} />}
      {data && data.value !== null && (
        <Figure data={data} value={data.value} period={period} better={widget.better} />
      )}
      {data && data.value !== null && widget.baseline && !data.baseline && (
        <p className={css.small}>
          {t('useCase.noBaseline')}{' '}
          {widget.baseline.kind === 'period' && (
            <Link to="/admin/factors" className="link">
              {t('factor.declare')}
            </Link>
          )}
        </p>
      )}
    </section>
  )
}

function Figure({
  data,
  value,
  period,
  better,
}: {
  data: UseCaseSummary
  value: number
  period: ShownSummary['period']
  better: 'up' | 'down' | undefined
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const late = lateSince(data, period, now)
  const sample = [
    periodText(period, now, t, format),
    data.estimated && t('useCase.estimated'),
    data.completeness !== null &&
      data.completeness < 0.995 &&
      t('useCase.completeness', { share: format.number(Math.floor(data.completeness * 100)) }),
    late && t('common.staleSince', { age: format.age(late, now) }),
  ]
  return (
    <>
      <p className={css.figure} data-stale={late !== null}>
        <Value property={data.property} value={value} size="indicator" />
        <Against data={data} value={value} better={better} />
      </p>
      <Worth data={data} />
      <p className={css.small}>{sample.filter(Boolean).join(' · ')}</p>
    </>
  )
}

/** Why there is nothing: an indicator lives on what is observed. */
function NoValue({ indicator, property }: { indicator: IndicatorDescription | undefined; property: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  // A sum over assets is made of what bears its own name.
  const needed = Object.values(indicator?.inputs ?? {}).filter(
    ({ optional, property: input }) => !optional && input !== property,
  )
  return (
    <>
      <p className={css.none}>–</p>
      <p className={css.small}>
        {needed.length > 0
          ? t('useCase.needs', {
              inputs: [...new Set(needed.map((input) => format.property(input.property)))]
                .map(lowerFirst)
                .join(', '),
            })
          : t('useCase.noValue')}
      </p>
    </>
  )
}
