import type { ObservationList } from '@trame/domain'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { useResolvedTheme } from '../ui/theme-choice.ts'
import { SavePicture } from './SavePicture.tsx'
import css from './SeriesChart.module.css'
import { type ChartMarks, seriesChartOption } from './series-chart-option.ts'
import { useEChart } from './use-echart.ts'

interface Props {
  list: ObservationList
  previous: ObservationList | undefined
  from: number
  to: number
  label: string
  marks?: ChartMarks
  onZoom?: ((from: number, to: number) => void) | undefined
  onReset?: (() => void) | undefined
}

export function SeriesChart({ list, previous, from, to, label, marks, onZoom, onReset }: Props) {
  const { t } = useTranslation()
  const { lang, timeZone } = useFormat()
  const theme = useResolvedTheme()
  const option = useCallback(
    (width: number) => {
      // Read through the tokens: another theme draws anew.
      void theme
      const words = { previous: t('asset.previous'), odd: t('asset.odd'), range: t('asset.spread') }
      return seriesChartOption({ list, previous, from, to, width, lang, timeZone, words, marks })
    },
    [list, previous, from, to, lang, timeZone, theme, t, marks],
  )
  const { box, chart } = useEChart({ option, onZoom, onReset })
  return (
    <div className={css.frame}>
      <div ref={box} className={css.chart} role="img" aria-label={label} data-testid="chart" />
      <SavePicture chart={chart} title={label} />
    </div>
  )
}
