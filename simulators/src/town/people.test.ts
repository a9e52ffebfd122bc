import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareOut } from './people.ts'

test('shares are whole, in proportion, and lose nobody', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.01, max: 900, noNaN: true }), { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 0, max: 50_000 }),
      (weights, total) => {
        const shares = shareOut(weights, total)
        const sum = weights.reduce((a, b) => a + b, 0)
        expect(shares.reduce((a, b) => a + b, 0)).toBe(total)
        for (const [index, share] of shares.entries()) {
          expect(Math.abs(share - (weights[index]! / sum) * total)).toBeLessThanOrEqual(1)
        }
      },
    ),
  )
})
