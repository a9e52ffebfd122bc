import type { LayerSpecification, SymbolLayerSpecification } from 'maplibre-gl'
import type { MapColours } from './map-colours.ts'

// The families of ui/fonts.css. Names are drawn by MapLibre from the page's own font files.
const medium = ['Carte Medium']
const semibold = ['Carte Semibold']
const italic = ['Carte Medium Italic']

type Layout = NonNullable<SymbolLayerSpecification['layout']>
type Paint = NonNullable<SymbolLayerSpecification['paint']>

const base = { type: 'symbol', source: 'base' } as const
const halo = (c: MapColours, width = 1.6): Paint => ({
  'text-halo-color': c['m-halo'],
  'text-halo-width': width,
})
const along: Layout = {
  'symbol-placement': 'line',
  'text-field': ['get', 'name'],
  'text-max-angle': 38,
  'text-padding': 12,
}

/** Streets along their line, districts in spaced capitals, parks and water in italics: all with a halo. */
export function baseLabelLayers(c: MapColours): LayerSpecification[] {
  const point = (
    id: string,
    classes: string[],
    minzoom: number,
    layout: Layout,
    paint: Paint,
  ): LayerSpecification => ({
    ...base,
    id: `label-${id}`,
    'source-layer': 'label',
    minzoom,
    filter: ['in', ['get', 'class'], ['literal', classes]],
    layout: {
      'text-field': ['get', 'name'],
      'symbol-sort-key': ['coalesce', ['get', 'rank'], 5],
      'text-padding': 4,
      // A name steps aside for a sign before it gives way.
      'text-variable-anchor': ['center', 'bottom', 'top', 'right', 'left'],
      'text-radial-offset': 1.6,
      'text-justify': 'auto',
      ...layout,
    },
    paint,
  })
  return [
    {
      ...base,
      id: 'label-street',
      'source-layer': 'road',
      minzoom: 15.2,
      filter: [
        'all',
        ['has', 'name'],
        ['in', ['get', 'class'], ['literal', ['street', 'lane', 'pedestrian', 'path']]],
      ],
      layout: {
        ...along,
        'text-font': medium,
        'text-size': ['interpolate', ['linear'], ['zoom'], 15, 11, 18, 14],
      },
      paint: { ...halo(c), 'text-color': c['m-ink'] },
    },
    {
      ...base,
      id: 'label-avenue',
      'source-layer': 'road',
      minzoom: 13.4,
      filter: ['all', ['has', 'name'], ['in', ['get', 'class'], ['literal', ['avenue', 'ring', 'motorway']]]],
      layout: {
        ...along,
        'text-font': medium,
        'text-size': ['interpolate', ['linear'], ['zoom'], 13, 11, 15, 12, 18, 15],
        'symbol-spacing': 420,
      },
      paint: { ...halo(c, 1.8), 'text-color': c['m-ink'] },
    },
    {
      ...base,
      id: 'label-river',
      'source-layer': 'waterway',
      minzoom: 12,
      filter: ['has', 'name'],
      layout: {
        ...along,
        'text-font': italic,
        'text-letter-spacing': 0.06,
        'symbol-spacing': 600,
        'text-size': ['interpolate', ['linear'], ['zoom'], 12, 11, 15, 16],
      },
      paint: { 'text-color': c['m-water-ink'] },
    },
    point(
      'park',
      ['park'],
      13.6,
      {
        'text-font': italic,
        'text-size': ['interpolate', ['linear'], ['zoom'], 13, 11, 16, 13],
        'text-max-width': 9,
      },
      { ...halo(c, 1.2), 'text-color': c['m-park-ink'] },
    ),
    point(
      'water',
      ['water'],
      13,
      { 'text-font': italic, 'text-size': 12, 'text-letter-spacing': 0.06 },
      { 'text-color': c['m-water-ink'] },
    ),
    point(
      'poi',
      ['poi'],
      15.4,
      { 'text-font': medium, 'text-size': 11.5, 'text-max-width': 9 },
      { ...halo(c), 'text-color': c['m-ink'] },
    ),
    point(
      'square',
      ['square', 'station'],
      14,
      { 'text-font': semibold, 'text-size': 11.5, 'text-max-width': 9 },
      { ...halo(c, 2), 'text-color': c['m-ink'] },
    ),
    point(
      'district',
      ['district', 'suburb'],
      11.5,
      {
        'text-font': semibold,
        'text-transform': 'uppercase',
        'text-letter-spacing': 0.12,
        'text-size': ['interpolate', ['linear'], ['zoom'], 12, 10.5, 15, 12.5],
        'text-max-width': 10,
      },
      { ...halo(c, 2), 'text-color': c['m-ink'] },
    ),
  ]
}
