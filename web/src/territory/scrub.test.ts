import { expect, test } from 'vitest'
import { instantAfterKey, instantAt, shareOf } from './scrub.ts'

const hour = 3_600_000
const span = { from: Date.UTC(2026, 10, 24, 0), to: Date.UTC(2026, 10, 24, 23, 32) }

test('a place of the strip is a round instant, its right end is now', () => {
  expect(instantAt(span, 0)).toBe(span.from)
  expect(instantAt(span, -3)).toBe(span.from)
  expect(instantAt(span, 1)).toBeNull()
  const noon = instantAt(span, shareOf(span, span.from + 12 * hour + 70_000))!
  expect(noon).toBe(span.from + 12 * hour)
})

test('keys move it as a slider is moved, and never past either end', () => {
  expect(instantAfterKey('ArrowLeft', null, span)).toBe(span.to - hour / 4)
  expect(instantAfterKey('ArrowRight', span.to - hour / 4, span)).toBeNull()
  expect(instantAfterKey('PageDown', span.from + hour, span)).toBe(span.from)
  expect(instantAfterKey('Home', null, span)).toBe(span.from)
  expect(instantAfterKey('End', span.from, span)).toBeNull()
  expect(instantAfterKey('a', null, span)).toBeUndefined()
})
