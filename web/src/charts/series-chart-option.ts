import type { ObservationList } from '@trame/domain'
import type { CustomSeriesOption, EChartsOption } from 'echarts'
import { formatNumber, type Lang } from '../format/number.ts'
import { formatTime } from '../format/time.ts'
import { propertyOf, unitSymbol, valueText } from '../format/value.ts'
import { token } from '../ui/theme-choice.ts'
import { addsUp, bandsOf, lineOf, oddOf } from './chart-data.ts'
import { ticksOf } from './ticks.ts'

const colourNames = ['ink', 'ink-3', 'line', 'line-strong', 'paper', 'ch-1', 'ch-2', 'ch-6', 'maj'] as const
const chartColours = () =>
  Object.fromEntries(colourNames.map((name) => [name, token(`--${name}`)])) as Record<
    (typeof colourNames)[number],
    string
  >

/** What an alert adds to the picture: its limits, and the span that broke them. */
export interface ChartMarks {
  limits: readonly { value: number; label: string }[]
  span?: { from: number; to: number; label: string }
}

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
  marks?: ChartMarks | undefined
}

/** Totals of a period stand as bars, states as steps, levels as a line with the spread of their buckets. */
export function seriesChartOption(given: Given): EChartsOption {
  const { list, previous, from, to, lang, timeZone } = given
  const property = propertyOf(list.property)
  const c = chartColours()
  const ticks = ticksOf(from, to, timeZone, given.width)
  const font = { fontFamily: token('--font'), fontSize: 11, color: c['ink-3'] }
  const bars = addsUp(list)
  const line = lineOf(list)
  const last = line.findLast(([, value]) => value !== null)
  const state = property.kind === 'state'
  const fewPoints = line.length < 60
  const marks = given.marks ? markOption(given.marks, c, font) : {}
  const limits = given.marks?.limits.map(({ value }) => value) ?? []

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
    grid: { left: 8, right: bars || state ? 16 : 64, top: 26, bottom: 4, containLabel: true },
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
      // A share that comes near the whole is seen against the whole.
      ...(property.unit === '%' && !bars
        ? { max: ({ max }: { max: number }) => (max > 60 && max <= 100 ? 100 : null) }
        : {}),
      name: unitSymbol(property.unit),
      nameTextStyle: { ...font, align: 'right' as const, padding: [0, 8, 0, 0] },
      nameGap: 8,
      ...(state ? { min: property.range[0], max: property.range[1], interval: 1 } : {}),
      ...(limits.length > 0 && !state
        ? {
            min: ({ min }: { min: number }) => niceEdge(Math.min(min, ...limits), -1),
            max: ({ max }: { max: number }) => niceEdge(Math.max(max, ...limits), 1),
          }
        : {}),
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
      { name: 'value', ...main, ...marks, z: 3 },
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

/** A little room beyond, on a round number, so that a limit never lies on the frame. */
function niceEdge(value: number, way: 1 | -1): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(Math.abs(value), 1e-3) / 2))
  return (way > 0 ? Math.ceil((value + step / 2) / step) : Math.floor((value - step / 2) / step)) * step
}

function markOption(marks: ChartMarks, c: ReturnType<typeof chartColours>, font: object) {
  const label = { ...font, fontWeight: 600, color: c.maj }
  return {
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color: c.maj, type: 'dashed' as const, width: 1.5 },
      data: marks.limits.map(({ value, label: text }) => ({
        yAxis: value,
        label: { ...label, formatter: text, position: 'insideStartTop' as const },
      })),
    },
    ...(marks.span && {
      markArea: {
        silent: true,
        itemStyle: { color: c.maj, opacity: 0.12 },
        label: { ...label, position: 'insideTopLeft' as const, align: 'left' as const },
        data: [[{ name: marks.span.label, xAxis: marks.span.from }, { xAxis: marks.span.to }]],
      },
    }),
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
      if (!addsUp(list) && bucket?.min !== undefined && bucket.max !== undefined)
        add(
          `${words.range} ${valueText(list.property, bucket.min, lang)} – ${valueText(list.property, bucket.max, lang)} (${bucket.count})`,
        )
    } else if (seriesName === 'odd') add(`${text}, ${words.odd}`)
    else if (seriesName === 'previous')
      add(`${words.previous} (${formatTime(at - (to - from), 'short', lang, timeZone)}) : ${text}`)
  }
  return box
}
