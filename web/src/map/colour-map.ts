import type { ExpressionSpecification, GeoJSONSource, StyleSpecification } from 'maplibre-gl'
import { Map as MapLibre, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { BaseMap } from '../api/territory.ts'
import { baseStyle } from './base-style.ts'
import { type Camera, townCamera } from './camera.ts'
import type { ColourClass } from './colour-scale.ts'
import { type MapColours, mapColours } from './map-colours.ts'
import { drawMarker, provideMarkers } from './marker-images.ts'

setWorkerUrl(workerUrl)

/** An asset as a coloured dot. */
export interface ColourPoint {
  id: string
  position: readonly [number, number]
  /** Index of its colour; -1: no value. */
  class: number
  /** Written under the dot where there is room. */
  label: string
  /** Name and value, for the pointer. */
  title: string
  stale: boolean
  severity: string
}

interface Options {
  container: HTMLElement
  base: BaseMap
  camera: Camera | null
  label: string
  onMove: (camera: Camera) => void
  onSelect: (id: string | null) => void
}

export type ColourMap = ReturnType<typeof createColourMap>

/** A map on which one quantity gives the colour. What it draws is handed to it; it asks for nothing but the base map. */
export function createColourMap(options: Options) {
  let classes: readonly ColourClass[] = []
  let points: readonly ColourPoint[] = []
  let selected: string | null = null
  let placed = options.camera !== null
  const { container, base } = options
  const start =
    options.camera ??
    townCamera(base.bounds, { width: container.clientWidth || 600, height: container.clientHeight || 400 })
  const map = new MapLibre({
    container,
    style: styleOf(mapColours(), classes),
    center: [start.lon, start.lat],
    zoom: start.zoom,
    minZoom: base.bounds ? 9 : 2,
    maxZoom: 19,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    // The page scrolls: the map takes the wheel only with Ctrl, and two fingers on a phone.
    cooperativeGestures: false,
    fadeDuration: 120,
  })
  map.scrollZoom.disable()
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  const canvas = map.getCanvas()
  canvas.setAttribute('aria-label', options.label)
  provideMarkers(map, mapColours)
  container.addEventListener('wheel', onWheel, { passive: false, capture: true })

  /** The page scrolls over the map; with Ctrl the wheel zooms. */
  function onWheel(event: WheelEvent) {
    if (!event.ctrlKey) return
    event.preventDefault()
    map.easeTo({ zoom: map.getZoom() - event.deltaY / 120, duration: 0 })
  }

  const draw = () => {
    map.getSource<GeoJSONSource>('points')?.setData({
      type: 'FeatureCollection',
      features: points.map(({ position, ...properties }) => ({
        type: 'Feature',
        properties: { ...properties, selected: properties.id === selected },
        geometry: { type: 'Point', coordinates: [...position] },
      })),
    })
  }
  map.on('load', draw)
  map.on('idle', () => {
    container.dataset.state = 'ready'
  })
  map.on('moveend', (event) => {
    if (!event.originalEvent) return
    const { lat, lng } = map.getCenter()
    options.onMove({ zoom: map.getZoom(), lat, lon: lng })
  })
  map.on('mousemove', 'points', ({ features }) => {
    canvas.style.cursor = 'pointer'
    canvas.title = String(features?.[0]?.properties.title ?? '')
  })
  map.on('mouseleave', 'points', () => {
    canvas.style.cursor = ''
    canvas.title = ''
  })
  map.on('click', ({ point: { x, y } }) => {
    const around: [[number, number], [number, number]] = [
      [x - 5, y - 5],
      [x + 5, y + 5],
    ]
    const [hit] = map.queryRenderedFeatures(around, { layers: ['points'] })
    options.onSelect(hit ? String(hit.properties.id) : null)
  })

  /** All of them in sight, once: afterwards the person looks where they like. */
  const place = () => {
    if (placed || points.length === 0) return
    placed = true
    const [lons, lats] = [0, 1].map((axis) => points.map(({ position }) => position[axis]!)) as [
      number[],
      number[],
    ]
    const room = { width: container.clientWidth || 600, height: container.clientHeight || 400 }
    const fit = map.cameraForBounds(
      [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)],
      { padding: 48, maxZoom: 15.5 },
    )
    if (!fit?.center) return
    // One far out must not shrink the town to a stamp on bare paper.
    const least = base.bounds ? townCamera(base.bounds, room, 0.7).zoom : 0
    const far = (fit.zoom ?? 0) < least
    map.jumpTo(
      far ? { center: middleOf(lons, lats), zoom: least } : { center: fit.center, zoom: fit.zoom ?? 14 },
    )
  }

  return {
    map,
    show(nextPoints: readonly ColourPoint[], nextClasses: readonly ColourClass[]) {
      const restyle = JSON.stringify(nextClasses) !== JSON.stringify(classes)
      points = nextPoints
      classes = nextClasses
      place()
      if (restyle) map.setStyle(styleOf(mapColours(), classes))
      draw()
    },
    select(id: string | null) {
      if (id === selected) return
      selected = id
      draw()
      const found = points.find((point) => point.id === id)
      if (found && !map.getBounds().contains([...found.position])) map.easeTo({ center: [...found.position] })
    },
    restyle() {
      const colours = mapColours()
      for (const id of map.listImages()) {
        const image = drawMarker(id, colours)
        if (image) map.updateImage(id, image)
      }
      map.setStyle(styleOf(colours, classes))
      draw()
    },
    destroy() {
      container.removeEventListener('wheel', onWheel, { capture: true })
      map.remove()
    },
  }
}

