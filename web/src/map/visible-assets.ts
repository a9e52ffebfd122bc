import type { FunctionId } from '@trame/domain'
import type { Map as MapLibre } from 'maplibre-gl'

/** What a tile says of one asset. */
export interface AssetFeature {
  id: string
  name: string
  type: string
  function: FunctionId
  icon: string
  property: string
  freshness: string
  severity: string
  value: number | null
}

export interface VisibleAssets {
  /** Assets that stand alone in view, by id. */
  assets: Map<string, { lngLat: [number, number]; feature: AssetFeature }>
  /** All of them, those inside groups too. */
  count: number
}

/** Reads what the loaded tiles hold inside the view. A point near an edge is in two tiles: counted once. */
export function visibleAssets(map: MapLibre): VisibleAssets {
  const bounds = map.getBounds()
  const assets: VisibleAssets['assets'] = new Map()
  const groups = new Map<string, number>()
  for (const { geometry, properties } of map.querySourceFeatures('assets', { sourceLayer: 'assets' })) {
    if (geometry.type !== 'Point') continue
    const lngLat = geometry.coordinates as [number, number]
    if (!bounds.contains(lngLat)) continue
    if (properties.cluster === true)
      groups.set(lngLat.map((part) => part.toFixed(4)).join(), Number(properties.count))
    else assets.set(String(properties.id), { lngLat, feature: properties as AssetFeature })
  }
  let count = assets.size
  for (const inGroup of groups.values()) count += inGroup
  return { assets, count }
}
