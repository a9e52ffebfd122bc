import { type ObservationList, observedProperties } from '@trame/domain'
import { stringify } from 'csv-stringify/sync'

/** `en`: comma, point, UTF-8. `fr`: what a French spreadsheet opens: semicolon, decimal comma, BOM. */
export function observationsCsv(list: ObservationList, locale: 'fr' | 'en'): string {
  const french = locale === 'fr'
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? '' : french ? String(value).replace('.', ',') : String(value)
  const property = observedProperties[list.property as keyof typeof observedProperties]
  const value = `${property[locale]}${list.unit === '1' ? '' : ` (${list.unit})`}`
  const raw = list.grain === 'raw'
  const header = raw ? ['time', value, 'quality'] : ['time', value, 'count', 'min', 'max', 'first', 'last']
  const rows = list.points.map((point) =>
    raw
      ? [point.at, number(point.value), point.quality]
      : [
          point.at,
          number(point.value),
          number(point.count),
          number(point.min),
          number(point.max),
          number(point.first),
          number(point.last),
        ],
  )
  return stringify([header, ...rows], { delimiter: french ? ';' : ',', bom: french })
}
