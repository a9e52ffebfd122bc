import { expect, test } from 'vitest'
import { compile } from './step.ts'
import { hour, minute, play, ruleOf, seen, tick } from './testing.ts'

const utc = (time: string) => Date.parse(`${time}Z`)
const power = { kind: 'threshold', property: 'power.active', is: 'above', raise: 2000 } as const
const everyDay = [1, 2, 3, 4, 5, 6, 7]
const night = { weekly: [{ days: everyDay, from: '20:00', to: '06:00' }] }

test('a duration that began before the hours counts from their start', () => {
  const rule = ruleOf({ condition: { ...power, raiseAfterMs: 30 * minute }, activeHours: night })
  const { summary } = play(compile(rule), [
    seen('power.active', utc('2026-01-05T17:00'), 5000),
    tick(utc('2026-01-05T23:00')),
  ])
  // 20:00 in Paris is 19:00 UTC in January.
  expect(summary).toMatchObject([{ openedAt: utc('2026-01-05T19:30') }])
})

test('outside the hours nothing opens and nothing clears, unless the rule says that it closes', () => {
  const inputs = [
    seen('power.active', utc('2026-01-05T20:00'), 5000),
    seen('power.active', utc('2026-01-06T12:00'), 100),
    seen('power.active', utc('2026-01-06T13:00'), 5000),
    tick(utc('2026-01-06T14:00')),
  ]
  const keep = ruleOf({ condition: power, activeHours: night })
  expect(play(compile(keep), inputs).summary).toMatchObject([
    { openedAt: utc('2026-01-05T20:00'), clearedAt: null },
  ])
  const clear = ruleOf({ condition: power, activeHours: { ...night, atEnd: 'clear' } })
  expect(play(compile(clear), inputs).summary).toMatchObject([
    { openedAt: utc('2026-01-05T20:00'), clearedAt: utc('2026-01-06T05:00'), reason: 'hours' },
  ])
})

test('counts go on from one night to the next', () => {
  const rule = ruleOf({ condition: { ...power, raiseAfterCount: 3 }, activeHours: night })
  const nights = ['05', '06', '07'].flatMap((d) => [
    seen('power.active', utc(`2026-01-${d}T23:00`), 5000),
    seen('power.active', utc(`2026-01-${d}T12:00`), 10),
  ])
  const { summary } = play(
    compile(rule),
    nights.sort((a, b) => a.at - b.at),
  )
  expect(summary).toMatchObject([{ openedAt: utc('2026-01-07T23:00') }])
})

test('durations are real time on the nights when clocks change', () => {
  const rule = ruleOf({ condition: { ...power, raiseAfterMs: 3 * hour }, activeHours: night })
  for (const start of ['2026-03-28T23:30', '2026-10-24T23:30']) {
    const { summary } = play(compile(rule), [
      seen('power.active', utc(start), 5000),
      tick(utc(start) + 24 * hour),
    ])
    expect(summary).toMatchObject([{ openedAt: utc(start) + 3 * hour }])
  }
})

test('the hours end at the new local time after the change of clocks', () => {
  const rule = ruleOf({ condition: power, activeHours: { ...night, atEnd: 'clear' } })
  const end = (day: string) =>
    play(compile(rule), [
      seen('power.active', utc(`${day}T22:30`), 5000),
      tick(utc(`${day}T22:30`) + 12 * hour),
    ]).summary[0]!.clearedAt
  expect(end('2026-03-27')).toBe(utc('2026-03-28T05:00'))
  expect(end('2026-03-28')).toBe(utc('2026-03-29T04:00'))
  expect(end('2026-10-23')).toBe(utc('2026-10-24T04:00'))
  expect(end('2026-10-24')).toBe(utc('2026-10-25T05:00'))
})

test('a school rule is active at night, on weekends, on public and school holidays', () => {
  const rule = ruleOf({
    condition: power,
    activeHours: {
      weekly: [
        { days: [1, 2, 3, 4, 5], from: '19:00', to: '06:00' },
        { days: [6, 7], from: '00:00', to: '24:00' },
      ],
      publicHolidays: 'always',
      schoolHolidays: 'always',
      schoolZone: 'A',
    },
  })
  const raises = (time: string) =>
    play(compile(rule), [seen('power.active', utc(time), 5000)]).summary.length === 1
  expect(raises('2026-01-06T10:00')).toBe(false)
  expect(raises('2026-01-06T21:00')).toBe(true)
  expect(raises('2026-01-10T10:00')).toBe(true)
  expect(raises('2026-02-10T10:00')).toBe(true)
  expect(raises('2026-02-24T10:00')).toBe(false)
  expect(raises('2026-05-14T10:00')).toBe(true)
})

test('a device that was never heard is silent only within the hours', () => {
  const rule = ruleOf({ condition: { kind: 'silence', expectedIntervalMs: hour }, activeHours: night })
  const stepper = compile(rule)
  const state = stepper.start({ heardAt: utc('2026-01-05T06:00') })
  expect(stepper.apply(state, [tick(utc('2026-01-05T18:59'))])).toEqual([])
  expect(stepper.apply(state, [tick(utc('2026-01-05T19:00'))])).toMatchObject([
    { type: 'opened', at: utc('2026-01-05T19:00') },
  ])
})
