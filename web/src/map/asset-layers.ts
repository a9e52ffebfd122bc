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

/** Where the value of an asset is written under its sign: there is room only when streets are wide. */
const labelZoom = 17
const valueText = (label: ExpressionSpecification) =>
  ({
    'text-field': ['step', ['zoom'], '', labelZoom, label] as ExpressionSpecification,
    'text-font': semibold,
    'text-size': 12,
    'text-anchor': 'top' as const,
    'text-offset': [0, 1.15] as [number, number],
    'text-optional': true,
  }) satisfies SymbolLayerSpecification['layout']

const functionColour = (c: MapColours): ExpressionSpecification => [
  'match',
  ['get', 'function'],
  'optimise',
  c['fn-optimise'],
  'alert',
  c['fn-alert'],
  'interact',
  c['fn-interact'],
  c['fn-map'],
]

/** What needs somebody is placed first. */
const urgency: ExpressionSpecification = [
  'match',
  ['get', 'severity'],
  'critical',
  0,
  'major',
  1,
  'minor',
  2,
  'information',
  3,
  4,
]

export const overlaySources: Record<'live' | 'selected', GeoJSONSourceSpecification> = {
  live: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
  selected: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
}

/**
 * Groups and assets come from tiles. Each asset is a dot; where there is room the dot gets its sign, so that sixty parking
 * places in a street stay legible. A value that arrived since a tile was made is drawn from the small `live` source over
 * it, and the tile's own sign fades by feature state: the tiles stay as they are.
 * `dense`: MapLibre draws at most 16,384 signs of one tile. In a very full territory the tiles of zoom 15, where groups have
 * just come apart, show dots alone.
 */
export function assetLayers(
  c: MapColours,
  label: ExpressionSpecification,
  dense: boolean,
): LayerSpecification[] {
  const hidden: ExpressionSpecification = ['case', live, 0, 1]
  return [
    {
      id: 'asset-dots',
      type: 'circle',
      source: 'assets',
      'source-layer': 'assets',
      filter: isAsset,
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 13, 2.6, 17, 4],
        'circle-color': ['case', ['==', ['get', 'freshness'], 'fresh'], functionColour(c), c.paper],
        'circle-stroke-color': ['case', ['==', ['get', 'freshness'], 'fresh'], c.paper, functionColour(c)],
        'circle-stroke-width': 1.2,
      },
    },
    {
      id: 'assets',
      type: 'symbol',
      source: 'assets',
      'source-layer': 'assets',
      filter: dense ? ['all', isAsset, ['step', ['zoom'], true, 15, false, 16, true]] : isAsset,
      layout: {
        'icon-image': assetImage,
        'icon-padding': 0,
        'symbol-sort-key': urgency,
        ...valueText(label),
      },
      paint: { ...text(c), 'icon-opacity': hidden, 'text-opacity': hidden },
    },
    {
      id: 'live',
      type: 'symbol',
      source: 'live',
      layout: {
        'icon-image': assetImage,
        'icon-padding': 0,
        ...valueText(['coalesce', ['get', 'label'], '']),
      },
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
        'icon-allow-overlap': true,
        'text-field': ['to-string', ['get', 'count']],
        'text-font': semibold,
        'text-size': 13,
        'text-allow-overlap': true,
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
