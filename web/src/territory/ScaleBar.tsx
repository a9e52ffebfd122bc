import { useEffect, useState } from 'react'
import { useFormat } from '../i18n/use-format.ts'
import { metresPerPixel, scaleOf } from '../map/scale.ts'
import type { TownMap } from '../map/town-map.ts'
import css from './MapControls.module.css'

export function ScaleBar({ town }: { town: TownMap | null }) {
  const format = useFormat()
  const [scale, setScale] = useState<ReturnType<typeof scaleOf> | null>(null)
  useEffect(() => {
    if (!town) return
    const measure = () => setScale(scaleOf(metresPerPixel(town.map.getZoom(), town.map.getCenter().lat), 120))
    measure()
    town.map.on('zoomend', measure)
    return () => {
      town.map.off('zoomend', measure)
    }
  }, [town])
  if (!scale) return null
  const [length, unit] = scale.metres >= 1000 ? [scale.metres / 1000, 'km'] : [scale.metres, 'm']
  return (
    <div className={css.scale} style={{ width: scale.pixels }} aria-hidden>
      <span>
        {format.number(length)} {unit}
      </span>
    </div>
  )
}
