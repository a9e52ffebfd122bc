import type { SurfaceFrame } from '@trame/domain'
import { formatNumber, type Lang } from '../format/number.ts'
import { csvOf } from '../ui/csv.ts'
import { download } from '../ui/download.ts'
import { token } from '../ui/theme-choice.ts'
import { bandColours } from './band-colours.ts'
import { rounded, type SurfaceColumns, surfaceRows } from './surface-rows.ts'

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
    ...frame.stations.map(({ position, value, ...station }) =>
      feature(
        { type: 'Point', coordinates: position },
        { kind: 'station', unit, ...station, value: rounded(value) },
      ),
    ),
  ]
  const text = JSON.stringify({ type: 'FeatureCollection', from: frame.from, to: frame.to, features })
  download(new Blob([text], { type: 'application/geo+json' }), fileName(title, 'geojson'))
}

export function saveCsv(frame: SurfaceFrame, title: string, words: SurfaceColumns, lang: Lang) {
  const text = csvOf(surfaceRows(frame, words, lang), lang)
  download(new Blob([text], { type: 'text/csv;charset=utf-8' }), fileName(title, 'csv'))
}

const head = 56
const foot = 64

/** The map as it is on screen, its title over it and its colours under it: alone, a picture still says what it shows. */
export async function savePicture(
  map: HTMLCanvasElement,
  title: string,
  thresholds: readonly number[],
  lang: Lang,
) {
  const canvas = new OffscreenCanvas(map.width, head + map.height + foot)
  const context = canvas.getContext('2d')!
  context.fillStyle = token('--paper')
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = token('--ink')
  context.font = `600 24px ${token('--font')}`
  context.textBaseline = 'middle'
  context.fillText(title, 16, head / 2, map.width - 32)
  context.drawImage(map, 0, head)
  const top = head + map.height
  const step = Math.min(72, (map.width - 64) / Math.max(1, thresholds.length - 1))
  bandColours(thresholds.length - 1).forEach((colour, index) => {
    context.fillStyle = colour
    context.fillRect(32 + index * step, top + 12, step, 16)
  })
  context.fillStyle = token('--ink')
  context.font = `400 15px ${token('--font')}`
  context.textAlign = 'center'
  thresholds.forEach((value, index) => {
    context.fillText(formatNumber(value, lang, 1), 32 + index * step, top + 44)
  })
  download(await canvas.convertToBlob({ type: 'image/png' }), fileName(title, 'png'))
}
