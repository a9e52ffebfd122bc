import { expect, test } from 'vitest'
import { liveClock } from './live-clock.ts'

test('a replay runs faster until it has caught up, then in real time', () => {
  const clock = liveClock({ from: 0, speed: 60, since: 3_600_000 })
  expect(clock(3_600_000)).toBe(0)
  expect(clock(3_600_000 + 10_000)).toBe(600_000)
  expect(clock(3_600_000 + 100_000)).toBe(3_700_000)
})

test('at real speed, what was missed while history was played comes at once', () => {
  const clock = liveClock({ from: 1_000_000, speed: 1, since: 1_000_000 })
  expect(clock(1_030_000)).toBe(1_030_000)
})
