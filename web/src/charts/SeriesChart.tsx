import type { ObservationList } from '@trame/domain'
import type { ECharts } from 'echarts/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { useResolvedTheme } from '../ui/theme-choice.ts'
import { init } from './echarts.ts'
import css from './SeriesChart.module.css'
import { type ChartMarks, seriesChartOption } from './series-chart-option.ts'

interface Props {
  list: ObservationList
  previous: ObservationList | undefined
  from: number
  to: number
  label: string
  marks?: ChartMarks
}

export function SeriesChart({ list, previous, from, to, label, marks }: Props) {
  const { t } = useTranslation()
  const { lang, timeZone } = useFormat()
  const theme = useResolvedTheme()
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts | null>(null)

  useEffect(() => {
    const element = box.current!
    const made = init(element, null, { renderer: 'canvas' })
    chart.current = made
    const resize = new ResizeObserver(() => made.resize())
    resize.observe(element)
    made.getZr().on('dblclick', () => made.dispatchAction({ type: 'dataZoom', start: 0, end: 100 }))
    return () => {
      resize.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [])

  // `theme` is read through the tokens: another theme draws anew.
  useEffect(() => {
    void theme
    const width = chart.current?.getWidth() ?? 600
    const words = { previous: t('asset.previous'), odd: t('asset.odd'), range: t('asset.spread') }
    chart.current?.setOption(
      seriesChartOption({ list, previous, from, to, width, lang, timeZone, words, marks }),
      {
        notMerge: true,
      },
    )
    chart.current?.dispatchAction({
      type: 'takeGlobalCursor',
      key: 'dataZoomSelect',
      dataZoomSelectActive: true,
    })
  }, [list, previous, from, to, lang, timeZone, theme, t, marks])

  return <div ref={box} className={css.chart} role="img" aria-label={label} data-testid="chart" />
}
