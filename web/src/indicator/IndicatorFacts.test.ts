import type { IndicatorPoint } from '@trame/domain'
import { expect, test } from 'vitest'
import { sampleOf } from './IndicatorFacts.tsx'

const point = (completeness: number | null, used: number, quality: IndicatorPoint['quality'] = 'ok') => ({
  at: '2026-11-24T00:00:00Z',
  value: 1,
  quality,
  completeness,
  inputs: { fill: used, level: 2 },
  version: 1,
  computedAt: '2026-11-24T01:00:00Z',
})

test('completeness is the mean of what is known, nothing known is not complete', () => {
  expect(sampleOf([point(1, 24), point(0.5, 12, 'estimated'), point(null, 0)])).toEqual({
    count: 3,
    used: 42,
    completeness: 0.75,
    estimated: 1,
  })
  expect(sampleOf([])).toEqual({ count: 0, used: 0, completeness: null, estimated: 0 })
})
