import type { ObservationList } from '@trame/domain'
import type { CustomSeriesOption, EChartsOption } from 'echarts'
import { formatTime } from '../format/time.ts'
import { propertyOf, valueText } from '../format/value.ts'
import { token } from '../ui/theme-choice.ts'
import { addsUp, bandsOf, lineOf, oddOf } from './chart-data.ts'
import {
  type ChartColours,
  type ChartPeriod,
  chartColours,
  chartFont,
  chartFrame,
  type TooltipParam,
  timeAxis,
  tooltipBox,
  valueAxis,
} from './chart-frame.ts'

/** What an alert adds to the picture: its limits, and the span that broke them. */
export interface ChartMarks {
  limits: readonly { value: number; label: string }[]
  span?: { from: number; to: number; label: string }
}

interface Given extends ChartPeriod {
  list: ObservationList
  /** The window before, drawn dashed over this one. */
  previous: ObservationList | undefined
  words: { previous: string; odd: string; range: string }
  marks?: ChartMarks | undefined
}

/** Totals of a period stand as bars, states as steps, levels as a line with the spread of their buckets. */
export function seriesChartOption(given: Given): EChartsOption {
  const { list, previous, from, to, lang } = given
  const property = propertyOf(list.property)
  const c = chartColours()
  const font = chartFont(c)
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
            last?.[1] === null || last === undefined ? '' : valueText(list.property, last[1], lang, true),
          color: c.ink,
          fontFamily: token('--font'),
          fontWeight: 600,
          fontSize: 12,
          distance: 6,
        },
      }

  return {
    ...chartFrame(c, (params) => tooltip(params, given)),
    grid: { left: 8, right: bars || state ? 16 : 64, top: 26, bottom: 4, containLabel: true },
    xAxis: timeAxis(given, c),
    yAxis: {
      ...valueAxis(list.property, bars, lang, c),
      ...(limits.length > 0 && !state
        ? {
            min: ({ min }: { min: number }) => niceEdge(Math.min(min, ...limits), -1),
            max: ({ max }: { max: number }) => niceEdge(Math.max(max, ...limits), 1),
          }
        : {}),
    },
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

function markOption(marks: ChartMarks, c: ChartColours, font: object) {
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

/** Every point near the crosshair, the value itself with its exact time first. */
function tooltip(
  params: readonly TooltipParam[],
  { list, lang, timeZone, to, from, words }: Given,
): HTMLElement {
  const rows: { text: string; strong?: boolean }[] = []
  for (const { seriesName, value } of params) {
    if (!Array.isArray(value)) continue
    const [at, shown] = value as [number, number | null]
    if (shown === null || shown === undefined) continue
    const text = valueText(list.property, shown, lang)
    if (seriesName === 'value') {
      rows.push({ text, strong: true }, { text: formatTime(at, 'full', lang, timeZone) })
      const bucket = list.points.find((point) => Date.parse(point.at) === at)
      if (!addsUp(list) && bucket?.min !== undefined && bucket.max !== undefined)
        rows.push({
          text: `${words.range} ${valueText(list.property, bucket.min, lang)} – ${valueText(list.property, bucket.max, lang)} (${bucket.count})`,
        })
    } else if (seriesName === 'odd') rows.push({ text: `${text}, ${words.odd}` })
    else if (seriesName === 'previous')
      rows.push({
        text: `${words.previous} (${formatTime(at - (to - from), 'short', lang, timeZone)})${lang === 'fr' ? ' : ' : ': '}${text}`,
      })
  }
  return tooltipBox(rows)
}
