import { signText } from '@trame/domain'
import { expect, test } from 'vitest'
import type { IndicatorDefinition, InputSeries, Point, Subject } from '../define-indicator.ts'
import { drift, free, use } from './indicators.ts'
import { isOpen } from './opening.ts'
import { signs } from './sign-indicator.ts'

const timeZone = 'Europe/Paris'
const at = (clock: string) => Date.parse(`2026-06-15T${clock}:00+02:00`)
const park = (id: string, attributes: Subject['attributes'], longitude = 0): Subject => ({
  id,
  name: id,
  type: 'carPark',
  attributes,
  position: [longitude, 47],
})
const series = (subject: Subject, ...points: [clock: string, value: number][]): InputSeries => ({
  subject,
  points: points.map(([clock, value]): Point => ({ at: at(clock), value })),
})
const run = (
  indicator: IndicatorDefinition,
  subject: Subject,
  inputs: Record<string, InputSeries[]>,
  from: number,
  to = from,
) =>
  indicator.compute({
    from,
    to,
    timeZone,
    subject,
    inputs,
    factor: () => {
      throw new Error('no factor')
    },
  })

const halles = park('ast_halles', { capacity: 200, number: 1, countedBy: 'barriers', nightCount: 'known' })
const counted = {
  known: [series(halles, ['04:00', 20])],
  entries: [series(halles, ['03:55', 1000], ['08:00', 1030], ['09:00', 1200], ['10:00', 1210])],
  exits: [series(halles, ['03:55', 500], ['08:00', 505], ['09:00', 510], ['10:00', 530])],
  bays: [],
}

test('free places are of the last known count and the barriers, and full has its hysteresis', () => {
  expect(run(free, halles, counted, at('08:00'))).toEqual({
    'parking.free': 155,
    'parking.occupancy': 22.5,
    'parking.full': 0,
  })
  // 20 + 30 - 5 + 170 - 5 = 210: clamped to what the place holds.
  expect(run(free, halles, counted, at('09:00'))).toMatchObject({ 'parking.free': 0, 'parking.full': 1 })
  // 200 + 10 - 20 = 190: ten free, open again.
  expect(run(free, halles, counted, at('10:00'))).toMatchObject({ 'parking.free': 10, 'parking.full': 0 })
})

test('before any known count nothing is said; a park that is empty at night needs none', () => {
  const unknown = { ...counted, known: [] }
  expect(run(free, halles, unknown, at('08:00'))).toEqual({})
  const emptied = park('ast_halles', { ...halles.attributes, nightCount: 'zero' })
  expect(run(free, emptied, unknown, at('08:00'))).toMatchObject({ 'parking.free': 175 })
})

test('by bay sensors: a heartbeat repairs a lost event, a silent bay is not known', () => {
  const street = park('ast_rue', { capacity: 3, countedBy: 'bays' })
  const bay = (id: string) => ({ ...street, id, type: 'parkingBay' })
  const bays = [
    series(bay('ast_a'), ['07:00', 1], ['09:00', 1]),
    series(bay('ast_b'), ['07:30', 1], ['08:00', 0]),
    series(bay('ast_c')),
  ]
  const inputs = { entries: [], exits: [], known: [], bays }
  expect(run(free, street, inputs, at('07:30'))).toMatchObject({ 'parking.free': 1, 'parking.full': 1 })
  expect(run(free, street, inputs, at('09:00'))).toMatchObject({ 'parking.free': 2 })
})

test('the drift of the barriers is what the night count corrects', () => {
  const twoNights = {
    known: [series(halles, ['04:00', 20], ['23:00', 30])],
    entries: [series(halles, ['03:55', 1000], ['12:00', 1100], ['22:59', 1100])],
    exits: [series(halles, ['03:55', 500], ['22:59', 584])],
  }
  const day = [at('00:00'), at('00:00') + 86_400_000] as const
  // 20 + 100 - 84 = 36 by the barriers, 30 known.
  expect(run(drift, halles, twoNights, ...day)).toEqual({ 'parking.drift': -6, 'parking.driftShare': 3 })
  expect(run(drift, halles, { ...twoNights, known: [series(halles, ['04:00', 20])] }, ...day)).toEqual({})
})

