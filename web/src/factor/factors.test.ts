import type { Factor } from '@trame/domain'
import { expect, test } from 'vitest'
import { orderedFactors } from './FactorTable.tsx'

const factor = (id: string, validFrom: string, own = false): Factor => ({
  id,
  validFrom,
  own,
  fr: id,
  en: id,
  unit: 'EUR/L',
  value: 1,
  source: 'x',
})

test('the newest that holds today is in force, one of tomorrow is not yet, one’s own wins the same day', () => {
  const rows = orderedFactors(
    [
      factor('diesel', '2025-01-01'),
      factor('diesel', '2025-01-01', true),
      factor('diesel', '2027-01-01', true),
      factor('water', '2030-01-01'),
    ],
    '2026-11-28',
  )
  expect(rows.map(({ factor: { id, validFrom, own }, inForce }) => [id, validFrom, own, inForce])).toEqual([
    ['diesel', '2027-01-01', true, false],
    ['diesel', '2025-01-01', true, true],
    ['diesel', '2025-01-01', false, false],
    ['water', '2030-01-01', false, true],
  ])
})
