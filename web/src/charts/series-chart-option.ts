import type { ObservationList } from '@trame/domain'
import type { CustomSeriesOption, EChartsOption } from 'echarts'
import { formatNumber, type Lang } from '../format/number.ts'
import { formatTime } from '../format/time.ts'
import { propertyOf, valueText } from '../format/value.ts'
import { token } from '../ui/theme-choice.ts'
import { bandsOf, lineOf, oddOf } from './chart-data.ts'
import { ticksOf } from './ticks.ts'

const colourNames = ['ink', 'ink-3', 'line', 'line-strong', 'paper', 'ch-1', 'ch-2', 'ch-6'] as const
const chartColours = () =>
  Object.fromEntries(colourNames.map((name) => [name, token(`--${name}`)])) as Record<
    (typeof colourNames)[number],
    string
  >

interface Given {
  list: ObservationList
  /** The window before, drawn dashed over this one. */
  previous: ObservationList | undefined
  from: number
  to: number
  /** Of the chart, in pixels: how many dates have room. */
  width: number
  lang: Lang
  timeZone: string
  words: { previous: string; odd: string; range: string }
}

/** Totals of a period stand as bars, states as steps, levels as a line with the spread of their buckets. */
export function seriesChartOption(given: Given): EChartsOption {
  const { list, previous, from, to, lang, timeZone } = given
  const property = propertyOf(list.property)
  const c = chartColours()
  const ticks = ticksOf(from, to, timeZone, given.width)
  const font = { fontFamily: token('--font'), fontSize: 11, color: c['ink-3'] }
  const bars = list.grain !== 'raw' && (property.aggregate === 'sum' || property.aggregate === 'increase')
  const line = lineOf(list)
  const last = line.findLast(([, value]) => value !== null)
  const state = property.kind === 'state'
  const fewPoints = line.length < 60

  const main = bars
    ? { type: 'bar' as const, data: line, itemStyle: { color: c['ch-1'] }, barMaxWidth: 18 }
    : {
        type: 'line' as const,
        data: line,
        connectNulls: false,
        step: state ? ('end' as const) : (false as const),
        showSymbol: fewPoints,
        symbol: 'circle',
        symbolSize: 4,
        lineStyle: { color: c['ch-1'], width: 2 },
        itemStyle: { color: c['ch-1'] },
        sampling: 'lttb' as const,
        endLabel: {
          show: last !== undefined && !state,
          formatter: () =>
            last?.[1] === null || last === undefined ? '' : valueText(list.property, last[1], lang),
          color: c.ink,
          fontFamily: token('--font'),
          fontWeight: 600,
          fontSize: 12,
          distance: 6,
        },
      }

  return {
    animation: false,
    aria: { enabled: true },
    textStyle: { fontFamily: token('--font') },
    grid: { left: 8, right: bars || state ? 16 : 64, top: 12, bottom: 4, containLabel: true },
    xAxis: {
      type: 'time',
      min: from,
      max: to,
      axisLine: { lineStyle: { color: c['line-strong'] } },
      axisTick: { customValues: ticks, lineStyle: { color: c['line-strong'] } },
      axisLabel: {
        ...font,
        customValues: ticks,
        hideOverlap: true,
        formatter: (at: number) => axisLabel(at, lang, timeZone),
      },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      scale: !bars && property.kind !== 'state',
      ...(state ? { min: property.range[0], max: property.range[1], interval: 1 } : {}),
      splitNumber: 4,
      axisLabel: {
        ...font,
        formatter: (value: number) => property.states?.[value]?.[lang] ?? formatNumber(value, lang, 3, false),
      },
      splitLine: { lineStyle: { color: c.line } },
    },
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
      formatter: (params) => tooltip(Array.isArray(params) ? params : [params], given),
    },
    // Drag across the chart zooms, a double click shows all again: see SeriesChart.
    toolbox: {
      show: true,
      itemSize: 0,
      feature: { dataZoom: { yAxisIndex: 'none', icon: { zoom: 'none', back: 'none' } } },
    },
    dataZoom: [{ type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: false, filterMode: 'none' }],
    series: [
      ...(bars ? [] : bandsOf(list).map((piece) => band(piece, c['ch-1']))),
      ...(previous
        ? [
            {
              name: 'previous',
              type: 'line' as const,
              data: lineOf(previous, to - from),
              step: state ? ('end' as const) : (false as const),
              connectNulls: false,
              showSymbol: false,
              lineStyle: { color: c['ch-6'], width: 1.5, type: 'dashed' as const },
              itemStyle: { color: c['ch-6'] },
            },
          ]
        : []),
      { name: 'value', ...main, z: 3 },
      {
        name: 'odd',
        type: 'scatter',
        data: oddOf(list),
        symbol: 'path://M0,0 L8,8 M8,0 L0,8',
        symbolSize: 8,
        itemStyle: { color: 'transparent', borderColor: c['ch-2'], borderWidth: 2 },
      },
    ] as NonNullable<EChartsOption['series']>,
  }
}

/** The area between least and most of each bucket, as one polygon. */
function band(piece: [number, number, number][], colour: string): CustomSeriesOption {
  return {
    type: 'custom',
    name: 'band',
    silent: true,
    tooltip: { show: false },
    data: [piece[0]!],
    encode: { x: 0, y: [1, 2] },
    renderItem: (_, api) => ({
      type: 'polygon',
      shape: {
        points: [
          ...piece.map(([at, , max]) => api.coord([at, max])),
          ...piece.toReversed().map(([at, min]) => api.coord([at, min])),
        ],
      },
      style: { fill: colour, opacity: 0.16 },
    }),
    clip: true,
  }
}

function axisLabel(at: number, lang: Lang, timeZone: string): string {
  const time = formatTime(at, 'time', lang, timeZone)
  return time === '00:00' ? formatTime(at, 'day', lang, timeZone) : time
}

interface Param {
  seriesName?: string
  value?: unknown
}

/** Built from elements, not from HTML text: the page's policy refuses inline styles, and a name could hold a tag. */
function tooltip(params: readonly Param[], { list, lang, timeZone, to, from, words }: Given): HTMLElement {
  const box = document.createElement('div')
  const add = (text: string, strong = false) => {
    const row = box.appendChild(document.createElement(strong ? 'strong' : 'div'))
    row.textContent = text
    if (strong) row.style.display = 'block'
  }
  for (const { seriesName, value } of params) {
    if (!Array.isArray(value)) continue
    const [at, shown] = value as [number, number | null]
    if (shown === null || shown === undefined) continue
    const text = valueText(list.property, shown, lang)
    if (seriesName === 'value') {
      add(text, true)
      add(formatTime(at, 'full', lang, timeZone))
      const bucket = list.points.find((point) => Date.parse(point.at) === at)
      if (bucket?.min !== undefined && bucket.max !== undefined)
        add(
          `${words.range} ${valueText(list.property, bucket.min, lang)} – ${valueText(list.property, bucket.max, lang)} (${bucket.count})`,
        )
    } else if (seriesName === 'odd') add(`${text}, ${words.odd}`)
    else if (seriesName === 'previous')
      add(`${words.previous} (${formatTime(at - (to - from), 'short', lang, timeZone)}) : ${text}`)
  }
  return box
}
