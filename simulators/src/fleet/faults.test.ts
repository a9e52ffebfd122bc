import { expect, test } from 'vitest'
import { type Fate, fateOf, goodTempers, noFaults, temperOf } from './faults.ts'

const instants = Array.from({ length: 20_000 }, (_, i) => 1_800_000_000_000 + i * 900_000)

test('messages meet each fate as often as asked for, and the same one at each replay', () => {
  const faults = { duplicates: 0.1, gaps: 0.05, late: 0.02, garbage: 0.01 }
  const fates = instants.map((at) => fateOf(faults, 'lampe-001', at))
  expect(instants.map((at) => fateOf(faults, 'lampe-001', at))).toEqual(fates)
  const share = (fate: Fate) => fates.filter((one) => one === fate).length / fates.length
  expect(share('twice')).toBeCloseTo(0.1, 2)
  expect(share('lost')).toBeCloseTo(0.05, 2)
  expect(share('late')).toBeCloseTo(0.02, 2)
  expect(share('garbage')).toBeCloseTo(0.01, 2)
})

test('without faults every message is sent, and every device obeys', () => {
  expect(new Set(instants.map((at) => fateOf(noFaults, 'x', at)))).toEqual(new Set(['sent']))
  expect(temperOf(goodTempers, 'x')).toBe('obedient')
})

test('a share of the devices takes orders badly, for good', () => {
  const keys = instants.map((_, i) => `lampe-${i}`)
  const tempers = keys.map((key) => temperOf({ ...goodTempers, deaf: 0.1, mute: 0.2, idle: 0.3 }, key))
  const share = (temper: string) => tempers.filter((one) => one === temper).length / keys.length
  expect(share('deaf')).toBeCloseTo(0.1, 1)
  expect(share('mute')).toBeCloseTo(0.2, 1)
  expect(share('idle')).toBeCloseTo(0.3, 1)
})
