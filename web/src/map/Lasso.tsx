import { type PointerEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { simplify } from './area.ts'
import type { ColourMap } from './colour-map.ts'
import css from './Lasso.module.css'

type Point = [number, number]

interface Props {
  town: ColourMap | null
  /** What is drawn, in longitude and latitude. */
  area: readonly (readonly [number, number])[] | null
  drawing: boolean
  onDrawn: (ring: Point[] | null) => void
}

/** Over the map: a line that the pointer draws becomes an area; the area stays where it is as the map moves. */
export function Lasso({ town, area, drawing, onDrawn }: Props) {
  const { t } = useTranslation()
  const [line, setLine] = useState<Point[]>([])
  const [, moved] = useState(0)
  useEffect(() => {
    if (!town) return
    const draw = () => moved((n) => n + 1)
    town.map.on('move', draw)
    return () => {
      town.map.off('move', draw)
    }
  }, [town])

  const pointOf = (event: PointerEvent<SVGSVGElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect()
    return [event.clientX - box.left, event.clientY - box.top]
  }
  const end = () => {
    setLine([])
    if (!town || line.length < 3) return onDrawn(null)
    const corners = simplify(line, 3)
    const ring = corners.map((corner): Point => {
      const { lng, lat } = town.map.unproject(corner)
      return [lng, lat]
    })
    onDrawn(ring.length < 3 ? null : ring)
  }
  const shown = town && area ? area.map((position) => town.map.project([...position])) : []
  return (
    <svg
      className={css.lasso}
      data-drawing={drawing}
      role="img"
      aria-label={t('command.order.lasso')}
      onPointerDown={(event) => {
        if (!drawing) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setLine([pointOf(event)])
      }}
      onPointerMove={(event) => {
        if (line.length === 0) return
        const next = pointOf(event)
        setLine((old) => [...old, next])
      }}
      onPointerUp={() => line.length > 0 && end()}
      onPointerCancel={() => setLine([])}
    >
      {shown.length > 2 && line.length === 0 && (
        <polygon points={shown.map(({ x, y }) => `${x},${y}`).join(' ')} />
      )}
      {line.length > 1 && <polyline points={line.map((point) => point.join(',')).join(' ')} />}
    </svg>
  )
}
