import type { GeoJSONSource, MapGeoJSONFeature, MapLayerMouseEvent, VectorTileSource } from 'maplibre-gl'
import { Map as MapLibre, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { onLiveBatch } from '../api/live.ts'
import type { BaseMap } from '../api/territory.ts'
import type { Lang } from '../format/number.ts'
import { type Bounds, type Camera, townCamera } from './camera.ts'
import { liveOverlay } from './live-overlay.ts'
import { mapColours } from './map-colours.ts'
import { assetTiles, type MapFilter, mapStyle } from './map-style.ts'
import { drawMarker, provideMarkers } from './marker-images.ts'
import { type AssetFeature, type VisibleAssets, visibleAssets } from './visible-assets.ts'

// MapLibre 6 is ESM only: without the address of its worker the map stays blank.
setWorkerUrl(workerUrl)

/** What a click may hit, the uppermost first. */
const clickable = ['selected', 'groups', 'live', 'assets', 'asset-dots']
const refreshTilesEveryMs = 60_000

export interface Selected {
  position: readonly [number, number]
  feature: Omit<AssetFeature, 'value' | 'property'>
}

interface Options {
  container: HTMLElement
  base: BaseMap
  camera: Camera | null
  /** The asset that the link names beside its camera. */
  selectedAtStart: string | null
  lang: Lang
  filter: MapFilter
  dense: boolean
  label: string
  onMove: (camera: Camera) => void
  onSelect: (assetId: string | null) => void
  onVisible: (visible: VisibleAssets) => void
}

export type TownMap = ReturnType<typeof createTownMap>

/** The live map of the town. Everything it draws comes from our own API; React only tells it what changed. */
export function createTownMap(options: Options) {
  let { lang, filter } = options
  let selected: Selected | null = null
  let visible: VisibleAssets = { assets: new Map(), count: 0 }
  const bounds = options.base.bounds
  const home = townCamera(bounds, roomOf(options.container))
  const start = options.camera ?? home
  const map = new MapLibre({
    container: options.container,
    style: mapStyle(mapColours(), lang, filter, options.dense),
    center: [start.lon, start.lat],
    zoom: start.zoom,
    minZoom: bounds ? 9 : 2,
    maxZoom: 19,
    ...(bounds ? { maxBounds: around(bounds) } : {}),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 120,
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  const canvas = map.getCanvas()
  canvas.setAttribute('aria-label', options.label)
  provideMarkers(map, mapColours)
  const overlay = liveOverlay(
    map,
    () => lang,
    () => visible,
  )

  const look = () => {
    visible = visibleAssets(map)
    options.onVisible(visible)
    options.container.dataset.state = 'ready'
  }
  map.on('idle', look)
  map.on('moveend', () => {
    const { lat, lng } = map.getCenter()
    options.onMove({ zoom: map.getZoom(), lat, lon: lng })
  })

  const pointer = () => (canvas.style.cursor = 'pointer')
  const arrow = () => (canvas.style.cursor = '')
  for (const layer of clickable) {
    map.on('mouseenter', layer, pointer)
    map.on('mouseleave', layer, arrow)
  }
  map.on('click', (event) => {
    const { x, y } = event.point
    // A finger is no needle: a few pixels around count.
    const around: [[number, number], [number, number]] = [
      [x - 4, y - 4],
      [x + 4, y + 4],
    ]
    const [hit] = map.queryRenderedFeatures(around, { layers: clickable })
    if (hit?.properties.cluster === true) openGroup(event.lngLat, hit)
    else options.onSelect(hit ? String(hit.properties.id) : null)
  })
  const openGroup = (at: MapLayerMouseEvent['lngLat'], { geometry }: MapGeoJSONFeature) => {
    const centre = geometry.type === 'Point' ? (geometry.coordinates as [number, number]) : at
    map.easeTo({ center: centre, zoom: Math.min(map.getZoom() + 1.6, 16.5) })
  }

  let linked = options.camera ? options.selectedAtStart : null
  const bringIntoSight = ([lon, lat]: Selected['position']) => {
    const { x, y } = map.project([lon, lat])
    const { top = 0, right = 0, bottom = 0, left = 0 } = map.getPadding()
    const { clientWidth, clientHeight } = options.container
    const inSight =
      x > left + 40 && x < clientWidth - right - 40 && y > top + 120 && y < clientHeight - bottom - 40
    if (!inSight) map.easeTo({ center: [lon, lat], zoom: Math.max(map.getZoom(), 15.6) })
  }

  const drawSelected = () =>
    map.getSource<GeoJSONSource>('selected')?.setData({
      type: 'FeatureCollection',
      features: selected
        ? [
            {
              type: 'Feature',
              properties: selected.feature,
              geometry: { type: 'Point', coordinates: [...selected.position] },
            },
          ]
        : [],
    })
  map.on('load', drawSelected)

  // The past does not move.
  const stopLive = onLiveBatch((batch) => filter.at === undefined && overlay.receive(batch))
  const refresh = setInterval(() => {
    if (document.hidden || !map.isStyleLoaded() || filter.at !== undefined) return
    const since = Date.now() - 5_000
    map.refreshTiles('assets')
    map.once('idle', () => overlay.settle(since))
  }, refreshTilesEveryMs)

  return {
    map,
    setFilter(next: MapFilter) {
      if (next.function === filter.function && next.type === filter.type && next.at === filter.at) return
      filter = next
      overlay.clear()
      map.getSource<VectorTileSource>('assets')?.setTiles([assetTiles(filter)])
    },
    setSelected(next: Selected | null) {
      const other = next !== null && next.feature.id !== selected?.feature.id
      selected = next
      drawSelected()
      // A link that names a place shows that place; an asset chosen in a panel is brought into sight.
      if (other && !(linked && next.feature.id === linked)) bringIntoSight(next.position)
      if (next) linked = null
    },
    /** Same layers, other colours and words: MapLibre applies the difference, the pictures are drawn anew in place. */
    restyle(nextLang: Lang) {
      lang = nextLang
      const colours = mapColours()
      for (const id of map.listImages()) {
        const image = drawMarker(id, colours)
        if (image) map.updateImage(id, image)
      }
      map.setStyle(mapStyle(colours, lang, filter, options.dense))
      overlay.redraw()
      drawSelected()
    },
    showTown: () => map.easeTo({ center: [home.lon, home.lat], zoom: home.zoom }),
    destroy() {
      stopLive()
      clearInterval(refresh)
      overlay.stop()
      map.remove()
    },
  }
}

/** The part of the container that panels leave free on a wide screen. */
const roomOf = (element: HTMLElement) => ({
  width: Math.max(320, element.clientWidth - (element.clientWidth > 700 ? 356 : 0)),
  height: Math.max(320, element.clientHeight - 90),
})

/** One may look around the town, not lose it. */
function around([west, south, east, north]: Bounds): [number, number, number, number] {
  const [dx, dy] = [(east - west) * 0.6, (north - south) * 0.6]
  return [west - dx, south - dy, east + dx, north + dy]
}
