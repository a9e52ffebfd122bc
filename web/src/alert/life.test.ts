import { expect, test } from 'vitest'
import { lifeOf } from './life.ts'

const opened = '2026-11-24T04:12:00Z'
const nothing = {
  openedAt: opened,
  acknowledgedAt: null,
  startedAt: null,
  resolvedAt: null,
  closedAt: null,
  clearedAt: null,
  targetAt: null,
}
const now = Date.parse('2026-11-24T12:00:00Z')
const states = (marks: ReturnType<typeof lifeOf>) => marks.map(({ step, state }) => `${step} ${state}`)

test('a new alert is at its first step and has three to come', () => {
  expect(states(lifeOf({ ...nothing, status: 'open' }, [], now))).toEqual([
    'open current',
    'acknowledged toCome',
    'inProgress toCome',
    'resolved toCome',
  ])
})

test('each step tells when and who', () => {
  const marks = lifeOf(
    {
      ...nothing,
      status: 'inProgress',
      acknowledgedAt: '2026-11-24T07:48:00Z',
      startedAt: '2026-11-24T08:00:00Z',
    },
    [
      {
        id: 1,
        at: '2026-11-24T07:48:00Z',
        recordedAt: '2026-11-24T07:48:00Z',
        kind: 'acknowledged',
        actor: { id: 'usr_1', name: 'Claire Morvan' },
        detail: {},
      },
    ],
    now,
  )
  expect(marks[1]).toMatchObject({ state: 'done', at: '2026-11-24T07:48:00Z', who: 'Claire Morvan' })
  expect(marks[2]).toMatchObject({ state: 'current', who: null })
})

test('an alert that ended by itself shows no step that nobody took', () => {
  const marks = lifeOf(
    {
      ...nothing,
      status: 'resolved',
      clearedAt: '2026-11-24T06:00:00Z',
      resolvedAt: '2026-11-24T06:00:00Z',
    },
    [],
    now,
  )
  expect(states(marks)).toEqual(['open done', 'resolved current'])
})

test('a target that is past is late, until the alert is over', () => {
  const targetAt = '2026-11-24T11:00:00Z'
  expect(lifeOf({ ...nothing, status: 'open', targetAt }, [], now).at(-1)).toMatchObject({ late: true })
  expect(
    lifeOf({ ...nothing, status: 'closed', closedAt: '2026-11-24T10:00:00Z', targetAt }, [], now).at(-1),
  ).toMatchObject({ late: false, state: 'done' })
})
