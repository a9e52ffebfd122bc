import fc from 'fast-check'
import { expect, test } from 'vitest'
import { classOf, colourClasses } from './colour-scale.ts'

const limits = (property: string, values: number[]) => {
  const classes = colourClasses(property, values)
  return [...classes.map(({ from }) => from), classes.at(-1)?.to]
}

test('limits are round and lie around what is there', () => {
  expect(limits('air.temperature', [18.2, 24.9])).toEqual([18, 20, 22, 24, 26])
  expect(limits('air.co2', [430, 1840])).toEqual([0, 500, 1000, 1500, 2000])
  expect(limits('bin.fill', [12, 35])).toEqual([0, 20, 40, 60, 80, 100])
  expect(limits('air.temperature', [21, 21])).toEqual([21, 21.1])
  expect(colourClasses('air.temperature', [])).toEqual([])
})

test('each state has its class, two of them the colours farthest apart', () => {
  expect(colourClasses('parking.occupied', []).map(({ from, token }) => [from, token])).toEqual([
    [0, 'seq-1'],
    [1, 'seq-5'],
  ])
})

test('every value is in exactly one class, and there are never more than five', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('air.temperature', 'air.co2', 'power.active', 'air.pressure'),
      fc.array(fc.double({ min: -40, max: 4_000, noNaN: true }), { minLength: 1, maxLength: 40 }),
      (property, values) => {
        const classes = colourClasses(property, values)
        expect(classes.length).toBeLessThanOrEqual(5)
        for (const value of values) expect(classOf(classes, value)).toBeGreaterThanOrEqual(0)
        for (let i = 1; i < classes.length; i++) expect(classes[i]!.from).toBe(classes[i - 1]!.to)
      },
    ),
  )
})
