import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSearch, stringifySearch } from './search-params.ts'

test('a copied link restores every value, whatever characters it holds', () => {
  const search = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ minLength: 1, unit: 'grapheme' }))
  fc.assert(
    fc.property(search, (given) => {
      expect(parseSearch(stringifySearch(given))).toEqual({ ...given })
    }),
  )
})

test('what is not set does not show', () => {
  expect(stringifySearch({ function: undefined, q: '', at: '14.4,47.31,1.62' })).toBe('?at=14.4,47.31,1.62')
})
