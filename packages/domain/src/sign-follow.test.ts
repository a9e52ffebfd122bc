import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type SignOrder, signLeaseMs, signToShow } from './sign-follow.ts'
import { signCode } from './sign-text.ts'

const now = Date.parse('2026-06-15T10:00:00Z')
const minute = 60_000
const wanted = (text: string, ageMs = 0) => ({ code: signCode(text), at: now - ageMs })
const order = (text: string, more: Partial<SignOrder> = {}): SignOrder => ({
  text,
  until: now + 25 * minute,
  requestedAt: now - 5 * minute,
  state: 'observed',
  automatic: true,
  ...more,
})

test('a new text is told, the same one is not, until its lease is half over', () => {
  expect(signToShow({ wanted: wanted('75'), lastOrder: null }, now)).toEqual({
    text: '75',
    until: now + signLeaseMs,
  })
  expect(signToShow({ wanted: wanted('75'), lastOrder: order('80') }, now)?.text).toBe('75')
  expect(signToShow({ wanted: wanted('75'), lastOrder: order('75') }, now)).toBeNull()
  expect(
    signToShow({ wanted: wanted('75'), lastOrder: order('75', { until: now + 14 * minute }) }, now)?.text,
  ).toBe('75')
})

test('without a count for ten minutes it is told "---" once, and left alone when it shows that by itself', () => {
  expect(signToShow({ wanted: wanted('75', 11 * minute), lastOrder: order('75') }, now)?.text).toBe('---')
  expect(signToShow({ wanted: null, lastOrder: order('75', { until: now - 1 }) }, now)).toBeNull()
  expect(signToShow({ wanted: null, lastOrder: order('---') }, now)).toBeNull()
  expect(signToShow({ wanted: null, lastOrder: order('---', { until: now + minute }) }, now)).toBeNull()
})

test('what a person wrote stands until its end', () => {
  const byHand = order('MARCHÉ DE NOËL', { automatic: false })
  expect(signToShow({ wanted: wanted('75'), lastOrder: byHand }, now)).toBeNull()
  expect(signToShow({ wanted: wanted('75'), lastOrder: { ...byHand, until: now } }, now)?.text).toBe('75')
  expect(signToShow({ wanted: wanted('75'), lastOrder: { ...byHand, state: 'failed' } }, now)?.text).toBe(
    '75',
  )
})

test('an order that came to nothing is given again, after a pause', () => {
  const lost = order('75', { state: 'unconfirmed', requestedAt: now - minute })
  expect(signToShow({ wanted: wanted('75'), lastOrder: lost }, now)).toBeNull()
  expect(
    signToShow({ wanted: wanted('75'), lastOrder: { ...lost, requestedAt: now - 3 * minute } }, now)?.text,
  ).toBe('75')
  expect(signToShow({ wanted: wanted('70'), lastOrder: lost }, now)?.text).toBe('70')
})

test('whatever happens, a sign is never told a text that nobody can read back, nor for longer than its lease', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.integer({ min: 0, max: 60 }), (code, age) => {
      const told = signToShow({ wanted: { code, at: now - age * minute }, lastOrder: order('12') }, now)
      if (told) {
        expect(told.text.length).toBeGreaterThan(0)
        expect(told.until).toBe(now + signLeaseMs)
        if (age > 10) expect(told.text).toBe('---')
      }
    }),
  )
})
