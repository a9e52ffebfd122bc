import type { AlertRow } from '@trame/domain'
import { expect, test } from 'vitest'
import { chosenOf, chosenTogether, seenIn } from './row-choice.ts'

const alone = (id: string, status = 'open', incidentId: string | null = null) =>
  ({ first: { id, status, incidentId }, folded: null }) as AlertRow
const incident = (id: string, openIds: string[]) =>
  ({
    first: { id: `${id} first`, status: 'acknowledged' },
    folded: { incident: { id, number: 1, title: id, status: 'open' }, openIds },
  }) as AlertRow

const rows = [
  alone('a'),
  incident('i', ['b', 'c']),
  alone('d', 'acknowledged'),
  incident('k', []),
  incident('l', ['e']),
]

test('an incident is chosen with all its open alerts, in part with some', () => {
  const [, two] = rows
  expect(['', 'b', 'bc', 'abc'].map((chosen) => chosenOf(two!, new Set(chosen)))).toEqual([
    'none',
    'some',
    'all',
    'all',
  ])
})

test('what is chosen together: whole incidents apart from the alerts beside them', () => {
  expect(chosenTogether(rows, new Set(['a', 'b', 'c', 'd', 'gone']))).toMatchObject({
    ids: ['a', 'b', 'c'],
    incidents: [{ id: 'i' }],
    alone: ['a'],
  })
  expect(chosenTogether(rows, new Set(['b', 'e']))).toMatchObject({
    ids: ['b', 'e'],
    incidents: [{ id: 'l' }],
    alone: ['b'],
  })
})

test('an alert is seen in the incident that it is folded under, or that it is part of by itself', () => {
  const flat = [...rows, alone('f', 'open', 'm')]
  expect(['a', 'b', 'f', 'gone'].map((id) => seenIn(flat, id))).toEqual([null, 'i', 'm', null])
})
