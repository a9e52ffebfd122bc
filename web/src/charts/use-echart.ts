import type { EChartsOption } from 'echarts'
import type { ECharts } from 'echarts/core'
import { useEffect, useEffectEvent, useRef } from 'react'
import { listenToDrags } from './drag-span.ts'
import { connect, init } from './echarts.ts'
import css from './SeriesChart.module.css'

/** Charts of one page share their crosshair. */
const group = 'page'
connect(group)

export type { ECharts }

interface Given {
  /** Asked again whenever it changes; `width` tells how many dates have room. */
  option: (width: number) => EChartsOption
  /** A drag across the chart chose this span. Without it the chart zooms by itself. */
  onZoom?: ((from: number, to: number) => void) | undefined
  /** A double click: show all again. */
  onReset?: (() => void) | undefined
}

const leastZoomMs = 60_000
const whole = { start: 0, end: 100 }

/** One ECharts instance in a box: drawn anew when its option changes, as wide as its place, gone with it. */
export function useEChart({ option, onZoom, onReset }: Given) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts | null>(null)
  /** What the chart shows when it zooms by itself. */
  const own = useRef<object>(whole)
  const zoomed = useEffectEvent((made: ECharts, from: number, to: number) => {
    if (to - from < leastZoomMs) return
    if (onZoom) onZoom(from, to)
    else {
      own.current = { startValue: from, endValue: to }
      made.dispatchAction({ type: 'dataZoom', ...own.current })
    }
  })
  const reset = useEffectEvent((made: ECharts) => {
    own.current = whole
    if (onReset) onReset()
    else made.dispatchAction({ type: 'dataZoom', ...own.current })
  })

  useEffect(() => {
    const element = box.current!
    const made = init(element, null, { renderer: 'canvas' })
    made.group = group
    chart.current = made
    const resize = new ResizeObserver(() => made.resize())
    resize.observe(element)
    const doubled = () => reset(made)
    element.addEventListener('dblclick', doubled)
    const deaf = listenToDrags(element, {
      room: () => roomOf(made),
      className: css.dragged!,
      onDragged(fromPx, toPx) {
        const [from, to] = [fromPx, toPx].map((px) => made.convertFromPixel({ xAxisIndex: 0 }, px))
        if (from !== undefined && to !== undefined) zoomed(made, from, to)
      },
    })
    return () => {
      deaf()
      element.removeEventListener('dblclick', doubled)
      resize.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [])

  useEffect(() => {
    const made = chart.current
    if (!made) return
    made.setOption(option(made.getWidth() || 600), { notMerge: true })
    if (own.current !== whole) made.dispatchAction({ type: 'dataZoom', ...own.current })
  }, [option])

  return { box, chart }
}

/** From the first to the last instant on screen, in pixels; null before anything is drawn. */
function roomOf(made: ECharts): { left: number; right: number } | null {
  const [axis] = (made.getOption()?.xAxis ?? []) as { min: number; max: number }[]
  if (!axis) return null
  const [left, right] = [axis.min, axis.max].map((at) => made.convertToPixel({ xAxisIndex: 0 }, at))
  if (left === undefined || right === undefined) return null
  return { left: Math.max(0, left), right: Math.min(made.getWidth(), right) }
}
