import { expect, test } from 'vitest'
import { sortOf, twinOf, UseCaseSearch } from './search.ts'

test('a widget flips to its twin and back, others stay as they are', () => {
  expect(twinOf({}, 3)).toEqual({ on: false, flipped: '3' })
  expect(twinOf({ twin: '3,12' }, 3)).toEqual({ on: true, flipped: '12' })
  expect(twinOf({ twin: '3' }, 3)).toEqual({ on: true, flipped: undefined })
})

test('a table obeys the column of the address when it has that column', () => {
  const fallback = { column: 'bin.fill', order: 'down' as const }
  const columns = ['name', 'bin.fill', 'attribute:capacityLitres']
  expect(sortOf({ sort: 'attribute:capacityLitres:up' }, columns, fallback)).toEqual({
    column: 'attribute:capacityLitres',
    order: 'up',
  })
  expect(sortOf({ sort: 'air.co2:up' }, columns, fallback)).toBe(fallback)
  expect(sortOf({}, columns, fallback)).toBe(fallback)
})

test('what makes no sense in the address is not obeyed', () => {
  expect(
    UseCaseSearch.parse({ sort: 'bin.fill', twin: 'a', range: '5y', back: '-1', asset: 'ast_1' }),
  ).toEqual({
    asset: 'ast_1',
  })
})
