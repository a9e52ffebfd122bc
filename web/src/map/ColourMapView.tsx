import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BaseMap } from '../api/territory.ts'
import { useResolvedTheme } from '../ui/theme-choice.ts'
import type { Camera } from './camera.ts'
import { type ColourMap, type ColourPoint, createColourMap } from './colour-map.ts'
import type { ColourClass } from './colour-scale.ts'
import css from './MapView.module.css'
import './fonts.css'
import './map.css'

interface Props {
  base: BaseMap
  camera: Camera | null
  points: readonly ColourPoint[]
  classes: readonly ColourClass[]
  selected: string | null
  label: string
  onMove: (camera: Camera) => void
  onSelect: (id: string | null) => void
  /** For what is drawn over it. */
  onReady?: (map: ColourMap | null) => void
}

/** Hands what changed to the map; the map itself lives outside React. */
export function ColourMapView({ base, camera, points, classes, selected, label, ...handlers }: Props) {
  const { t } = useTranslation()
  const theme = useResolvedTheme()
  const container = useRef<HTMLDivElement>(null)
  const [made, setMade] = useState<ColourMap | null>(null)
  const onMove = useEffectEvent(handlers.onMove)
  const onSelect = useEffectEvent(handlers.onSelect)
  const onReady = useEffectEvent((map: ColourMap | null) => handlers.onReady?.(map))
  const start = useEffectEvent((element: HTMLElement) =>
    createColourMap({
      container: element,
      base,
      camera,
      label,
      onMove: (next) => onMove(next),
      onSelect: (id) => onSelect(id),
    }),
  )
  useEffect(() => {
    const map = start(container.current!)
    setMade(map)
    onReady(map)
    return () => {
      onReady(null)
      setMade(null)
      map.destroy()
    }
  }, [])
  useEffect(() => made?.show(points, classes), [made, points, classes])
  useEffect(() => made?.select(selected), [made, selected])
  const drawn = useRef(theme)
  useEffect(() => {
    if (drawn.current === theme) return
    drawn.current = theme
    made?.restyle()
  }, [made, theme])
  return (
    <>
      <div ref={container} className={css.map} data-testid="colour-map" />
      <div className={css.zoom}>
        <button type="button" aria-label={t('territory.zoomIn')} onClick={() => made?.map.zoomIn()}>
          +
        </button>
        <button type="button" aria-label={t('territory.zoomOut')} onClick={() => made?.map.zoomOut()}>
          −
        </button>
      </div>
    </>
  )
}
