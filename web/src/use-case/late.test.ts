import { expect, test } from 'vitest'
import { allLateSince, lateSince } from './late.ts'

const now = Date.parse('2026-11-28T12:00:00Z')
const observedAt = '2026-11-28T06:00:00Z'

test('a figure of now that is hours old says so; one of a period, a fresh one and none at all do not', () => {
  expect(lateSince({ observedAt }, null, now)).toBe(observedAt)
  expect(lateSince({ observedAt }, { from: 0, to: now, grain: 'day' }, now)).toBeNull()
  expect(lateSince({ observedAt: '2026-11-28T11:59:00Z' }, null, now)).toBeNull()
  expect(lateSince({ observedAt: null }, null, now)).toBeNull()
})

test('a map of which every value is late says when the newest of them came', () => {
  const value = (at: string, stale: boolean) => ({
    seriesId: 1,
    value: 1,
    observedAt: at,
    stale,
    quality: 'ok' as const,
  })
  const [old, older] = [value('2026-11-28T06:00:00Z', true), value('2026-11-28T03:00:00Z', true)]
  expect(allLateSince([older, undefined, old])).toBe(old.observedAt)
  expect(allLateSince([older, value('2026-11-28T11:59:00Z', false)])).toBeNull()
  expect(allLateSince([undefined])).toBeNull()
})
