import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { baseMapQuery } from '../api/territory.ts'
import { allAssetValuesQuery } from '../api/use-cases.ts'
import { useFormat } from '../i18n/use-format.ts'
import { formatCamera, parseCamera } from '../map/camera.ts'
import type { ColourPoint } from '../map/colour-map.ts'
import { classOf, colourClasses } from '../map/colour-scale.ts'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { SkeletonRows } from '../ui/SkeletonRows.tsx'
import { allLateSince } from '../use-case/late.ts'
import { NoAssets } from '../use-case/NoAssets.tsx'
import { twinOf } from '../use-case/search.ts'
import { AssetCard } from './AssetCard.tsx'
import { AssetTable } from './AssetTable.tsx'
import { ColourLegend } from './ColourLegend.tsx'
import css from './MapWidget.module.css'
import { TwinSwitch } from './TwinSwitch.tsx'
import type { WidgetProps } from './widget-props.ts'

const ColourMapView = lazy(() =>
  import('../map/ColourMapView.tsx').then((module) => ({ default: module.ColourMapView })),
)

/** Where they are, coloured by one quantity; its list is one press away. */
export function MapWidget({ widget, useCase, index, search, change }: WidgetProps<'map'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { colourBy, assetType } = widget
  const base = useQuery(baseMapQuery)
  const query = useQuery(allAssetValuesQuery({ type: assetType, properties: colourBy }))
  const assets = query.data
  const { points, classes } = useMemo(() => {
    const known = (assets ?? []).flatMap(({ values }) => values[colourBy]?.value ?? [])
    const made = colourClasses(colourBy, known)
    const placed = (assets ?? []).flatMap((asset): ColourPoint[] => {
      if (!asset.position) return []
      const latest = asset.values[colourBy]
      const label = latest ? format.value(colourBy, latest.value) : ''
      return [
        {
          id: asset.id,
          position: asset.position,
          class: latest ? classOf(made, latest.value) : -1,
          label,
          title: [asset.name, label || t('common.neverValue')].join(' : '),
          stale: latest?.stale ?? false,
          severity: asset.severity ?? '',
        },
      ]
    })
    return { points: placed, classes: made }
  }, [assets, colourBy, format, t])
  const selected = assets?.find(({ id }) => id === search.asset)
  const type = useCase.assetTypes.find(({ id }) => id === assetType)
  const title =
    widget.title?.[format.lang] ??
    t('useCase.mapOf', {
      property: format.property(colourBy),
      type: (type?.[format.lang] ?? assetType).toLocaleLowerCase(format.lang),
    })
  const list = twinOf(search, index).on
  return (
    <section className={css.map} data-list={list} aria-label={title}>
      <header className={css.head}>
        <h2>{title}</h2>
        <TwinSwitch of="map" index={index} search={search} change={change} />
      </header>
      {query.error && !assets && <ErrorPanel error={query.error} retry={() => void query.refetch()} />}
      {base.error && !list && <ErrorPanel error={base.error} retry={() => void base.refetch()} />}
      {list && query.isPending && <SkeletonRows rows={8} height={40} />}
      {assets?.length === 0 && (
        <div className={css.none}>
          <NoAssets type={assetType} />
        </div>
      )}
      {!list && base.data && (assets === undefined || assets.length > 0) && (
        <div className={css.room}>
          <Suspense>
            <ColourMapView
              base={base.data}
              camera={parseCamera(search.at)}
              points={points}
              classes={classes}
              selected={search.asset ?? null}
              label={`${title}. ${t('useCase.mapLabel')}`}
              onMove={(camera) => change({ at: formatCamera(camera) }, true)}
              onSelect={(asset) => change({ asset: asset ?? undefined })}
            />
          </Suspense>
          <ColourLegend
            property={colourBy}
            classes={classes}
            points={points}
            late={allLateSince((assets ?? []).map(({ values }) => values[colourBy]))}
          />
          {selected && (
            <AssetCard asset={selected} property={colourBy} onClose={() => change({ asset: undefined })} />
          )}
        </div>
      )}
      {list && assets && assets.length > 0 && (
        <div className={css.list}>
          <AssetTable
            assets={[...assets].sort(
              (a, b) => (b.values[colourBy]?.value ?? -Infinity) - (a.values[colourBy]?.value ?? -Infinity),
            )}
            columns={[{ property: colourBy }]}
            type={assetType}
            useCase={useCase}
            title={title}
            selected={search.asset}
            onSelect={(asset) => change({ asset })}
          />
        </div>
      )}
    </section>
  )
}
