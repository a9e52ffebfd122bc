import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { observedProperties, type SurfaceRequest, surfaceErrors, surfaceProperties } from '@trame/domain'
import { lazy, Suspense, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { surfaceFrameQuery, surfaceQuery } from '../api/surfaces.ts'
import { baseMapQuery } from '../api/territory.ts'
import { useCan } from '../api/use-can.ts'
import { NewAsset } from '../asset/NewAsset.tsx'
import { unitSymbol } from '../format/value.ts'
import { useFormat } from '../i18n/use-format.ts'
import { formatCamera, parseCamera } from '../map/camera.ts'
import { SurfaceFiles } from '../surface/SurfaceFiles.tsx'
import { SurfaceLegend } from '../surface/SurfaceLegend.tsx'
import { SurfaceTable } from '../surface/SurfaceTable.tsx'
import css from '../surface/surface.module.css'
import { useNow } from '../ui/clock.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { Segment } from '../ui/Segment.tsx'
import { twinOf } from '../use-case/search.ts'
import { TwinSwitch } from './TwinSwitch.tsx'
import type { WidgetProps } from './widget-props.ts'

const SurfaceMapView = lazy(() =>
  import('../surface/SurfaceMapView.tsx').then((module) => ({ default: module.SurfaceMapView })),
)
const hourMs = 3_600_000
const choices = { hour: [1, 2, 3, 7], night: [7, 14, 30, 60], period: [7, 30, 90, 365] } as const

/** A quantity between its stations: which, when and how sure is in the URL; its table is one press away. */
export function SurfaceWidget({ widget, index, search, change }: WidgetProps<'surface'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useCan('operator')
  const canvas = useRef<HTMLCanvasElement | null>(null)
  const now = Math.floor(useNow() / hourMs) * hourMs
  const property =
    search.surface ?? surfaceProperties.find((id) => id === widget.property) ?? 'heat.intensity'
  const by = property === 'heat.tropicalNight' ? 'period' : (search.by ?? 'hour')
  const days = search.days ?? choices[by][1]
  const until = search.until ? Date.parse(search.until) : now
  const asked = useMemo(
    (): SurfaceRequest => ({
      assetType: widget.assetType,
      property,
      by,
      from: new Date(until - days * 24 * hourMs).toISOString(),
      to: new Date(until).toISOString(),
    }),
    [widget.assetType, property, by, days, until],
  )
  const base = useQuery(baseMapQuery)
  const surface = useQuery(surfaceQuery(asked))
  const summary = surface.data?.summary
  const frames = summary?.frames ?? []
  const named = frames.findIndex(({ from }) => from === search.frame)
  const at = named === -1 ? frames.length - 1 : named
  const frame = useQuery({
    ...surfaceFrameQuery(surface.data?.id ?? '', at),
    enabled: summary !== undefined && summary !== null,
  })
  const error = search.error === 'shown'
  const thresholds = error ? summary?.errorThresholds : summary?.thresholds
  const shown = useMemo(
    () => (frame.data && thresholds ? { frame: frame.data, error, thresholds, lang: format.lang } : null),
    [frame.data, error, thresholds, format.lang],
  )
  const unit = unitSymbol(observedProperties[property].unit, format.lang) || t('surface.nights')
  const list = twinOf(search, index).on
  const instant = (frameAt: (typeof frames)[number] | undefined) =>
    frameAt
      ? by === 'period'
        ? t('surface.days', { count: days })
        : format.time(frameAt.from, by === 'hour' ? 'short' : 'day')
      : ''
  const title = `${format.property(property)}, ${instant(frames[at])}`
  const state = surface.data?.state
  return (
    <section className={css.surface} aria-label={format.property(property)}>
      <header className={css.head}>
        <h2>{widget.title?.[format.lang] ?? format.property(property)}</h2>
        <Segment
          label={t('surface.what')}
          value={property}
          options={surfaceProperties.map((value) => ({
            value,
            label: t(`surface.property.${value.split('.')[1] as 'intensity'}`),
          }))}
          onChange={(next) => change({ surface: next, frame: undefined })}
        />
        <TwinSwitch of="map" index={index} search={search} change={change} />
      </header>
      <div className={css.time}>
        {property !== 'heat.tropicalNight' && (
          <Segment
            label={t('surface.often')}
            value={by}
            options={(['hour', 'night', 'period'] as const).map((value) => ({
              value,
              label: t(`surface.by.${value}`),
            }))}
            onChange={(next) => change({ by: next, days: undefined, frame: undefined })}
          />
        )}
        <label>
          {t('surface.over')}
          <select
            value={days}
            onChange={(event) => change({ days: Number(event.currentTarget.value), frame: undefined })}
          >
            {choices[by].map((count) => (
              <option key={count} value={count}>
                {t('surface.days', { count })}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input
            type="checkbox"
            checked={error}
            onChange={(event) => change({ error: event.currentTarget.checked ? 'shown' : undefined })}
          />
          {t('surface.error')}
        </label>
      </div>
      {surface.error && <ErrorPanel error={surface.error} retry={() => void surface.refetch()} />}
      {state === 'failed' && surface.data?.error === surfaceErrors.tooFewStations && (
        <Empty title={t('surface.none')} action={may && <NewAsset type={widget.assetType} />}>
          {t('surface.noneText')}
        </Empty>
      )}
      {((state === 'failed' && surface.data?.error !== surfaceErrors.tooFewStations) ||
        state === 'cancelled') && (
        <Empty
          title={t('surface.failed')}
          action={
            <Button size="xs" variant="default" onClick={() => void surface.refetch()}>
              {t('common.retry')}
            </Button>
          }
        >
          {t('surface.failedText')}
        </Empty>
      )}
      {(state === 'queued' || state === 'running' || surface.isPending) && (
        <p className={css.progress} role="status">
          {t('surface.computing')} <progress value={surface.data?.progress ?? 0} />
        </p>
      )}
      {summary && frames.length > 1 && (
        <div className={css.time}>
          <button
            type="button"
            disabled={at <= 0}
            onClick={() => change({ frame: frames[at - 1]!.from }, true)}
            aria-label={t('surface.before')}
          >
            ◀
          </button>
          <input
            type="range"
            min={0}
            max={frames.length - 1}
            value={at}
            aria-label={t('surface.time')}
            aria-valuetext={instant(frames[at])}
            onChange={(event) => change({ frame: frames[Number(event.currentTarget.value)]!.from }, true)}
          />
          <button
            type="button"
            disabled={at >= frames.length - 1}
            onClick={() => change({ frame: frames[at + 1]!.from }, true)}
            aria-label={t('surface.after')}
          >
            ▶
          </button>
          <output>{instant(frames[at])}</output>
        </div>
      )}
      {summary && shown && base.data && !list && (
        <div className={css.room}>
          <Suspense>
            <SurfaceMapView
              base={base.data}
              bounds={summary.bounds}
              camera={parseCamera(search.at)}
              shown={shown}
              label={`${title}. ${t('useCase.mapLabel')}`}
              onMove={(camera) => change({ at: formatCamera(camera) }, true)}
              onReady={(element) => {
                canvas.current = element
              }}
            />
          </Suspense>
          <SurfaceLegend
            title={error ? t('surface.error') : format.property(property)}
            unit={unit}
            thresholds={shown.thresholds}
          />
        </div>
      )}
      {shown && list && (
        <div className={css.tables}>
          <SurfaceTable frame={shown.frame} unit={unit} />
        </div>
      )}
      {summary && shown && (
        <p className={css.note}>
          {t('surface.method', {
            method: t(`surface.methodOf.${summary.method}`),
            rmse: (Object.entries(summary.rmse) as [keyof typeof summary.rmse, number][])
              .map(
                ([method, value]) => `${t(`surface.methodOf.${method}`)} ${format.number(value, 2)} ${unit}`,
              )
              .join(', '),
            count: shown.frame.stations.length,
            range: format.number(summary.rangeM),
          })}{' '}
          <SurfaceFiles
            frame={shown.frame}
            title={title}
            unit={unit}
            thresholds={shown.thresholds}
            error={error}
            canvas={list ? null : canvas}
          />
        </p>
      )}
    </section>
  )
}
