import type {
  ExpressionSpecification,
  GeoJSONSourceSpecification,
  LayerSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl'
import type { MapColours } from './map-colours.ts'

const semibold = ['Carte Semibold']
const live: ExpressionSpecification = ['boolean', ['feature-state', 'live'], false]
const isCluster: ExpressionSpecification = ['==', ['get', 'cluster'], true]
const isAsset: ExpressionSpecification = ['!=', ['get', 'cluster'], true]

/** Twelfths of a ring: a few hundred pictures serve every group of the territory. */
const twelfths = (fn: string): ExpressionSpecification => [
  'to-string',
  ['round', ['*', 12, ['/', ['coalesce', ['get', fn], 0], ['max', 1, ['get', 'count']]]]],
]

/** Pictures are asked for by name and drawn when first missed, see marker-images.ts. */
const clusterImage: ExpressionSpecification = [
  'concat',
  'group:',
  ['case', ['>=', ['get', 'count'], 50], 'l', ['>=', ['get', 'count'], 12], 'm', 's'],
  ':',
  twelfths('optimise'),
  ',',
  twelfths('alert'),
  ',',
  twelfths('map'),
  ',',
  twelfths('interact'),
  ':',
  ['coalesce', ['get', 'worst'], ''],
]
const assetImage: ExpressionSpecification = [
  'concat',
  'asset:',
  ['get', 'function'],
  ':',
  ['get', 'icon'],
  ':',
  ['get', 'freshness'],
  ':',
  ['coalesce', ['get', 'severity'], ''],
]

const onTop = { 'icon-allow-overlap': true, 'icon-ignore-placement': true } as const
const text = (c: MapColours) => ({
  'text-color': c.ink,
  'text-halo-color': c['m-halo'],
  'text-halo-width': 1.8,
})
const valueText = {
  'text-field': ['coalesce', ['get', 'label'], ''] as ExpressionSpecification,
  'text-font': semibold,
  'text-size': 12,
  'text-anchor': 'top' as const,
  'text-offset': [0, 1.15] as [number, number],
  'text-optional': true,
} satisfies SymbolLayerSpecification['layout']

export const overlaySources: Record<'live' | 'selected', GeoJSONSourceSpecification> = {
  live: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
  selected: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
}

/** Where the value of an asset is written under its sign: there is room only when streets are wide. */
export const labelZoom = 16.4

/**
 * Groups and assets come from tiles. A value that arrived since a tile was made is drawn from the small `live` source
 * over it, and the tile's own sign fades by feature state: the tiles stay as they are.
 */
export function assetLayers(c: MapColours, label: ExpressionSpecification): LayerSpecification[] {
  const hidden: ExpressionSpecification = ['case', live, 0, 1]
  return [
    {
      id: 'assets',
      type: 'symbol',
      source: 'assets',
      'source-layer': 'assets',
      filter: isAsset,
      layout: { 'icon-image': assetImage, ...onTop },
      paint: { 'icon-opacity': hidden },
    },
    {
      id: 'asset-values',
      type: 'symbol',
      source: 'assets',
      'source-layer': 'assets',
      minzoom: labelZoom,
      filter: isAsset,
      layout: { ...valueText, 'text-field': label },
      paint: { ...text(c), 'text-opacity': hidden },
    },
    {
      id: 'live',
      type: 'symbol',
      source: 'live',
      layout: { 'icon-image': assetImage, ...onTop },
    },
    {
      id: 'live-values',
      type: 'symbol',
      source: 'live',
      minzoom: labelZoom,
      layout: valueText,
      paint: text(c),
    },
    {
      id: 'groups',
      type: 'symbol',
      source: 'assets',
      'source-layer': 'assets',
      filter: isCluster,
      layout: {
        'icon-image': clusterImage,
        ...onTop,
        'text-field': ['to-string', ['get', 'count']],
        'text-font': semibold,
        'text-size': 13,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
        'symbol-sort-key': ['get', 'count'],
      },
      paint: { 'text-color': c.ink },
    },
    // Always on top and never inside a group: what was chosen stays in sight.
    {
      id: 'selected',
      type: 'symbol',
      source: 'selected',
      layout: { 'icon-image': ['concat', assetImage, ':selected'], ...onTop },
    },
  ]
}
