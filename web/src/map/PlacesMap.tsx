import { LngLatBounds, Map as MapLibre, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { useEffect, useRef } from 'react'
import { useResolvedTheme } from '../ui/theme-choice.ts'
import { baseStyle } from './base-style.ts'
import './fonts.css'
import './map.css'
import { mapColours } from './map-colours.ts'
import { provideMarkers } from './marker-images.ts'

setWorkerUrl(workerUrl)

export interface Place {
  id: string
  position: readonly [number, number]
  /** As `marker-images.ts` names it. */
  icon: string
}

/** Where several things are, all in view. A picture: the list beside it says the same in words. */
export function PlacesMap({ places }: { places: readonly Place[] }) {
  const container = useRef<HTMLDivElement>(null)
  const theme = useResolvedTheme()
  const key = JSON.stringify(places)
  useEffect(() => {
    void theme
    const shown = JSON.parse(key) as Place[]
    const [first] = shown
    if (!first) return
    const bounds = new LngLatBounds()
    for (const { position } of shown) bounds.extend([position[0], position[1]])
    const colours = mapColours()
    const style = baseStyle(colours)
    const map = new MapLibre({
      container: container.current!,
      interactive: false,
      attributionControl: false,
      bounds,
      fitBoundsOptions: { padding: 40, maxZoom: 16.2 },
      style: {
        ...style,
        sources: {
          ...style.sources,
          places: {
            type: 'geojson',
            data: {
              type: 'FeatureCollection',
              features: shown.map(({ id, position, icon }) => ({
                type: 'Feature',
                properties: { id, icon },
                geometry: { type: 'Point', coordinates: [position[0], position[1]] },
              })),
            },
          },
        },
        layers: [
          ...style.layers,
          {
            id: 'places',
            type: 'symbol',
            source: 'places',
            layout: { 'icon-image': ['get', 'icon'], 'icon-allow-overlap': true },
          },
        ],
      },
    })
    provideMarkers(map, () => colours)
    map.getCanvas().setAttribute('aria-hidden', 'true')
    map.getCanvas().removeAttribute('role')
    map.getCanvas().tabIndex = -1
    return () => map.remove()
  }, [key, theme])
  return <div ref={container} style={{ position: 'absolute', inset: 0 }} />
}
