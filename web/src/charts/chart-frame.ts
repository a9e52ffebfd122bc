import type { EChartsOption } from 'echarts'
import { formatNumber, type Lang } from '../format/number.ts'
import { formatTime } from '../format/time.ts'
import { propertyOf, unitSymbol } from '../format/value.ts'
import { token } from '../ui/theme-choice.ts'
import { ticksOf } from './ticks.ts'

const colourNames = [
  'ink',
  'ink-2',
  'ink-3',
  'line',
  'line-strong',
  'paper',
  'ch-1',
  'ch-2',
  'ch-3',
  'ch-4',
  'ch-6',
  'maj',
] as const
export type ChartColours = Record<(typeof colourNames)[number], string>
/** The colours of the theme on screen: a canvas cannot read custom properties. */
export const chartColours = () =>
  Object.fromEntries(colourNames.map((name) => [name, token(`--${name}`)])) as ChartColours

export const chartFont = (c: ChartColours) => ({
  fontFamily: token('--font'),
  fontSize: 11,
  color: c['ink-3'],
})

export interface ChartPeriod {
  from: number
  to: number
  /** Of the chart, in pixels: how many dates have room. */
  width: number
  lang: Lang
  timeZone: string
}

/** Midnight is written as its day, every other instant as its time. */
function axisLabel(at: number, lang: Lang, timeZone: string): string {
  const time = formatTime(at, 'time', lang, timeZone)
  return time === '00:00' ? formatTime(at, 'day', lang, timeZone) : time
}

export function timeAxis({ from, to, width, lang, timeZone }: ChartPeriod, c: ChartColours) {
  const ticks = ticksOf(from, to, timeZone, width)
  return {
    type: 'time' as const,
    min: from,
    max: to,
    axisLine: { lineStyle: { color: c['line-strong'] } },
    axisTick: { customValues: ticks, lineStyle: { color: c['line-strong'] } },
    axisLabel: {
      ...chartFont(c),
      customValues: ticks,
      hideOverlap: true,
      formatter: (at: number) => axisLabel(at, lang, timeZone),
    },
    splitLine: { show: false },
  }
}

/** `bars`: from zero. A share that comes near the whole is seen against the whole; a state has its words. */
export function valueAxis(propertyId: string, bars: boolean, lang: Lang, c: ChartColours) {
  const property = propertyOf(propertyId)
  const state = property.kind === 'state'
  const font = chartFont(c)
  return {
    type: 'value' as const,
    scale: !bars && !state,
    ...(property.unit === '%' && !bars
      ? { max: ({ max }: { max: number }) => (max > 60 && max <= 100 ? 100 : null) }
      : {}),
    name: unitSymbol(property.unit, lang),
    nameTextStyle: { ...font, align: 'right' as const, padding: [0, 8, 0, 0] },
    nameGap: 8,
    ...(state ? { min: property.range[0], max: property.range[1], interval: 1 } : {}),
    splitNumber: 4,
    axisLabel: {
      ...font,
      formatter: (value: number) => property.states?.[value]?.[lang] ?? formatNumber(value, lang, 3, false),
    },
    splitLine: { lineStyle: { color: c.line } },
  }
}

/** What every chart has: crosshair, tooltip, Ctrl and wheel to zoom. A drag is heard by use-echart.ts. */
export function chartFrame(
  c: ChartColours,
  tooltip: (params: readonly TooltipParam[]) => HTMLElement,
): EChartsOption {
  return {
    animation: false,
    textStyle: { fontFamily: token('--font') },
    axisPointer: { lineStyle: { color: c['line-strong'], type: 'solid' }, link: [{ xAxisIndex: 'all' }] },
    tooltip: {
      trigger: 'axis',
      confine: true,
      transitionDuration: 0,
      backgroundColor: c.paper,
      borderColor: c['line-strong'],
      borderWidth: 1,
      padding: [6, 10],
      extraCssText: 'box-shadow:none;border-radius:6px',
      textStyle: { color: c.ink, fontSize: 12, fontFamily: token('--font') },
      formatter: (params) => tooltip((Array.isArray(params) ? params : [params]) as TooltipParam[]),
    },
    dataZoom: [{ type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: false, filterMode: 'none' }],
  }
}

export interface TooltipParam {
  seriesName?: string
  value?: unknown
}

/** Built from elements, not from HTML text: the page's policy refuses inline styles, and a name could hold a tag. */
export function tooltipBox(rows: readonly { text: string; strong?: boolean }[]): HTMLElement {
  const box = document.createElement('div')
  for (const { text, strong } of rows) {
    const row = box.appendChild(document.createElement(strong ? 'strong' : 'div'))
    row.textContent = text
    if (strong) row.style.display = 'block'
  }
  return box
}
