import type { PublicCarPark, PublicParking } from '@trame/domain'
import { LngLatBounds, Map as MapLibre, Marker, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { useEffect, useEffectEvent, useRef } from 'react'
import { createRoot } from 'react-dom/client'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/use-format.ts'
import { baseStyle } from '../map/base-style.ts'
import '../map/fonts.css'
import '../map/map.css'
import { mapColours } from '../map/map-colours.ts'
import { useResolvedTheme } from '../ui/theme-choice.ts'
import { ParkingSign } from './ParkingSign.tsx'
import css from './parking.module.css'

setWorkerUrl(workerUrl)

interface Props {
  parking: PublicParking
  parks: readonly PublicCarPark[]
  selected: string | undefined
  onSelect: (id: string | undefined) => void
}

/** Around the places, in pixels: a sign is as wide as its longest words, and stands above its place; below is the legend. */
const room = ({ clientWidth }: HTMLElement) => {
  const beside = Math.min(110, clientWidth / 4)
  return { top: 90, bottom: 80, left: beside, right: beside }
}

/** Where the car parks are, on the town's own map. A picture for the eye: the list beside it says the same. */
export function PublicMap({ parking, parks, selected, onSelect }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const theme = useResolvedTheme()
  const container = useRef<HTMLDivElement>(null)
  const map = useRef<MapLibre | null>(null)
  const select = useEffectEvent(onSelect)
  const start = useEffectEvent((element: HTMLElement) => {
    const style = baseStyle(mapColours())
    const tiles = [
      `${window.location.origin}/api/v1/public/tiles/base/{z}/{x}/{y}.mvt?organisation=${parking.organisation.slug}`,
    ]
    const bounds = new LngLatBounds()
    for (const { position } of parks) if (position) bounds.extend([...position])
    return new MapLibre({
      container: element,
      style: { ...style, sources: { ...style.sources, base: { ...style.sources.base!, tiles } as never } },
      ...(bounds.isEmpty() ? {} : { bounds, fitBoundsOptions: { padding: room(element), maxZoom: 15 } }),
      maxZoom: 18,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      cooperativeGestures: false,
    })
  })
  useEffect(() => {
    void theme
    const made = start(container.current!)
    made.touchZoomRotate.disableRotation()
    made.getCanvas().setAttribute('aria-hidden', 'true')
    made.getCanvas().tabIndex = -1
    made.on('idle', () => {
      container.current?.setAttribute('data-state', 'ready')
    })
    map.current = made
    return () => {
      map.current = null
      made.remove()
    }
  }, [theme])
  useEffect(() => {
    void theme
    const drawn = parks.flatMap((park) => {
      if (!park.position || !map.current) return []
      const element = document.createElement('div')
      element.className = css.marker!
      element.dataset.state = park.state
      element.dataset.selected = String(park.id === selected)
      element.setAttribute('aria-hidden', 'true')
      element.addEventListener('click', () => select(park.id))
      const root = createRoot(element)
      root.render(
        <>
          <span>
            <ParkingSign state={park.state} />
            {park.state === 'free' || park.state === 'few' ? (
              format.number(park.free!)
            ) : park.state === 'unknown' ? (
              '–' // The words are in the list and the legend; on the map they would cover their neighbours.
            ) : (
              <b className={css.markerWord}>{t(`public.parking.state.${park.state}`)}</b>
            )}
          </span>
          <small>{park.name.replace(/^Parking /, '')}</small>
        </>,
      )
      const marker = new Marker({ element, anchor: 'bottom' })
        .setLngLat([...park.position])
        .addTo(map.current)
      return [{ marker, root }]
    })
    return () => {
      for (const { marker, root } of drawn) {
        marker.remove()
        queueMicrotask(() => root.unmount())
      }
    }
  }, [parks, selected, theme, format, t])
  return (
    <div
      ref={container}
      className={css.map}
      role="img"
      aria-label={t('public.parking.mapLabel')}
      data-testid="public-map"
    />
  )
}
