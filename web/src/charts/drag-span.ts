/** A movement of fewer pixels is a click with a trembling hand. */
const leastPx = 5

interface Given {
  /** Where a drag may lie, in pixels from the left of the box; null: there is nothing to choose from. */
  room: () => { left: number; right: number } | null
  /** Class of the band that shows what is being chosen. */
  className: string
  onDragged: (fromPx: number, toPx: number) => void
}

/**
 * A drag of the mouse or pen across a chart. It is held here and not in the chart, which is drawn anew whenever live
 * values arrive and would forget what is being dragged. A finger keeps scrolling the page; Escape gives the drag up.
 */
export function listenToDrags(box: HTMLElement, { room, className, onDragged }: Given): () => void {
  const band = document.createElement('div')
  band.className = className
  band.hidden = true
  box.append(band)
  let start: number | null = null
  let end = 0

  const at = (event: PointerEvent, { left, right }: { left: number; right: number }) =>
    Math.min(right, Math.max(left, event.clientX - box.getBoundingClientRect().left))
  const forget = () => {
    start = null
    band.hidden = true
  }
  const down = (event: PointerEvent) => {
    if (event.button !== 0 || event.pointerType === 'touch') return
    const limits = room()
    if (!limits) return
    start = end = at(event, limits)
  }
  const move = (event: PointerEvent) => {
    const limits = room()
    if (start === null || !limits) return
    end = at(event, limits)
    band.hidden = Math.abs(end - start) < leastPx
    // From here on it may leave the chart. Not before: a captured click would not reach the chart.
    if (!band.hidden && !box.hasPointerCapture(event.pointerId)) box.setPointerCapture(event.pointerId)
    band.style.left = `${Math.min(start, end)}px`
    band.style.width = `${Math.abs(end - start)}px`
  }
  const up = (event: PointerEvent) => {
    move(event)
    if (start !== null && Math.abs(end - start) >= leastPx)
      onDragged(Math.min(start, end), Math.max(start, end))
    forget()
  }
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape') forget()
  }

  box.addEventListener('pointerdown', down)
  box.addEventListener('pointermove', move)
  box.addEventListener('pointerup', up)
  box.addEventListener('pointercancel', forget)
  document.addEventListener('keydown', key)
  return () => {
    box.removeEventListener('pointerdown', down)
    box.removeEventListener('pointermove', move)
    box.removeEventListener('pointerup', up)
    box.removeEventListener('pointercancel', forget)
    document.removeEventListener('keydown', key)
    band.remove()
  }
}
