import { IconX } from '@tabler/icons-react'
import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { LinesLegend } from '../charts/LinesLegend.tsx'
import { panelsOf } from '../charts/lines.ts'
import { isoSecond } from '../charts/range.ts'
import { ZoomOut } from '../charts/ZoomOut.tsx'
import { useFormat } from '../i18n/use-format.ts'
import { Empty } from '../ui/Empty.tsx'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'
import { twinOf } from '../use-case/search.ts'
import { useLines } from '../use-case/use-lines.ts'
import css from './ChartWidget.module.css'
import { LinesTable } from './LinesTable.tsx'
import { TwinSwitch } from './TwinSwitch.tsx'
import { WidgetFrame } from './WidgetFrame.tsx'
import type { WidgetProps } from './widget-props.ts'

const LinesChart = lazy(() =>
  import('../charts/LinesChart.tsx').then((module) => ({ default: module.LinesChart })),
)

/** Quantities over the period of the page: of the fleet, or of the selected asset beside its fleet. */
export function ChartWidget({ widget, useCase, index, search, change, window }: WidgetProps<'chart'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const { from, to } = window
  const { lines, pending, error, retry, name } = useLines(useCase, widget, window, search.asset)
  const panels = useMemo(() => panelsOf(lines), [lines])
  const drawn = lines.some(({ dots }) => dots.length > 0)
  const title = widget.title?.[format.lang] ?? widget.properties.map(format.property).join(', ')
  const twin = twinOf(search, index).on
  const period = { from: format.time(from, 'short'), to: format.time(to, 'short') }
  return (
    <WidgetFrame
      title={title}
      tools={<TwinSwitch of="chart" index={index} search={search} change={change} />}
    >
      {name && (
        <p className={css.of}>
          {name}
          <button type="button" onClick={() => change({ asset: undefined })}>
            <IconX size={13} aria-hidden /> {t('useCase.wholeFleet')}
          </button>
        </p>
      )}
      {error !== null && <ErrorPanel error={error} retry={retry} />}
      {pending && error === null && (
        <div className={css.waiting} role="status" aria-label={t('common.loading')} />
      )}
      {!pending && !drawn && error === null && (
        <Empty title={t('asset.noPoints')} action={<ZoomOut window={window} change={change} />}>
          {t('useCase.noPointsText')}
        </Empty>
      )}
      {drawn && twin && <LinesTable lines={lines} title={title} />}
      {drawn &&
        !twin &&
        panels.map((panel) => (
          <Suspense key={panel[0]!.property} fallback={<div className={css.waiting} />}>
            <LinesChart
              lines={panel}
              from={from}
              to={to}
              label={t('useCase.chartLabel', {
                title: panel.map(({ label }) => label).join(', '),
                ...period,
              })}
              onZoom={(start, end) => change({ from: isoSecond(start), to: isoSecond(end) })}
              onReset={() => change({ from: undefined, to: undefined })}
            />
            <LinesLegend lines={panel} />
          </Suspense>
        ))}
    </WidgetFrame>
  )
}
