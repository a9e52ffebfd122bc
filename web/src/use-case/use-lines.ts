import { useQueries, useQuery } from '@tanstack/react-query'
import type { IndicatorDescription, UseCaseDescription, WidgetOf } from '@trame/domain'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { assetQuery, assetSeriesQuery } from '../api/assets.ts'
import { observationsQuery } from '../api/observations.ts'
import { fleetSeriesQuery } from '../api/use-cases.ts'
import { lineOf } from '../charts/chart-data.ts'
import { type ChartLine, dotsOf } from '../charts/lines.ts'
import { type ChosenWindow, grainFor } from '../charts/range.ts'
import { useFormat } from '../i18n/use-format.ts'
import { chartGrain, stepOf } from './period.ts'

const iso = (at: number) => new Date(at).toISOString()

const computing = (useCase: UseCaseDescription, property: string): IndicatorDescription | undefined =>
  useCase.indicators.find(({ computes }) => computes.includes(property))

/** The lines of a chart: its properties over the fleet, and of the selected asset when it is one of them. */
export function useLines(
  useCase: UseCaseDescription,
  widget: WidgetOf<'chart'>,
  window: ChosenWindow,
  assetId: string | undefined,
) {
  const { t } = useTranslation()
  const format = useFormat()
  const period = { from: iso(window.from), to: iso(window.to) }
  const span = window.to - window.from
  const assetType = widget.of === 'territory' ? undefined : widget.of.assetType
  const fleet = useQueries({
    queries: widget.properties.map((property) =>
      fleetSeriesQuery({
        property,
        assetType,
        ...period,
        grain: chartGrain(widget.grain, computing(useCase, property)?.every, span),
      }),
    ),
  })
  const asset = useQuery({
    ...assetQuery(assetId ?? ''),
    enabled: assetId !== undefined && assetType !== undefined,
  })
  const ofType = asset.data !== undefined && asset.data.id === assetId && asset.data.type === assetType
  const series = useQuery({ ...assetSeriesQuery(assetId ?? ''), enabled: ofType })
  const own = ofType
    ? widget.properties.flatMap((property) => series.data?.find((each) => each.property === property) ?? [])
    : []
  const ownLists = useQueries({
    queries: own.map((each) =>
      observationsQuery(each.id, { ...period, grain: grainFor(span, each.expectedIntervalMs) }),
    ),
  })
  const [fleetKey, ownKey] = [fleet, ownLists].map((queries) =>
    queries.map(({ dataUpdatedAt }) => dataUpdatedAt).join(),
  )
  const name = ofType ? asset.data?.name : undefined

  // biome-ignore lint/correctness/useExhaustiveDependencies: queries are new objects at each render; their times say what changed.
  const lines = useMemo<ChartLine[]>(() => {
    const ofAsset = own.flatMap((each, i): ChartLine[] => {
      const list = ownLists[i]?.data
      if (list?.seriesId !== each.id) return []
      const label = `${name}, ${format.property(each.property)}`
      return [
        { key: `asset:${each.property}`, label, property: each.property, form: 'line', dots: lineOf(list) },
      ]
    })
    const ofFleet = widget.properties.flatMap((property, i): ChartLine[] => {
      const data = fleet[i]?.data
      if (!data || data.property !== property) return []
      // Beside one asset only means are of its size: a sum over the fleet would press its line flat.
      if (name && data.across === 'sum') return []
      const dots = dotsOf(data.points, stepOf(data.grain, computing(useCase, property)?.every))
      const label = name
        ? t('useCase.fleetMean', { property: format.property(property) })
        : format.property(property)
      return [{ key: property, label, property, form: name ? 'line' : widget.form, dots }]
    })
    return [...ofAsset, ...ofFleet]
  }, [fleetKey, ownKey, name, format, t, widget, useCase])

  const failed = [...fleet, ...ownLists].find(({ error }) => error !== null)
  return {
    lines,
    pending: fleet.some(({ isPending }) => isPending),
    error: failed?.error ?? null,
    retry: () => {
      for (const query of [...fleet, ...ownLists]) if (query.error) void query.refetch()
    },
    /** Name of the asset whose lines they are. */
    name,
  }
}
