import { expect, test } from 'vitest'
import { compile } from '../rule/step.ts'
import { play, ruleOf, seen, tick } from '../rule/testing.ts'
import { minute } from './testing.ts'
import { firesBetween, Trigger, watchedCondition } from './trigger.ts'

const paris = { timeZone: 'Europe/Paris', position: [2.35, 48.85] as const }
const at = (text: string) => Date.parse(text)
const times = (
  trigger: object,
  from: string,
  to: string,
  place: Parameters<typeof firesBetween>[3] = paris,
) =>
  firesBetween(Trigger.parse(trigger), at(from), at(to), place).map((one) =>
    new Date(one).toISOString().slice(0, 16),
  )

test('a calendar fires at the local time, over the change of clocks, on its days alone', () => {
  const nightly = { kind: 'calendar', at: '23:00' }
  expect(times(nightly, '2026-03-27T12:00Z', '2026-03-30T12:00Z')).toEqual([
    '2026-03-27T22:00',
    '2026-03-28T22:00',
    '2026-03-29T21:00',
  ])
  // 02:30 does not exist on 29 March 2026: the end of the gap.
  expect(times({ kind: 'calendar', at: '02:30' }, '2026-03-28T12:00Z', '2026-03-29T12:00Z')).toEqual([
    '2026-03-29T01:00',
  ])
  const days = { weekdays: [1, 2, 3, 4, 5], publicHolidays: 'never' }
  expect(times({ ...nightly, days }, '2026-04-30T12:00Z', '2026-05-05T12:00Z')).toEqual([
    '2026-04-30T21:00',
    '2026-05-04T21:00',
  ])
})

test('a trigger fires after `from` and up to `to`: two spans that meet give each time once', () => {
  const nightly = { kind: 'calendar', at: '23:00' }
  expect(times(nightly, '2026-01-01T22:00Z', '2026-01-02T21:59Z')).toEqual([])
  expect(times(nightly, '2026-01-01T21:59Z', '2026-01-01T22:00Z')).toEqual(['2026-01-01T22:00'])
})

// Paris, 21 June 2026: sunrise 05:47, sunset 21:58 local (IMCCE), to the minute or two.
test('sunrise and sunset with an offset; without a place, never', () => {
  const sunset = { kind: 'sun', is: 'sunset', offsetMs: -30 * minute }
  const [evening] = firesBetween(
    Trigger.parse(sunset),
    at('2026-06-21T12:00Z'),
    at('2026-06-22T12:00Z'),
    paris,
  )
  expect(Math.abs(evening! - at('2026-06-21T19:28Z'))).toBeLessThan(2 * minute)
  const sunrise = { kind: 'sun', is: 'sunrise', offsetMs: 0 }
  const [morning] = firesBetween(
    Trigger.parse(sunrise),
    at('2026-06-21T00:00Z'),
    at('2026-06-21T12:00Z'),
    paris,
  )
  expect(Math.abs(morning! - at('2026-06-21T03:47Z'))).toBeLessThan(2 * minute)
  expect(times(sunset, '2026-06-21T12:00Z', '2026-06-22T12:00Z', { ...paris, position: null })).toEqual([])
})

test('each press is one event: of buttons that count, that tell the press, and that only say pressed', () => {
  const condition = watchedCondition(Trigger.parse({ kind: 'button', scope: { assetTypes: ['button'] } }))!
  const stepper = compile(ruleOf({ condition }))
  const presses = (inputs: Parameters<typeof play>[1]) =>
    play(stepper, inputs).summary.map(({ openedAt }) => openedAt)
  expect(
    presses([seen('button.count', 0, 4), seen('button.count', 10, 5), seen('button.count', 20, 5), tick(30)]),
  ).toEqual([10])
  expect(
    presses([seen('button.event', 5, 1), seen('button.event', 10, 1), seen('button.event', 15, 0)]),
  ).toEqual([5, 10])
  expect(
    presses([seen('button.event', 5, 1), seen('button.count', 5, 2), seen('button.count', 9, 3)]),
  ).toEqual([5, 9])
  expect(
    presses([seen('button.pressed', 5, 1), seen('button.pressed', 8, 0), seen('button.pressed', 9, 1)]),
  ).toEqual([5, 9])
})
