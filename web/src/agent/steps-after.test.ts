import { expect, test } from 'vitest'
import type { Waiting } from './flush.ts'
import { stepsAfter } from './steps-after.ts'

const steps = [
  { id: 1, text: 'Couper', doneAt: null, doneBy: null },
  { id: 2, text: 'Photographier', doneAt: '2026-11-24T09:00:00Z', doneBy: { id: 'usr_1', name: 'Nadia' } },
]
const tick = (stepId: number, done: boolean, at: string): Waiting => ({
  id: `${stepId} ${at}`,
  alertId: 'alr_1',
  title: 'Fuite',
  act: { do: 'tick', stepId, text: '', done },
  at,
  refused: null,
})

test('the last tick that waits is what is seen', () => {
  const after = stepsAfter(steps, [
    tick(1, true, '2026-11-24T10:00:00Z'),
    tick(2, false, '2026-11-24T10:00:01Z'),
    tick(1, false, '2026-11-24T10:00:02Z'),
    tick(1, true, '2026-11-24T10:00:03Z'),
  ])
  expect(after.map(({ doneAt, waiting }) => [doneAt, waiting])).toEqual([
    ['2026-11-24T10:00:03Z', true],
    [null, true],
  ])
})

test('without a tick that waits a step is as the platform keeps it: a refused one is gone', () => {
  expect(stepsAfter(steps, [{ ...tick(1, true, ''), act: { do: 'acknowledge' } }])).toEqual(
    steps.map((step) => ({ ...step, waiting: false })),
  )
})
