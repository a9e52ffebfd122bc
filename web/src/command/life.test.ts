import type { CommandLine } from '@trame/domain'
import { expect, test } from 'vitest'
import { lifeOf } from './life.ts'

const line = (state: CommandLine['state'], event: string = state): CommandLine => ({
  at: '2026-11-28T07:00:00Z',
  event,
  state,
  actor: 'usr_ada',
  detail: '',
})
const shown = (marks: ReturnType<typeof lifeOf>) => marks.map(({ step, state }) => `${step} ${state}`)

test('steps that come are grey, the present one is a ring, those before are done', () => {
  const life = [line('approved', 'requested'), line('queued'), line('queued', 'sendStarted')]
  const marks = lifeOf({ state: 'queued', approvalsNeeded: 0, endedAt: null }, life)
  expect(shown(marks)).toEqual([
    'requested done',
    'queued current',
    'handedOver todo',
    'radioSent todo',
    'acknowledged todo',
    'observed todo',
  ])
  expect(marks[0]!.actor).toBe('usr_ada')
})

test('the radio’s word that overtakes our own record makes the earlier steps done', () => {
  const life = [line('approved', 'requested'), line('queued'), line('radioSent')]
  expect(shown(lifeOf({ state: 'radioSent', approvalsNeeded: 0, endedAt: null }, life)).slice(2, 4)).toEqual([
    'handedOver done',
    'radioSent current',
  ])
})

test('observed is the end; of what cannot be observed, the acknowledgement is', () => {
  const at = '2026-11-28T07:01:00Z'
  const all = lifeOf({ state: 'observed', approvalsNeeded: 1, endedAt: at }, [
    line('requested'),
    line('observed'),
  ])
  expect(all.every(({ state }) => state === 'done')).toBe(true)
  expect(all.map(({ step }) => step)).toContain('approved')
  const resumed = lifeOf(
    { state: 'acknowledged', approvalsNeeded: 0, endedAt: at },
    [line('queued'), line('acknowledged')],
    { observable: false },
  )
  expect(shown(resumed).at(-1)).toBe('acknowledged done')
})

test('what did not end well ends where it was, with its own word', () => {
  const life = [line('approved', 'requested'), line('queued'), line('handedOver'), line('expired', 'clock')]
  expect(shown(lifeOf({ state: 'expired', approvalsNeeded: 0, endedAt: life[3]!.at }, life))).toEqual([
    'requested done',
    'queued done',
    'handedOver done',
    'expired ended',
  ])
})
