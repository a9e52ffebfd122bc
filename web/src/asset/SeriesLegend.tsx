import type { ObservationList } from '@trame/domain'
import { useTranslation } from 'react-i18next'
import { addsUp, oddOf, summaryOf, totalOf } from '../charts/chart-data.ts'
import { propertyOf } from '../format/value.ts'
import { useFormat } from '../i18n/use-format.ts'
import css from './SeriesPanel.module.css'

/** What each mark is, and the period in three numbers with the sample they rest on. */
export function SeriesLegend({
  list,
  compared,
  chart,
}: {
  list: ObservationList
  compared: boolean
  chart: boolean
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const summary = summaryOf(list)
  const property = propertyOf(list.property)
  const value = (of: number) => format.value(list.property, of)
  const bars = addsUp(list)
  const plain = property.kind !== 'gauge' || property.aggregate === 'sum'
  return (
    <div className={css.legend}>
      {chart && (
        <>
          <Mark label={bars ? t('asset.increase') : format.property(list.property)}>
            {bars ? (
              <path d="M3 12V5h4v7zm6 0V1h4v11zm6 0V7h4v5z" fill="var(--ch-1)" />
            ) : (
              <path d="M0 6h22" stroke="var(--ch-1)" strokeWidth="2.4" />
            )}
          </Mark>
          {list.points.some((point) => point.min !== undefined) && !plain && (
            <Mark label={t('asset.spread')}>
              <rect width="22" height="10" y="1" fill="var(--ch-1)" opacity="0.22" />
            </Mark>
          )}
          {compared && (
            <Mark label={t('asset.previous')}>
              <path d="M0 6h22" stroke="var(--ch-6)" strokeWidth="2" strokeDasharray="5 3" />
            </Mark>
          )}
          {oddOf(list).length > 0 && (
            <Mark label={t('asset.odd')}>
              <path d="m7 2 8 8m0-8-8 8" stroke="var(--ch-2)" strokeWidth="2" />
            </Mark>
          )}
        </>
      )}
      {list.gaps.length > 0 && (
        <span className={css.warn}>{t('asset.gaps', { count: list.gaps.length })}</span>
      )}
      {list.truncated && <span className={css.warn}>{t('asset.truncated')}</span>}
      {summary && (
        <span className={css.summary}>
          {bars
            ? t('asset.total', { total: value(totalOf(list)), count: summary.count })
            : plain
              ? t('asset.summaryState', { count: summary.count })
              : t('asset.summary', {
                  min: value(summary.min),
                  mean: value(summary.mean),
                  max: value(summary.max),
                  count: summary.count,
                })}
        </span>
      )}
    </div>
  )
}

function Mark({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <span>
      <svg width="22" height="12" viewBox="0 0 22 12" aria-hidden="true" fill="none">
        {children}
      </svg>
      {label}
    </span>
  )
}
