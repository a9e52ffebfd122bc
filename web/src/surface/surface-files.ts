import type { SurfaceFrame } from '@trame/domain'
import { download } from '../ui/download.ts'
import { token } from '../ui/theme-choice.ts'

const fileName = (title: string, ending: string) =>
  `${title.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}.${ending}`

/** Bands, what is not known, and the stations, as one GeoJSON file. */
export function saveGeoJson(frame: SurfaceFrame, title: string, unit: string) {
  const feature = (geometry: unknown, properties: object) => ({ type: 'Feature', properties, geometry })
  const features = [
    ...frame.bands.map(({ from, to, geometry }) => feature(geometry, { kind: 'atLeast', from, to, unit })),
    ...frame.errors.map(({ from, to, geometry }) =>
      feature(geometry, { kind: 'standardError', from, to, unit }),
    ),
    ...(frame.masked ? [feature(frame.masked, { kind: 'unknown' })] : []),
    ...frame.stations.map(({ position, ...station }) =>
      feature({ type: 'Point', coordinates: position }, { kind: 'station', unit, ...station }),
    ),
  ]
  const text = JSON.stringify({ type: 'FeatureCollection', from: frame.from, to: frame.to, features })
  download(new Blob([text], { type: 'application/geo+json' }), fileName(title, 'geojson'))
}

export function saveCsv(frame: SurfaceFrame, title: string, unit: string) {
  const cell = (value: string | number) => {
    const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
    return /[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const rows = [
    [
      'from',
      'to',
      'kind',
      'id',
      'name',
      `mean (${unit})`,
      `max (${unit})`,
      'population',
      'exposed',
      'unknown share',
    ],
    ...frame.districts.map((row) => [
      frame.from,
      frame.to,
      'district',
      row.siteId ?? '',
      row.name,
      row.mean,
      row.max,
      row.population,
      row.exposed,
      row.unknown,
    ]),
    ...frame.zones.map((row) => [
      frame.from,
      frame.to,
      'climate zone',
      row.zone,
      row.fr,
      row.mean,
      row.max,
      row.population,
      row.exposed,
      row.unknown,
    ]),
  ]
  const text = rows.map((row) => row.map(cell).join(';')).join('\r\n')
  download(new Blob([`\ufeff${text}\r\n`], { type: 'text/csv;charset=utf-8' }), fileName(title, 'csv'))
}

/** The map as it is on screen, with its title over it. */
export async function savePicture(map: HTMLCanvasElement, title: string) {
  const head = 56
  const canvas = new OffscreenCanvas(map.width, map.height + head)
  const context = canvas.getContext('2d')!
  context.fillStyle = token('--paper')
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = token('--ink')
  context.font = `600 24px ${token('--font')}`
  context.textBaseline = 'middle'
  context.fillText(title, 16, head / 2, map.width - 32)
  context.drawImage(map, 0, head)
  download(await canvas.convertToBlob({ type: 'image/png' }), fileName(title, 'png'))
}
