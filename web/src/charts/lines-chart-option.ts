import type { EChartsOption } from 'echarts'
import { formatTime } from '../format/time.ts'
import { valueText } from '../format/value.ts'
import { token } from '../ui/theme-choice.ts'
import {
  type ChartPeriod,
  chartColours,
  chartFrame,
  type TooltipParam,
  timeAxis,
  tooltipBox,
  valueAxis,
} from './chart-frame.ts'
import type { ChartLine } from './lines.ts'

/** Told apart by colour and by dash, and named at their end: never by colour alone. */
export const lineStyles = [
  { colour: 'ch-1', dash: 'solid' },
  { colour: 'ch-2', dash: [7, 4] },
  { colour: 'ch-3', dash: [2, 3] },
  { colour: 'ch-4', dash: [9, 3, 2, 3] },
] as const

interface Given extends ChartPeriod {
  /** Of one unit, four at most. */
  lines: readonly ChartLine[]
}

export function linesChartOption(given: Given): EChartsOption {
  const { lines, lang } = given
  const c = chartColours()
  const first = lines[0]
  const bars = lines.some(({ form }) => form === 'bar')
  const named = lines.length > 1
  return {
    ...chartFrame(c, (params) => tooltip(params, given)),
    grid: { left: 8, right: bars ? 16 : 64, top: 26, bottom: 4, containLabel: true },
    xAxis: timeAxis(given, c),
    yAxis: valueAxis(first?.property ?? '', bars, lang, c),
    series: lines.map((line, i) => {
      const style = lineStyles[i % lineStyles.length]!
      const colour = c[style.colour]
      const last = line.dots.findLast(([, value]) => value !== null)
      if (line.form === 'bar')
        return {
          name: line.key,
          type: 'bar' as const,
          data: line.dots,
          barMaxWidth: 18,
          itemStyle: {
            color: i === 0 ? colour : 'transparent',
            borderColor: colour,
            borderWidth: i === 0 ? 0 : 1.5,
          },
        }
      return {
        name: line.key,
        type: 'line' as const,
        data: line.dots,
        connectNulls: false,
        showSymbol: line.dots.length < 45,
        symbol: 'circle',
        symbolSize: 4,
        sampling: 'lttb' as const,
        lineStyle: {
          color: colour,
          width: 2,
          type: style.dash === 'solid' ? ('solid' as const) : [...style.dash],
        },
        itemStyle: { color: colour },
        endLabel: {
          show: last !== undefined,
          formatter: () => (last ? valueText(line.property, last[1]!, lang, true) : ''),
          color: named ? colour : c.ink,
          fontFamily: token('--font'),
          fontWeight: 600,
          fontSize: 12,
          distance: 6,
        },
        labelLayout: { moveOverlap: 'shiftY' as const },
      }
    }),
  }
}

function tooltip(params: readonly TooltipParam[], { lines, lang, timeZone }: Given): HTMLElement {
  const rows: { text: string; strong?: boolean }[] = []
  for (const { seriesName, value } of params) {
    const line = lines.find(({ key }) => key === seriesName)
    if (!line || !Array.isArray(value)) continue
    const [at, shown] = value as [number, number | null]
    if (shown === null || shown === undefined) continue
    if (rows.length === 0) rows.push({ text: formatTime(at, 'full', lang, timeZone) })
    const text = valueText(line.property, shown, lang)
    rows.push({ text: lines.length > 1 ? `${line.label} : ${text}` : text, strong: true })
  }
  return tooltipBox(rows)
}
