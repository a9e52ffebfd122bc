import type { FunctionId } from '@trame/domain'
import type { StyleSpecification } from 'maplibre-gl'
import type { Lang } from '../format/number.ts'
import { assetLayers, overlaySources } from './asset-layers.ts'
import { baseStyle, tileUrl } from './base-style.ts'
import type { MapColours } from './map-colours.ts'
import { valueLabel } from './value-label.ts'

export interface MapFilter {
  function?: FunctionId | undefined
  type?: string | undefined
  /** As it stood then (ISO); absent: now, and live. */
  at?: string | undefined
}

export function assetTiles(filter: MapFilter): string {
  const query = new URLSearchParams()
  if (filter.function) query.set('function', filter.function)
  if (filter.type) query.set('type', filter.type)
  if (filter.at) query.set('at', filter.at)
  const text = query.toString()
  return tileUrl('assets', text && `?${text}`)
}

/** The town, then its assets. Points stop being grouped at zoom 15, so nothing finer than 16 need be asked for. */
export function mapStyle(c: MapColours, lang: Lang, filter: MapFilter, dense: boolean): StyleSpecification {
  const base = baseStyle(c)
  return {
    ...base,
    sources: {
      ...base.sources,
      assets: {
        type: 'vector',
        tiles: [assetTiles(filter)],
        minzoom: 0,
        maxzoom: 16,
        promoteId: { assets: 'id' },
      },
      ...overlaySources,
    },
    layers: [...base.layers, ...assetLayers(c, valueLabel(lang), dense)],
  }
}