test('use of a day: arrivals, turnover, and the mean stay by Little’s law', () => {
  const result = run(
    use,
    halles,
    {
      known: [series(halles, ['00:00', 0])],
      entries: [series(halles, ['00:00', 0], ['08:00', 100])],
      exits: [series(halles, ['00:00', 0], ['10:00', 100])],
      bays: [],
    },
    at('00:00'),
    at('00:00') + 86_400_000,
  )
  expect(result).toMatchObject({ 'parking.arrivals': 100, 'parking.turnover': 0.5, 'parking.stay': 120 })
  expect(result['parking.fullTime']).toBe(0)
})

test('of a day that is still running only what was is counted, not what would be if nothing changed', () => {
  const filled = {
    known: [series(halles, ['00:00', 0])],
    entries: [series(halles, ['00:00', 0], ['09:00', 200], ['10:30', 200])],
    exits: [series(halles, ['00:00', 0], ['10:30', 0])],
    bays: [],
  }
  const result = run(use, halles, filled, at('00:00'), at('00:00') + 86_400_000)
  expect(result).toMatchObject({ 'parking.fullTime': 90, 'parking.stay': 90 })
  const over = run(use, halles, filled, at('00:00'), at('12:00'))
  expect(over).toMatchObject({ 'parking.fullTime': 180, 'parking.stay': 180 })
})

const others = [
  halles,
  park('ast_gare', { capacity: 300, number: 3 }, 0.01),
  park('ast_tanneries', { capacity: 140, number: 2, opens: '07:00', closes: '22:00' }, 0.005),
]
const sign: Subject = {
  id: 'ast_sign',
  name: 'Panneau Halles',
  type: 'parkingSign',
  attributes: { parent: 'ast_secteur', announces: 'ast_halles', tripMin: 0, redirects: true },
  position: [0, 47],
}
const shown = (frees: [string, number][][], full: number[], clock: string, subject = sign) => {
  const result = run(
    signs,
    subject,
    {
      free: others.map((other, i) => series(other, ...(frees[i] ?? []))),
      full: others.map((other, i) => series(other, ['09:50', full[i] ?? 0])),
    },
    at(clock),
  )
  return result['sign.wanted'] == null ? null : signText(result['sign.wanted'])
}

test('a sign shows its car park; a full one sends on to the nearest that has places', () => {
  expect(shown([[['10:00', 77]]], [0], '10:00')).toBe('75')
  expect(shown([[['10:00', 2]], [['10:00', 90]], [['10:00', 12]]], [1], '10:00')).toBe('COMPLET P2')
  expect(shown([[['10:00', 2]], [['10:00', 90]], [['10:00', 12]]], [1, 0, 1], '10:00')).toBe('COMPLET P3')
  expect(shown([[['10:00', 2]], [], []], [1], '10:00')).toBe('COMPLET')
  const alone = { ...sign, attributes: { ...sign.attributes, redirects: false } }
  expect(shown([[['10:00', 2]], [['10:00', 90]]], [1], '10:00', alone)).toBe('COMPLET')
})

test('an old count is not shown, nor is another park’s used to send on; a closed one is no goal', () => {
  expect(shown([[['10:00', 77]]], [0], '10:11')).toBe('---')
  expect(shown([[['10:00', 2]], [['09:45', 90]], []], [1], '10:00')).toBe('COMPLET')
  expect(shown([[['22:30', 2]], [['22:30', 90]], [['22:30', 60]]], [1], '22:30')).toBe('COMPLET P3')
})

test('a sign far away shows what will be left on arrival', () => {
  const far = { ...sign, attributes: { ...sign.attributes, tripMin: 10 } }
  // 60 places fewer in half an hour: 20 more during the trip of ten minutes.
  expect(
    shown(
      [
        [
          ['09:30', 120],
          ['10:00', 60],
        ],
      ],
      [0],
      '10:00',
      far,
    ),
  ).toBe('40')
  expect(
    shown(
      [
        [
          ['09:30', 60],
          ['10:00', 60],
        ],
      ],
      [0],
      '10:00',
      far,
    ),
  ).toBe('60')
})

test('opening hours, over midnight too', () => {
  const open = (attributes: Subject['attributes'], clock: string) =>
    isOpen(park('ast_x', attributes), timeZone, at(clock))
  expect(open({}, '03:00')).toBe(true)
  expect([
    open({ opens: '07:00', closes: '22:00' }, '06:59'),
    open({ opens: '07:00', closes: '22:00' }, '07:00'),
  ]).toEqual([false, true])
  expect([
    open({ opens: '18:00', closes: '02:00' }, '01:00'),
    open({ opens: '18:00', closes: '02:00' }, '02:00'),
  ]).toEqual([true, false])
})
