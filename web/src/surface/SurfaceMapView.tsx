import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { BaseMap } from '../api/territory.ts'
import type { Camera } from '../map/camera.ts'
import '../map/fonts.css'
import '../map/map.css'
import { useResolvedTheme } from '../ui/theme-choice.ts'
import css from './surface.module.css'
import { createSurfaceMap, type SurfaceShown } from './surface-map.ts'

interface Props {
  base: BaseMap
  bounds: readonly [number, number, number, number]
  camera: Camera | null
  shown: SurfaceShown
  label: string
  onMove: (camera: Camera) => void
  onReady: (canvas: HTMLCanvasElement | null) => void
}

/** Hands what changed to the map, which lives outside React. */
export function SurfaceMapView({ base, bounds, camera, shown, label, ...handlers }: Props) {
  const theme = useResolvedTheme()
  const container = useRef<HTMLDivElement>(null)
  const [made, setMade] = useState<ReturnType<typeof createSurfaceMap> | null>(null)
  const onMove = useEffectEvent((next: Camera) => handlers.onMove(next))
  const onReady = useEffectEvent((canvas: HTMLCanvasElement | null) => handlers.onReady(canvas))
  const start = useEffectEvent((element: HTMLElement) =>
    createSurfaceMap({ container: element, base, bounds, camera, onMove: (next) => onMove(next) }),
  )
  useEffect(() => {
    const map = start(container.current!)
    setMade(map)
    onReady(map.map.getCanvas())
    return () => {
      onReady(null)
      setMade(null)
      map.destroy()
    }
  }, [])
  useEffect(() => made?.map.getCanvas().setAttribute('aria-label', label), [made, label])
  useEffect(() => made?.show(shown), [made, shown])
  const drawn = useRef(theme)
  useEffect(() => {
    if (drawn.current === theme) return
    drawn.current = theme
    made?.restyle()
  }, [made, theme])
  return <div ref={container} className={css.map} data-testid="surface-map" />
}
