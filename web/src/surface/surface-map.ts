import type { SurfaceFrame } from '@trame/domain'
import {
  type GeoJSONSource,
  LngLatBounds,
  Map as MapLibre,
  type StyleSpecification,
  setWorkerUrl,
} from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { BaseMap } from '../api/territory.ts'
import { formatNumber, type Lang } from '../format/number.ts'
import { baseStyle } from '../map/base-style.ts'
import type { Camera } from '../map/camera.ts'
import { mapColours } from '../map/map-colours.ts'
import { bandColours } from './band-colours.ts'

setWorkerUrl(workerUrl)

export interface SurfaceShown {
  frame: SurfaceFrame
  /** Of the numbers beside the stations. */
  lang: Lang
  /** The standard error in place of the value. */
  error: boolean
  /** Lower limits and the end of the last band. */
  thresholds: readonly number[]
}

interface Options {
  container: HTMLElement
  base: BaseMap
  bounds: readonly [number, number, number, number]
  camera: Camera | null
  onMove: (camera: Camera) => void
}

const empty = { type: 'FeatureCollection' as const, features: [] }

/** Bands of a quantity under the names of the town, hatched where nothing is known, with the stations that were asked. */
export function createSurfaceMap({ container, base, bounds, camera, onMove }: Options) {
  let shown: SurfaceShown | null = null
  const [west, south, east, north] = bounds
  const map = new MapLibre({
    container,
    style: styleOf(),
    ...(camera
      ? { center: [camera.lon, camera.lat] as [number, number], zoom: camera.zoom }
      : { bounds: new LngLatBounds([west, south], [east, north]), fitBoundsOptions: { padding: 16 } }),
    minZoom: base.bounds ? 9 : 2,
    maxZoom: 18,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    // For the picture that one can keep.
    canvasContextAttributes: { preserveDrawingBuffer: true },
  })
  map.scrollZoom.disable()
  map.touchZoomRotate.disableRotation()
  const hatch = () => {
    if (!map.hasImage('hatch')) map.addImage('hatch', hatchImage(mapColours()['ink-3']))
  }
  map.on('styleimagemissing', ({ id }) => id === 'hatch' && hatch())
  map.on('moveend', (event) => {
    if (!event.originalEvent) return
    const { lat, lng } = map.getCenter()
    onMove({ zoom: map.getZoom(), lat, lon: lng })
  })
  map.on('idle', () => {
    container.dataset.state = 'ready'
  })
  const draw = () => {
    const set = (id: string, features: unknown[]) =>
      map.getSource<GeoJSONSource>(id)?.setData({ type: 'FeatureCollection', features } as never)
    if (!shown) return
    const { frame, error, thresholds, lang } = shown
    const colours = bandColours(thresholds.length - 1)
    const bands = error ? frame.errors : frame.bands
    set(
      'bands',
      bands.map(({ from, geometry }) => ({
        type: 'Feature',
        properties: { colour: colours[thresholds.indexOf(from)] ?? colours[0] },
        geometry,
      })),
    )
    set('masked', frame.masked ? [{ type: 'Feature', properties: {}, geometry: frame.masked }] : [])
    set(
      'stations',
      frame.stations.map(({ position, name, value, rural }) => ({
        type: 'Feature',
        properties: { name, value: formatNumber(value, lang, 1), rural },
        geometry: { type: 'Point', coordinates: position },
      })),
    )
  }
  map.on('load', draw)
  return {
    map,
    show(next: SurfaceShown) {
      shown = next
      if (map.getSource('bands')) draw()
    },
    restyle() {
      map.setStyle(styleOf())
      map.once('idle', draw)
    },
    destroy: () => map.remove(),
  }
}

function styleOf(): StyleSpecification {
  const colours = mapColours()
  const style = baseStyle(colours)
  const firstName = style.layers.findIndex(({ type }) => type === 'symbol')
  const at = firstName === -1 ? style.layers.length : firstName
  return {
    ...style,
    sources: {
      ...style.sources,
      bands: { type: 'geojson', data: empty },
      masked: { type: 'geojson', data: empty },
      stations: { type: 'geojson', data: empty },
    },
    layers: [
      ...style.layers.slice(0, at),
      {
        id: 'bands',
        type: 'fill',
        source: 'bands',
        paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': 0.72, 'fill-antialias': false },
      },
      { id: 'masked', type: 'fill', source: 'masked', paint: { 'fill-pattern': 'hatch' } },
      ...style.layers.slice(at),
      {
        id: 'stations',
        type: 'circle',
        source: 'stations',
        paint: {
          'circle-radius': 5,
          'circle-color': ['case', ['get', 'rural'], colours['m-park'], colours.paper],
          'circle-stroke-color': colours.ink,
          'circle-stroke-width': 1.5,
        },
      },
      {
        id: 'station-values',
        type: 'symbol',
        source: 'stations',
        layout: {
          'text-field': ['get', 'value'],
          'text-font': ['Carte Semibold'],
          'text-size': 13,
          'text-offset': [0, -1.1],
        },
        paint: { 'text-color': colours.ink, 'text-halo-color': colours.paper, 'text-halo-width': 1.6 },
      },
    ],
  }
}

function hatchImage(colour: string): ImageData {
  const size = 10
  const canvas = new OffscreenCanvas(size, size)
  const context = canvas.getContext('2d')!
  context.strokeStyle = colour
  context.lineWidth = 1.2
  for (const shift of [-size, 0, size]) {
    context.beginPath()
    context.moveTo(shift, size)
    context.lineTo(shift + size, 0)
    context.stroke()
  }
  return context.getImageData(0, 0, size, size)
}
