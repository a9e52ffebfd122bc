import { isObservedProperty, type ObservedProperty, observedProperties, PlatformError } from '@trame/domain'
import { attributesOf, indicators, useCases } from '@trame/use-cases'

export function requireProperty(id: string, field = 'property'): ObservedProperty {
  if (!isObservedProperty(id)) throw new PlatformError('invalid', `${field}: ${id} is no observed property.`)
  return observedProperties[id]
}

export function requireIndicator(id: string) {
  const known = indicators.find((one) => one.id === id)
  if (!known) throw new PlatformError('not_found', `indicator ${id}`)
  return known
}

export function requireUseCase(id: string) {
  const known = useCases.find((one) => one.id === id)
  if (!known) throw new PlatformError('not_found', `use case ${id}`)
  return known
}

/** What an asset of a type has for an attribute that nobody set. */
export function attributeDefaults(type: string): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(attributesOf(type)).flatMap(([name, definition]) =>
      'default' in definition && definition.default !== undefined ? [[name, definition.default]] : [],
    ),
  )
}
