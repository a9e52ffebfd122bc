import { useCallback } from 'react'
import { useFormat } from '../i18n/use-format.ts'
import { useResolvedTheme } from '../ui/theme-choice.ts'
import type { ChartLine } from './lines.ts'
import { linesChartOption } from './lines-chart-option.ts'
import { SavePicture } from './SavePicture.tsx'
import css from './SeriesChart.module.css'
import { useEChart } from './use-echart.ts'

interface Props {
  lines: readonly ChartLine[]
  from: number
  to: number
  label: string
  onZoom?: ((from: number, to: number) => void) | undefined
  onReset?: (() => void) | undefined
}

/** Up to four quantities of one unit over one period. */
export function LinesChart({ lines, from, to, label, onZoom, onReset }: Props) {
  const { lang, timeZone } = useFormat()
  const theme = useResolvedTheme()
  const option = useCallback(
    (width: number) => {
      void theme
      return linesChartOption({ lines, from, to, width, lang, timeZone })
    },
    [lines, from, to, lang, timeZone, theme],
  )
  const { box, chart } = useEChart({ option, onZoom, onReset })
  return (
    <div className={css.frame}>
      <div
        ref={box}
        className={`${css.chart} ${css.low}`}
        role="img"
        aria-label={label}
        data-testid="chart"
      />
      <SavePicture chart={chart} title={label} />
    </div>
  )
}
