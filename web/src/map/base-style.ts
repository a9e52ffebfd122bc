import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { baseLabelLayers } from './base-labels.ts'
import type { MapColours } from './map-colours.ts'

/** MapLibre's worker has no page to resolve a relative address against. */
export const tileUrl = (name: string, query = '') =>
  `${window.location.origin}/api/v1/tiles/${name}/{z}/{x}/{y}.mvt${query}`
const byZoom = (...stops: number[]): ExpressionSpecification =>
  ['interpolate', ['exponential', 1.5], ['zoom'], ...stops] as unknown as ExpressionSpecification
const classIs = (...classes: string[]): ExpressionSpecification => [
  'in',
  ['get', 'class'],
  ['literal', classes],
]

/** Widths in pixels by zoom; the casing of every road is drawn under all roads. */
const roads = [
  { id: 'path', classes: ['path', 'pedestrian'], width: [14, 0.3, 16, 1.6, 18, 5], from: 14.5 },
  { id: 'lane', classes: ['lane'], width: [13, 0.5, 15, 2.4, 18, 14], from: 13 },
  { id: 'street', classes: ['street'], width: [12, 0.5, 15, 4, 18, 22], from: 11.5 },
  { id: 'avenue', classes: ['avenue', 'ring', 'motorway'], width: [10, 0.8, 12, 2, 15, 7, 18, 34], from: 9 },
] as const

/** A casing is a hairline when streets are thin, two pixels when they are wide. */
const cased = (width: readonly number[]) =>
  width.map((value, i) => (i % 2 ? value + (value < 1 ? 0.5 : value < 3 ? 1.1 : 2) : value))
/** Land, water, parks, buildings, white streets with a thin casing: calm enough that a 14 px sign is seen. */
export function baseStyle(c: MapColours): StyleSpecification {
  const land: LayerSpecification[] = [
    { id: 'ground', type: 'background', paint: { 'background-color': c['m-land'] } },
    area('land', ['field', 'allotment', 'beach'], c['m-field']),
    area('land', ['park', 'pitch', 'cemetery'], c['m-park']),
    area('land', ['wood'], c['m-wood']),
    {
      id: 'waterway',
      type: 'line',
      source: 'base',
      'source-layer': 'waterway',
      filter: ['!', classIs('river')],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': c['m-water'], 'line-width': byZoom(11, 1, 14, 4, 18, 20) },
    },
    {
      id: 'water',
      type: 'fill',
      source: 'base',
      'source-layer': 'water',
      paint: { 'fill-color': c['m-water'] },
    },
    area('land', ['island'], c['m-land']),
    area('land', ['square'], c['m-road']),
    {
      id: 'building',
      type: 'fill',
      source: 'base',
      'source-layer': 'building',
      minzoom: 13,
      paint: {
        'fill-color': c['m-build'],
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 13, 0, 13.8, 1],
      },
    },
  ]
  const casings = roads.map(
    (road): LayerSpecification => ({ ...line(road, c['m-case'], 'case'), minzoom: road.from + 0.5 }),
  )
  const fills = roads.map((road) => line(road, c['m-road'], 'fill'))
  return {
    version: 8,
    sources: { base: { type: 'vector', tiles: [tileUrl('base')], minzoom: 0, maxzoom: 16 } },
    layers: [...land, ...casings, ...fills, ...bridges(c), ...rail(c), ...baseLabelLayers(c)],
  }
}

const area = (layer: string, classes: string[], colour: string): LayerSpecification => ({
  id: `${layer}-${classes[0]}`,
  type: 'fill',
  source: 'base',
  'source-layer': layer,
  filter: classIs(...classes),
  paint: { 'fill-color': colour },
})

function line(road: (typeof roads)[number], colour: string, part: 'case' | 'fill'): LayerSpecification {
  return {
    id: `road-${road.id}-${part}`,
    type: 'line',
    source: 'base',
    'source-layer': 'road',
    minzoom: road.from,
    filter: classIs(...road.classes),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': colour,
      'line-width': byZoom(...(part === 'case' ? cased(road.width) : road.width)),
    },
  }
}

/** A bridge keeps its parapets: two grey edges over the water. */
function bridges(c: MapColours): LayerSpecification[] {
  const bridge = (part: string, colour: string, by: number): LayerSpecification => ({
    id: `bridge-${part}`,
    type: 'line',
    source: 'base',
    'source-layer': 'road',
    minzoom: 12,
    filter: ['all', ['==', ['get', 'bridge'], true], classIs('avenue', 'ring', 'street', 'motorway')],
    layout: { 'line-cap': 'butt', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': byZoom(12, 2 + by, 15, 7 + by, 18, 34 + by) },
  })
  return [bridge('edge', c['m-rail'], 3), bridge('deck', c['m-road'], 0)]
}

function rail(c: MapColours): LayerSpecification[] {
  const rails = { source: 'base', 'source-layer': 'rail', type: 'line' } as const
  return [
    {
      ...rails,
      id: 'rail',
      paint: { 'line-color': c['m-rail'], 'line-width': byZoom(10, 0.6, 14, 2, 18, 6) },
    },
    {
      ...rails,
      id: 'rail-ties',
      minzoom: 13,
      paint: {
        'line-color': c['m-land'],
        'line-width': byZoom(13, 0.6, 14, 1, 18, 3.4),
        'line-dasharray': [7, 7],
      },
    },
  ]
}
