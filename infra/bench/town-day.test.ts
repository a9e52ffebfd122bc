import { expect, test } from 'vitest'
import { type Line, spellsOf } from './town-day-ledger.ts'
import { dayParts, lastSchoolDay } from './town-day-time.ts'

const at = (time: string) => Date.parse(`2026-11-27T${time}:00Z`)
const truth = (time: string, is: string, asset = 'ast_1'): Line => ({
  kind: 'truth',
  at: new Date(at(time)).toISOString(),
  device: asset,
  asset,
  what: 'air',
  was: '',
  is,
})
const bands = { what: 'air', raise: ['high'], hold: ['middle'] }

test('a spell begins beyond the limit that raises, and lasts while it is held up', () => {
  const ledger = [
    truth('08:00', 'low'),
    truth('08:30', 'middle'),
    truth('09:00', 'high'),
    truth('09:40', 'middle'),
    truth('10:00', 'high'),
    truth('10:10', 'middle'),
    truth('11:00', 'low'),
    truth('12:00', 'high'),
  ]
  expect(spellsOf(ledger, bands, at('12:30'))).toEqual([
    { asset: 'ast_1', from: at('09:00'), until: at('11:00'), longestMs: 40 * 60_000 },
    { asset: 'ast_1', from: at('12:00'), until: Number.POSITIVE_INFINITY, longestMs: 30 * 60_000 },
  ])
})

test('assets have spells of their own', () => {
  const ledger = [truth('08:00', 'high'), truth('08:10', 'high', 'ast_2'), truth('09:00', 'low')]
  expect(spellsOf(ledger, bands, at('10:00')).map(({ asset, until }) => [asset, until])).toEqual([
    ['ast_1', at('09:00')],
    ['ast_2', Number.POSITIVE_INFINITY],
  ])
})

test('of a spell count the hours of school days', () => {
  const spell = { asset: 'ast_1', from: at('16:30'), until: Number.POSITIVE_INFINITY, longestMs: 9e9 }
  // A Friday, and what follows: 08:00 to 18:00 in Paris.
  const parts = dayParts(spell, { between: [8, 18], schoolDays: true }, Date.parse('2026-11-30T12:00:00Z'))
  expect(
    parts.map(({ from, until }) => [new Date(from).toISOString(), new Date(until).toISOString()]),
  ).toEqual([
    ['2026-11-27T16:30:00.000Z', '2026-11-27T17:00:00.000Z'],
    ['2026-11-30T07:00:00.000Z', '2026-11-30T17:00:00.000Z'],
  ])
})

test('of a spell count the hours of a night, which passes midnight', () => {
  const spell = { asset: 'ast_1', from: at('02:00'), until: Number.POSITIVE_INFINITY, longestMs: 9e9 }
  const parts = dayParts(spell, { between: [22, 7] }, at('23:30'))
  expect(
    parts.map(({ from, until }) => [new Date(from).toISOString(), new Date(until).toISOString()]),
  ).toEqual([
    ['2026-11-27T02:00:00.000Z', '2026-11-27T06:00:00.000Z'],
    ['2026-11-27T21:00:00.000Z', '2026-11-28T06:00:00.000Z'],
  ])
})

test.each([
  ['2026-11-28T10:00:00Z', '2026-11-26T23:00:00Z'],
  ['2026-11-30T10:00:00Z', '2026-11-26T23:00:00Z'],
  ['2026-12-02T10:00:00Z', '2026-11-30T23:00:00Z'],
  // From the middle of the autumn holidays, the Friday before them.
  ['2026-10-28T10:00:00Z', '2026-10-15T22:00:00Z'],
])('seen from %s the last school day that is over began at %s', (now, began) => {
  expect(lastSchoolDay(Date.parse(now))).toBe(Date.parse(began))
})
