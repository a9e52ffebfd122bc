import {
  isObservedProperty,
  type ObservedProperty,
  observedProperties,
  type Unit,
  type UnitCode,
  units,
} from '@trame/domain'
import { formatNumber, type Lang } from './number.ts'

/** A property this page does not know (a newer server): shown by its id, two decimals, no unit. */
export function propertyOf(id: string): ObservedProperty {
  if (isObservedProperty(id)) return observedProperties[id]
  return {
    id,
    fr: id,
    en: id,
    unit: '1',
    kind: 'gauge',
    range: [-Infinity, Infinity],
    aggregate: 'mean',
    precision: 2,
  }
}

export const propertyLabel = (id: string, lang: Lang) => propertyOf(id)[lang]

export function unitSymbol(unit: string, lang: Lang): string {
  if (!(unit in units)) return unit
  const { symbol, en }: Unit = units[unit as UnitCode]
  return lang === 'en' ? (en ?? symbol) : symbol
}

/** Before a unit: French sets a no-break space before each, English none before % and °. */
export const unitGap = (unit: string, lang: Lang) =>
  unit === '' || (lang === 'en' && /^[%°]$/.test(unit)) ? '' : '\u00a0'

/** Of a figure that is read at a glance the first three digits count. */
const figureDecimals = (value: number, precision: number) => {
  const size = Math.abs(value)
  return size >= 100 ? 0 : size >= 10 ? Math.min(1, precision) : precision
}

/** The number and its unit apart: the unit is drawn smaller. A state is a word without unit. */
export function valueParts(
  id: string,
  value: number,
  lang: Lang,
  figure = false,
): { text: string; unit: string } {
  const property = propertyOf(id)
  const state = property.states?.[value]
  if (state) return { text: state[lang], unit: '' }
  const decimals = figure ? figureDecimals(value, property.precision) : property.precision
  return { text: formatNumber(value, lang, decimals), unit: unitSymbol(property.unit, lang) }
}

export function valueText(id: string, value: number, lang: Lang, figure = false): string {
  const { text, unit } = valueParts(id, value, lang, figure)
  return text + unitGap(unit, lang) + unit
}
