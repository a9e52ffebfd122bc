import { observedProperties } from '@trame/domain'
import { describe, expect, test } from 'vitest'
import { propertyLabel, valueParts, valueText } from './value.ts'

describe('values in French', () => {
  test('have a decimal comma, the precision of the property and a no-break space before the unit', () => {
    expect(valueText('air.temperature', 18.44, 'fr')).toBe('18,4\u00a0°C')
    expect(valueText('bin.fill', 86, 'fr')).toBe('86\u00a0%')
  })
  test('group thousands with a narrow no-break space', () => {
    expect(valueText('air.co2', 1640, 'fr')).toBe('1\u202f640\u00a0ppm')
  })
  test('carry a true minus sign', () => {
    expect(valueParts('air.temperature', -3, 'fr').text).toBe('−3,0')
  })
  test('carry no sign when they round to nothing', () => {
    expect(valueText('air.temperature', -0.04, 'fr')).toBe('0,0\u00a0°C')
  })
  test('as a figure show the digits that count', () => {
    expect(valueText('light.energy', 1548.08, 'fr', true)).toBe('1\u202f548\u00a0kWh')
    expect(valueText('light.energy', 48.08, 'fr', true)).toBe('48,1\u00a0kWh')
    expect(valueText('light.energy', 4.08, 'fr', true)).toBe('4,08\u00a0kWh')
  })
  test('name the values of a state and give no unit', () => {
    const [id, property] = Object.entries(observedProperties).find(([, p]) => p.kind === 'state')!
    const value = property.range[0]
    expect(valueText(id, value, 'fr')).toBe(property.states![value]!.fr)
  })
})

test('English sets no space before a percent sign', () => {
  expect(valueText('bin.fill', 86, 'en')).toBe('86%')
})

test('an unknown property is shown by its id', () => {
  expect(propertyLabel('future.thing', 'fr')).toBe('future.thing')
  expect(valueText('future.thing', 1.234, 'fr')).toBe('1,23')
})

test('a unit that is a word is one of the language', () => {
  expect(valueText('traffic.count', 34, 'fr')).toBe('34\u00a0véh.')
  expect(valueText('traffic.count', 34, 'en')).toBe('34\u00a0veh.')
})
