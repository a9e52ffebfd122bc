import type { EChartsOption } from 'echarts'
import type { ECharts } from 'echarts/core'
import { useEffect, useEffectEvent, useRef } from 'react'
import { connect, init } from './echarts.ts'

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

/** One ECharts instance in a box: drawn anew when its option changes, as wide as its place, gone with it. */
export function useEChart({ option, onZoom, onReset }: Given) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts | null>(null)
  const zoomed = useEffectEvent((from: number, to: number) => onZoom?.(from, to))
  const reset = useEffectEvent((made: ECharts) =>
    onReset ? onReset() : made.dispatchAction({ type: 'dataZoom', start: 0, end: 100 }),
  )

  useEffect(() => {
    const element = box.current!
    const made = init(element, null, { renderer: 'canvas' })
    made.group = group
    chart.current = made
    const resize = new ResizeObserver(() => made.resize())
    resize.observe(element)
    made.getZr().on('dblclick', () => reset(made))
    made.on('datazoom', (event) => {
      const [first] = (event as { batch?: { startValue?: number; endValue?: number }[] }).batch ?? []
      const { startValue: from, endValue: to } = first ?? {}
      // Linked charts hear of it too: the one under the pointer speaks.
      if (!element.matches(':hover')) return
      if (from === undefined || to === undefined || to - from < leastZoomMs) return
      zoomed(from, to)
    })
    return () => {
      resize.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [])

  useEffect(() => {
    const made = chart.current
    if (!made) return
    made.setOption(option(made.getWidth() || 600), { notMerge: true })
    made.dispatchAction({ type: 'takeGlobalCursor', key: 'dataZoomSelect', dataZoomSelectActive: true })
  }, [option])

  return { box, chart }
}
