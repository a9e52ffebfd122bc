import type { AssetValues, AttributeDefinition, UseCaseDescription, WidgetOf } from '@trame/domain'
import { unitGap, unitSymbol } from '../format/value.ts'
import type { Format } from '../i18n/use-format.ts'

export type Column = WidgetOf<'table'>['columns'][number]

/** What the API and the URL call a column. */
export const columnId = (column: Column) =>
  'property' in column ? column.property : `attribute:${column.attribute}`

export const attributeOf = (
  useCase: UseCaseDescription,
  type: string,
  attribute: string,
): AttributeDefinition | undefined => useCase.assetTypes.find(({ id }) => id === type)?.attributes[attribute]

export function columnLabel(
  column: Column,
  useCase: UseCaseDescription,
  type: string,
  format: Format,
): string {
  if ('property' in column) return format.property(column.property)
  return attributeOf(useCase, type, column.attribute)?.[format.lang] ?? column.attribute
}

export const isNumber = (column: Column, useCase: UseCaseDescription, type: string) =>
  'property' in column || attributeOf(useCase, type, column.attribute)?.kind === 'number'

/** An attribute as one reads it; null when it is not known. */
export function attributeText(
  definition: AttributeDefinition | undefined,
  value: AssetValues['attributes'][string] | undefined,
  format: Format,
  words: { yes: string; no: string },
): string | null {
  if (value === undefined || value === null || value === '') return null
  if (definition?.kind === 'choice') return definition.choices[String(value)]?.[format.lang] ?? String(value)
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value !== 'number') return value
  // A year is no quantity: numbers are grouped from five digits on.
  const text =
    Number.isInteger(value) && value < 10_000
      ? String(value)
      : format.number(value, Number.isInteger(value) ? 0 : 1)
  const unit =
    definition?.kind === 'number' && definition.unit ? unitSymbol(definition.unit, format.lang) : ''
  return text + unitGap(unit, format.lang) + unit
}
