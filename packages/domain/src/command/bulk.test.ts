import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeOrder, waveEnds } from './bulk.ts'

test('one, then five percent, then the rest', () => {
  expect(waveEnds(500)).toEqual([1, 26, 500])
  expect(waveEnds(1)).toEqual([1])
  expect(waveEnds(2)).toEqual([1, 2])
})

/** Plays an order whose lamps answer at once; `works` says which. */
function play(works: readonly boolean[], failureShare: number) {
  let counts = { total: works.length, released: 0, succeeded: 0, failed: 0 }
  for (;;) {
    const verdict = judgeOrder(counts, failureShare)
    if (verdict.next !== 'release') return { ...counts, verdict: verdict.next }
    const wave = works.slice(counts.released, verdict.upTo)
    const succeeded = wave.filter(Boolean).length
    counts = {
      ...counts,
      released: verdict.upTo,
      succeeded: counts.succeeded + succeeded,
      failed: counts.failed + wave.length - succeeded,
    }
  }
}

test('T35: 1,000 lamps of which 3 % fail are done when 5 % may, and stopped when 2 % may', () => {
  const works = Array.from({ length: 1000 }, (_, i) => i % 33 !== 5)
  expect(play(works, 0.05)).toMatchObject({ verdict: 'done', released: 1000 })
  expect(play(works, 0.02)).toMatchObject({ verdict: 'stop', released: 51 })
})

test('a canary that fails stops everything, and no order leaves more than its share undetected', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 1, maxLength: 400 }),
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      (works, share) => {
        const { verdict, released, failed } = play(works, share)
        if (!works[0]) expect({ verdict, released }).toEqual({ verdict: 'stop', released: 1 })
        expect(verdict === 'stop').toBe(failed > share * released)
      },
    ),
  )
})
