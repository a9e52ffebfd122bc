import type { LiveValue } from '@trame/domain'
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import type { Lang } from '../format/number.ts'
import { valueText } from '../format/value.ts'
import type { AssetFeature, VisibleAssets } from './visible-assets.ts'

const flushEveryMs = 400
const mostPoints = 400
const mostPulses = 8

interface Patched {
  lngLat: [number, number]
  feature: AssetFeature & { label: string }
  at: number
}

/**
 * Draws values that arrived after their tile was made. Only points in view and of their main property; bounded, and
 * flushed a few times a second, so that a thousand messages a second cost no more than ten.
 */
export function liveOverlay(map: MapLibre, lang: () => Lang, visible: () => VisibleAssets) {
  const patched = new Map<string, Patched>()
  const pulsing = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const flush = () => {
    timer = undefined
    draw()
    for (const id of [...pulsing].slice(0, mostPulses)) pulse(map, patched.get(id)!.lngLat)
    pulsing.clear()
  }

  const draw = () => {
    const source = map.getSource<GeoJSONSource>('live')
    if (!source) return
    source.setData({
      type: 'FeatureCollection',
      features: [...patched.values()].map(({ lngLat, feature }) => ({
        type: 'Feature',
        properties: feature,
        geometry: { type: 'Point', coordinates: lngLat },
      })),
    })
    for (const id of patched.keys())
      map.setFeatureState({ source: 'assets', sourceLayer: 'assets', id }, { live: true })
  }

  const forget = (id: string) => {
    patched.delete(id)
    map.removeFeatureState({ source: 'assets', sourceLayer: 'assets', id })
  }

  return {
    receive(batch: readonly LiveValue[]) {
      const { assets } = visible()
      for (const value of batch) {
        const known = value.assetId ? assets.get(value.assetId) : undefined
        if (!known || known.feature.property !== value.property) continue
        if (!patched.has(known.feature.id) && patched.size >= mostPoints) continue
        const label = valueText(value.property, value.value, lang())
        const feature = { ...known.feature, freshness: 'fresh', value: value.value, label }
        patched.set(known.feature.id, { lngLat: known.lngLat, feature, at: Date.now() })
        pulsing.add(known.feature.id)
      }
      if (pulsing.size > 0) timer ??= setTimeout(flush, flushEveryMs)
    },
    /** Tiles were asked for again at `since`: what they hold by now need not be drawn over them. */
    settle(since: number) {
      for (const [id, { at }] of patched) if (at < since) forget(id)
      draw()
    },
    clear() {
      for (const id of [...patched.keys()]) forget(id)
      draw()
    },
    redraw: draw,
    stop: () => clearTimeout(timer),
  }
}

/** A ring that grows and goes: an element moved by the compositor alone, so the map is not drawn again for it. */
function pulse(map: MapLibre, lngLat: [number, number]) {
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return
  const { x, y } = map.project(lngLat)
  const ring = document.createElement('span')
  ring.className = 'map-pulse'
  ring.style.left = `${x}px`
  ring.style.top = `${y}px`
  map.getContainer().append(ring)
  ring.addEventListener('animationend', () => ring.remove())
  map.once('movestart', () => ring.remove())
}
