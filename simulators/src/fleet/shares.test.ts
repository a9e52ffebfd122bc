import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sharesOf } from './shares.ts'

test('the families add up to the number asked for, whatever it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (total) => {
      const counts = Object.values(sharesOf(total))
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total)
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('ten times as many devices keep the proportions', () => {
  const [few, many] = [sharesOf(300), sharesOf(3000)]
  for (const family of Object.keys(few) as (keyof typeof few)[]) expect(many[family]).toBe(10 * few[family])
})

test('in a small fleet too there is a sector that loggers and homes can be parts of', () => {
  for (const total of [10, 40, 60, 100]) {
    const shares = sharesOf(total)
    expect(shares.districtMeters, String(total)).toBeGreaterThan(0)
    expect(Object.values(shares).reduce((sum, count) => sum + count, 0)).toBe(total)
  }
})
