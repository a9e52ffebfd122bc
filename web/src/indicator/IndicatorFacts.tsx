import { useQuery } from '@tanstack/react-query'
import type { IndicatorPoint, Series } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { indicatorValuesQuery } from '../api/use-cases.ts'
import { useUseCases } from '../api/use-use-cases.ts'
import { chosenWindow, type RangeSearch } from '../charts/range.ts'
import { useFormat } from '../i18n/use-format.ts'
import { useNow } from '../ui/clock.ts'
import { HowComputed } from './HowComputed.tsx'
import css from './IndicatorFacts.module.css'

const iso = (at: number) => new Date(at).toISOString()

/** Of the points on screen: how complete their inputs were, and how many values went into them. */
export function sampleOf(points: readonly IndicatorPoint[]) {
  const shares = points.flatMap(({ completeness }) => completeness ?? [])
  const used = points.reduce(
    (sum, { inputs }) => sum + Object.values(inputs).reduce((inputSum, count) => inputSum + count, 0),
    0,
  )
  return {
    count: points.length,
    used,
    completeness: shares.length > 0 ? shares.reduce((sum, share) => sum + share, 0) / shares.length : null,
    estimated: points.filter(({ quality }) => quality === 'estimated').length,
  }
}

/** Under the chart of a computed series: its formula, its inputs, and how complete they were. */
export function IndicatorFacts({
  series,
  subject,
  search,
}: {
  series: Series
  subject: string
  search: RangeSearch
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = Math.floor(useNow() / 60_000) * 60_000
  const { useCases } = useUseCases()
  const { from, to } = chosenWindow(search, '24h', now)
  const id = series.indicator
  const query = useQuery({
    ...indicatorValuesQuery(id ?? '', { subject, from: iso(from), to: iso(to) }),
    enabled: id !== null,
  })
  if (id === null) return null
  const indicator = useCases.flatMap(({ indicators }) => indicators).find((each) => each.id === id)
  const points = query.data?.series.find((each) => each.seriesId === series.id)?.points ?? []
  const sample = sampleOf(points)
  return (
    <details className={css.facts}>
      <summary>
        {t('useCase.how.short')}
        {sample.completeness !== null && (
          <span>
            {t('useCase.completeness', { share: format.number(Math.floor(sample.completeness * 100)) })}
          </span>
        )}
        {query.data?.fault && <span className={css.fault}>{t('useCase.how.failed')}</span>}
      </summary>
      {indicator && <HowComputed indicator={indicator} />}
      <p className={css.sample}>
        {query.data && sample.count === 0
          ? t('useCase.how.none')
          : t('useCase.how.sample', { count: sample.count, used: format.number(sample.used) })}
        {query.data?.pending && ` ${t('useCase.how.pending')}`}
      </p>
    </details>
  )
}
