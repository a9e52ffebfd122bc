import type { TourDetail } from '@trame/domain'
import { type GeoJSONSource, Map as MapLibre, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { useEffect, useRef, useState } from 'react'
import { baseStyle } from '../map/base-style.ts'
import '../map/fonts.css'
import '../map/map.css'
import { mapColours } from '../map/map-colours.ts'
import { useResolvedTheme } from '../ui/theme-choice.ts'
import { TourMapWaits } from './TourMapWaits.tsx'
import { boundsOf, tourFeatures } from './tour-features.ts'

setWorkerUrl(workerUrl)

interface Props {
  tour: TourDetail
  selected: string | null
  label: string
  onSelect: (stopId: string | null) => void
}

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

/** The way of the day, its stops in their order, the fixed round behind it, and who waits. The table beside it says the same. */
export function TourMap({ tour, selected, label, onSelect }: Props) {
  const container = useRef<HTMLDivElement>(null)
  const theme = useResolvedTheme()
  const map = useRef<MapLibre | null>(null)
  const [ready, setReady] = useState(false)
  const select = useRef(onSelect)
  select.current = onSelect
  const drawn = tour.status === 'cancelled' ? '' : `${tour.id} ${tour.status === 'solving'}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: a map is made anew for another tour; what is said of its stops only colours them
  useEffect(() => {
    void theme
    const style = baseStyle(mapColours())
    const accent = colour('--accent')
    const made = new MapLibre({
      container: container.current!,
      style: {
        ...style,
        sources: { ...style.sources, tour: { type: 'geojson', data: tourFeatures(tour) } },
        layers: [
          ...style.layers,
          {
            id: 'fixed',
            type: 'line',
            source: 'tour',
            filter: ['==', ['get', 'layer'], 'fixed'],
            paint: { 'line-color': colour('--ink-3'), 'line-width': 1.5, 'line-dasharray': [2, 2] },
          },
          {
            id: 'way',
            type: 'line',
            source: 'tour',
            filter: ['==', ['get', 'layer'], 'way'],
            layout: { 'line-join': 'round', 'line-cap': 'round' },
            paint: { 'line-color': accent, 'line-width': 4 },
          },
          {
            id: 'waiting',
            type: 'circle',
            source: 'tour',
            filter: ['==', ['get', 'layer'], 'waiting'],
            paint: {
              'circle-radius': 5,
              'circle-color': colour('--paper'),
              'circle-stroke-color': colour('--ink-3'),
              'circle-stroke-width': 1.5,
            },
          },
          {
            id: 'stops',
            type: 'circle',
            source: 'tour',
            filter: ['==', ['get', 'layer'], 'stop'],
            paint: {
              'circle-radius': ['case', ['==', ['get', 'id'], selected ?? ''], 15, 12],
              'circle-color': [
                'match',
                ['get', 'outcome'],
                'open',
                accent,
                'emptied',
                colour('--ok'),
                colour('--maj'),
              ],
              'circle-stroke-color': colour('--paper'),
              'circle-stroke-width': 2,
            },
          },
          {
            id: 'numbers',
            type: 'symbol',
            source: 'tour',
            filter: ['in', ['get', 'layer'], ['literal', ['stop', 'place']]],
            layout: {
              'text-field': ['get', 'label'],
              'text-size': 12,
              'text-font': ['Carte Semibold'],
              'text-allow-overlap': true,
            },
            paint: {
              'text-color': [
                'case',
                ['==', ['get', 'layer'], 'stop'],
                colour('--on-accent'),
                colour('--ink'),
              ],
              'text-halo-color': colour('--paper'),
              'text-halo-width': ['case', ['==', ['get', 'layer'], 'stop'], 0, 2],
            },
          },
        ],
      },
      bounds: boundsOf(tour),
      fitBoundsOptions: { padding: 48, maxZoom: 16 },
      attributionControl: false,
      dragRotate: false,
    })
    made.touchZoomRotate.disableRotation()
    made.getCanvas().setAttribute('aria-label', label)
    made.on('click', 'stops', ({ features }) =>
      select.current(String(features?.[0]?.properties.id ?? '') || null),
    )
    made.on('load', () => {
      setReady(true)
    })
    map.current = made
    return () => {
      map.current = null
      setReady(false)
      made.remove()
    }
  }, [theme, drawn, label])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each report changes a stop and nothing else
  useEffect(() => {
    if (ready) map.current?.getSource<GeoJSONSource>('tour')?.setData(tourFeatures(tour))
  }, [ready, tour.reported])
  useEffect(() => {
    const made = map.current
    if (!made) return
    const mark = () =>
      made.setPaintProperty('stops', 'circle-radius', ['case', ['==', ['get', 'id'], selected ?? ''], 16, 12])
    if (made.isStyleLoaded()) mark()
    else made.once('load', mark)
  }, [selected])
  return (
    <>
      <div
        ref={container}
        style={{ position: 'absolute', inset: 0 }}
        data-testid="tour-map"
        data-state={ready ? 'ready' : 'loading'}
      />
      {!ready && <TourMapWaits />}
    </>
  )
}
