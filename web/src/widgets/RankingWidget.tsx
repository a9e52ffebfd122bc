import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assetValuesQuery } from '../api/use-cases.ts'
import { lowerFirst } from '../format/lower-first.ts'
import { useFormat } from '../i18n/use-format.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { SeverityShape } from '../ui/SeveritySign.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { rankingAsked } from '../use-case/ranking-asked.ts'
import { AssetCell } from './AssetCell.tsx'
import css from './RankingWidget.module.css'
import { WidgetFrame } from './WidgetFrame.tsx'
import type { WidgetProps } from './widget-props.ts'

/** Beside the map; the rest on demand, and all of it in the table below. */
const atOnce = 5

/** Who comes first, and why: each with the values that put it there. */
export function RankingWidget({ widget, search, change }: WidgetProps<'ranking'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useInfiniteQuery(assetValuesQuery(rankingAsked(widget), widget.limit))
  // One that has no value has no place in a ranking.
  const assets = (query.data?.pages[0]?.items ?? []).filter(({ values }) => values[widget.by] !== undefined)
  const [all, setAll] = useState(false)
  const title =
    widget.title?.[format.lang] ?? t('useCase.rankingBy', { property: format.property(widget.by) })
  return (
    <WidgetFrame title={title}>
      {query.error && !query.data && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={5} height={48} />}
      {query.data && assets.length === 0 && (
        <Empty title={t('useCase.nobodyFirst')}>
          {widget.from === undefined
            ? t('useCase.noRankingText')
            : t('useCase.nobodyBeyond', {
                property: format.property(widget.by),
                limit: format.value(widget.by, widget.from),
              })}
        </Empty>
      )}
      {assets.length > 0 && widget.title && (
        <p className={css.by}>
          {t('useCase.rankedBy', { property: lowerFirst(format.property(widget.by)) })}
        </p>
      )}
      <ol className={css.ranking}>
        {(all ? assets : assets.slice(0, atOnce)).map((asset, i) => (
          <li key={asset.id} data-selected={asset.id === search.asset}>
            <button
              type="button"
              className={css.place}
              aria-pressed={asset.id === search.asset}
              // The name holds what is seen (WCAG 2.5.3).
              aria-label={`${i + 1}, ${t('useCase.showAsset', { name: asset.name })}`}
              onClick={() => change({ asset: asset.id === search.asset ? undefined : asset.id })}
            >
              {i + 1}
            </button>
            <span className={css.first}>
              <Link to="/assets/$assetId" params={{ assetId: asset.id }} className={css.name}>
                {asset.severity && <SeverityShape severity={asset.severity} />}
                {asset.name}
              </Link>
              <AssetCell asset={asset} property={widget.by} />
            </span>
            <dl className={css.reasons}>
              {widget.reasons
                .filter((property) => asset.values[property] !== undefined)
                .map((property) => (
                  <div key={property}>
                    <dt>{format.property(property)}</dt>
                    <dd>{format.value(property, asset.values[property]!.value)}</dd>
                  </div>
                ))}
            </dl>
          </li>
        ))}
      </ol>
      {!all && assets.length > atOnce && (
        <button type="button" className={`link ${css.more}`} onClick={() => setAll(true)}>
          {t('useCase.wholeRanking', { count: assets.length })}
        </button>
      )}
    </WidgetFrame>
  )
}
