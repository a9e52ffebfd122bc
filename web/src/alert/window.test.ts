import { expect, test } from 'vitest'
import { windowAround } from './window.ts'

const hour = 3_600_000
const opened = Date.parse('2026-11-24T12:00:00Z')
const iso = (at: number) => new Date(at).toISOString()

test('a day before an open alert, up to now', () => {
  const now = opened + 3 * hour
  const { from, to, until } = windowAround({ openedAt: iso(opened), clearedAt: null, closedAt: null }, now)
  expect(from).toBe(opened - 24 * hour)
  expect(to).toBe(now)
  expect(until).toBe(now)
})

test('a long alert is shown with as much before it, and what came after its end', () => {
  const cleared = opened + 48 * hour
  const { from, to, until } = windowAround(
    { openedAt: iso(opened), clearedAt: iso(cleared), closedAt: null },
    cleared + 500 * hour,
  )
  expect(from).toBe(opened - 48 * hour)
  expect(until).toBe(cleared)
  expect(to).toBe(cleared + 12 * hour)
})
