import type { DryRun } from '@trame/domain'
import { expect, test } from 'vitest'
import { daysOf, medianMs } from './dry-run-days.ts'

const alert = (openedAt: string, clearedAt: string | null) => ({
  assetId: 'ast_1',
  assetName: 'PAV',
  severity: 'minor' as const,
  openedAt,
  clearedAt,
  highest: 90,
  lowest: 80,
})
const run: DryRun = {
  from: '2026-11-20T00:00:00Z',
  to: '2026-11-24T12:00:00Z',
  assets: 3,
  observations: 100,
  tookMs: 12,
  truncated: false,
  alerts: [
    alert('2026-11-21T23:30:00Z', '2026-11-22T01:30:00Z'),
    alert('2026-11-22T10:00:00Z', '2026-11-22T14:00:00Z'),
    alert('2026-11-24T11:00:00Z', null),
  ],
}

test('alerts are counted on their local day: 23:30 UTC is the next day in Paris', () => {
  const days = daysOf(run, null, 'Europe/Paris')
  expect(days.map(({ day }) => day)).toEqual([
    '2026-11-20',
    '2026-11-21',
    '2026-11-22',
    '2026-11-23',
    '2026-11-24',
  ])
  expect(days.map(({ count }) => count)).toEqual([0, 0, 2, 0, 1])
})

test('the version in force stands beside the draft', () => {
  expect(daysOf({ ...run, alerts: [] }, run, 'Europe/Paris').map(({ before }) => before)).toEqual([
    0, 0, 2, 0, 1,
  ])
})

test('the median length counts an open alert up to the end of the period', () => {
  expect(medianMs(run)).toBe(2 * 3_600_000)
  expect(medianMs({ ...run, alerts: [] })).toBeNull()
})
