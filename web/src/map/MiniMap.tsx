import { Map as MapLibre, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { useEffect, useRef } from 'react'
import { useResolvedTheme } from '../ui/theme-choice.ts'
import { baseStyle } from './base-style.ts'
import './fonts.css'
import './map.css'
import { mapColours } from './map-colours.ts'
import { provideMarkers } from './marker-images.ts'
import type { Selected } from './town-map.ts'

setWorkerUrl(workerUrl)

/** Where one asset stands. A picture: the map beside it is the one to move in. */
export function MiniMap({ position, feature }: Selected) {
  const container = useRef<HTMLDivElement>(null)
  const theme = useResolvedTheme()
  const { id, name, type, function: fn, icon, freshness, severity } = feature
  const [lon, lat] = position
  useEffect(() => {
    void theme
    const colours = mapColours()
    const style = baseStyle(colours)
    const map = new MapLibre({
      container: container.current!,
      interactive: false,
      attributionControl: false,
      center: [lon, lat],
      zoom: 16.2,
      style: {
        ...style,
        sources: {
          ...style.sources,
          asset: {
            type: 'geojson',
            data: {
              type: 'Feature',
              properties: { id, name, type },
              geometry: { type: 'Point', coordinates: [lon, lat] },
            },
          },
        },
        layers: [
          ...style.layers,
          {
            id: 'asset',
            type: 'symbol',
            source: 'asset',
            layout: {
              'icon-image': `asset:${fn}:${icon}:${freshness}:${severity}:selected`,
              'icon-allow-overlap': true,
            },
          },
        ],
      },
    })
    provideMarkers(map, () => colours)
    // A picture for the eye: the name of the place stands beside it as text.
    map.getCanvas().setAttribute('aria-hidden', 'true')
    map.getCanvas().removeAttribute('role')
    map.getCanvas().tabIndex = -1
    return () => map.remove()
  }, [lon, lat, id, name, type, fn, icon, freshness, severity, theme])
  return <div ref={container} style={{ position: 'absolute', inset: 0 }} />
}
