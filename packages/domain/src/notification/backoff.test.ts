import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pauseAfter } from './backoff.ts'

test('pauses grow, are never none, and never exceed two hours', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (failures, chance) => {
        const pause = pauseAfter(failures, () => chance)
        expect(pause).toBeGreaterThanOrEqual(2_500)
        expect(pause).toBeLessThanOrEqual(2 * 3_600_000)
        expect(pauseAfter(failures + 1, () => chance)).toBeGreaterThanOrEqual(pause)
      },
    ),
  )
})
