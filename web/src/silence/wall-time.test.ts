import { expect, test } from 'vitest'
import { instantOfWall, wallTimeOf } from './wall-time.ts'

const zone = 'Europe/Paris'

test('a wall time is of the organisation’s zone, in winter and in summer, wherever the browser is', () => {
  expect(wallTimeOf(Date.UTC(2026, 0, 31, 23, 30), zone)).toEqual({ date: '2026-02-01', time: '00:30' })
  expect(wallTimeOf(Date.UTC(2026, 6, 1, 6, 5), zone)).toEqual({ date: '2026-07-01', time: '08:05' })
  expect(instantOfWall({ date: '2026-02-01', time: '00:30' }, zone)).toBe(Date.UTC(2026, 0, 31, 23, 30))
  expect(instantOfWall({ date: '2026-07-01', time: '08:05' }, zone)).toBe(Date.UTC(2026, 6, 1, 6, 5))
})

test('half a moment is none', () => {
  expect(instantOfWall({ date: '', time: '08:05' }, zone)).toBeNull()
  expect(instantOfWall({ date: '2026-07-01', time: '' }, zone)).toBeNull()
})
