import { observedProperties } from '@trame/domain'
import type { ExpressionSpecification } from 'maplibre-gl'
import { type Lang, localeOf } from '../format/number.ts'
import { unitGap, unitSymbol } from '../format/value.ts'

const unitOf = (lang: Lang, unit: string) => {
  const symbol = unitSymbol(unit, lang)
  return unitGap(symbol, lang) + symbol
}

/** The value of a tile's feature with precision, unit and decimal comma, as a MapLibre expression: no code for each point. */
export function valueLabel(lang: Lang): ExpressionSpecification {
  const cases: unknown[] = []
  for (const property of Object.values(observedProperties)) {
    if (property.states) {
      const names = Object.entries(property.states).flatMap(([value, name]) => [Number(value), name[lang]])
      cases.push(property.id, ['match', ['get', 'value'], ...names, ''])
    } else {
      const number = [
        'number-format',
        ['get', 'value'],
        {
          locale: localeOf(lang),
          'min-fraction-digits': property.precision,
          'max-fraction-digits': property.precision,
        },
      ]
      cases.push(property.id, ['concat', number, unitOf(lang, property.unit)])
    }
  }
  return [
    'case',
    ['==', ['typeof', ['get', 'value']], 'number'],
    ['match', ['get', 'property'], ...cases, ''],
    '',
  ] as unknown as ExpressionSpecification
}
