import { expect, test } from 'vitest'
import { observedProperties } from './observed-properties.ts'
import { acrossOf } from './observed-property.ts'

test.each([
  ['energy.active.total', 'sum'],
  ['parking.occupied', 'sum'],
  ['parking.free', 'sum'],
  ['bin.fill', 'mean'],
  ['air.co2', 'mean'],
  ['power.active', 'sum'],
  ['wind.gust', 'max'],
] as const)('%s of many assets is a %s', (id, across) => {
  expect(acrossOf(observedProperties[id])).toBe(across)
})