/** Where half of them are on either side: those far out do not pull. */
function middleOf(lons: number[], lats: number[]): [number, number] {
  const middle = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
  return [middle(lons), middle(lats)]
}

const byZoom = (near: number, far: number): ExpressionSpecification => [
  'interpolate',
  ['linear'],
  ['zoom'],
  12,
  near,
  17,
  far,
]

function styleOf(c: MapColours, classes: readonly ColourClass[]): StyleSpecification {
  const style = baseStyle(c)
  const colour = (
    classes.length > 0
      ? ['match', ['get', 'class'], ...classes.flatMap(({ token }, i) => [i, c[token]]), c.paper]
      : c.paper
  ) as ExpressionSpecification | string
  const isSelected: ExpressionSpecification = ['boolean', ['get', 'selected'], false]
  const isStale: ExpressionSpecification = ['boolean', ['get', 'stale'], false]
  return {
    ...style,
    sources: {
      ...style.sources,
      points: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    },
    layers: [
      ...style.layers,
      {
        id: 'points',
        type: 'circle',
        source: 'points',
        layout: { 'circle-sort-key': ['case', isSelected, 99, ['get', 'class']] },
        paint: {
          'circle-radius': [
            'interpolate',
            ['linear'],
            ['zoom'],
            12,
            ['case', isSelected, 8, 5],
            17,
            ['case', isSelected, 13, 10],
          ],
          'circle-color': colour,
          'circle-opacity': ['case', isStale, 0.45, 1],
          'circle-stroke-color': ['case', isSelected, c.ink, c['ink-3']],
          'circle-stroke-width': ['case', isSelected, 3, 1.2],
          'circle-stroke-opacity': ['case', isStale, 0.6, 1],
        },
      },
      {
        id: 'severity',
        type: 'symbol',
        source: 'points',
        filter: ['!=', ['get', 'severity'], ''],
        layout: {
          'icon-image': ['concat', 'badge:', ['get', 'severity']],
          'icon-size': byZoom(0.75, 1),
          'icon-offset': [9, -9],
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        },
      },
      {
        id: 'labels',
        type: 'symbol',
        source: 'points',
        minzoom: 15,
        layout: {
          'text-field': ['get', 'label'],
          'text-font': ['Carte Semibold'],
          'text-size': 12,
          'text-anchor': 'top',
          'text-offset': [0, 0.9],
          'text-optional': true,
        },
        paint: { 'text-color': c.ink, 'text-halo-color': c['m-halo'], 'text-halo-width': 1.8 },
      },
    ],
  }
}
