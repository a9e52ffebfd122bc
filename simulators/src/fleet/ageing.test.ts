import { expect, test } from 'vitest'
import type { Quantities } from '../signals/signal.ts'
import { dayMs, hourMs } from '../world/local-time.ts'
import { batteryOf, voltageOf, withBattery } from './battery.ts'
import { faultySignal, type SensorFault, sensorFaultOf } from './sensor-faults.ts'

const start = Date.UTC(2026, 5, 1)
const hourly = { intervalMs: hourMs }

test('a battery only falls until somebody changes it, and a far device lives shorter', () => {
  const years = (factor: number) => {
    const battery = batteryOf('bin-1', 7, { intervalMs: 900_000 }, factor)
    let fallen = 0
    for (let day = 1; day <= 1500; day++) {
      const step = battery.level(start + (day - 1) * dayMs) - battery.level(start + day * dayMs)
      if (step >= 0) fallen += step
      else expect(battery.level(start + day * dayMs)).toBeGreaterThan(90)
    }
    return (100 * 1500) / fallen / 365
  }
  expect(years(12)).toBeLessThan(6)
  expect(years(7)).toBeGreaterThan(1.5 * years(12))
})

test('an empty battery browns out, then is silent; a full one never fails', () => {
  for (let n = 0; n < 200; n++) {
    const battery = batteryOf(`bin-${n}`, n, hourly, 12)
    for (let day = 0; day < 400; day += 7) {
      const at = start + day * dayMs
      if (battery.level(at) > 5) expect(battery.fails(at)).toBe(false)
      if (battery.level(at) === 0) expect(battery.fails(at)).toBe(true)
    }
  }
})

test('what is said of a battery is its level, and a voltage that falls only at its end', () => {
  const battery = { level: () => 42.4, fails: () => false }
  expect(withBattery({ distance: 1, 'battery.level': 90, battery: 3.6 }, battery, start)).toEqual({
    distance: 1,
    'battery.level': 42,
    battery: 3.57,
  })
  expect(withBattery({ 'power.active': 40 }, battery, start)).toEqual({ 'power.active': 40 })
  expect(voltageOf(50)).toBeGreaterThan(3.5)
  expect(voltageOf(1)).toBeLessThan(2.8)
  expect(voltageOf(100)).toBe(3.6)
})

const sound = (at: number): Quantities => ({
  distance: 1 + Math.sin(at / hourMs) / 10,
  'water.volume': at / 1e9,
  'battery.level': 80,
  'bin.tilted': 0,
})
const faulty = (fault: SensorFault) =>
  Array.from({ length: 24 * 30 }, (_, hour) => start + hour * hourMs).map((at) => ({
    at,
    told: faultySignal(fault, 'bin-1', sound)(at),
    sound: sound(at),
  }))
const wrong = (fault: SensorFault, property: keyof Quantities) =>
  faulty(fault).filter(({ told, sound }) => told[property] !== sound[property])

test('a stuck sensor repeats itself for hours and is right again; its counter and its battery go on', () => {
  const stuck = wrong('stuck', 'distance')
  expect(stuck.length).toBeGreaterThan(3)
  expect(stuck.length).toBeLessThan(24 * 10)
  expect(new Set(stuck.map(({ told }) => told.distance)).size).toBeLessThanOrEqual(4)
  expect(wrong('stuck', 'water.volume')).toEqual([])
})

test('spikes are few, a drift grows, a reset counter starts over and never runs back within its month', () => {
  expect(wrong('spike', 'distance').length).toBeLessThan(40)
  expect(wrong('spike', 'distance').length).toBeGreaterThan(2)
  const drift = faulty('drift').map(({ told, sound }) => told.distance! - sound.distance!)
  expect(drift.at(-1)! - drift[0]!).toBeCloseTo(0.005, 3)
  const reset = faulty('reset').map(({ told }) => told['water.volume']!)
  expect(reset[0]).toBe(0)
  for (let n = 1; n < reset.length; n++) expect(reset[n]!).toBeGreaterThanOrEqual(reset[n - 1]!)
})

test('about the share that was asked for is faulty, always the same ones', () => {
  const keys = Array.from({ length: 2000 }, (_, n) => `device-${n}`)
  const found = keys.filter((key) => sensorFaultOf(0.1, key))
  expect(found.length).toBeGreaterThan(150)
  expect(found.length).toBeLessThan(250)
  expect(keys.filter((key) => sensorFaultOf(0.1, key))).toEqual(found)
  expect(keys.filter((key) => sensorFaultOf(0, key))).toEqual([])
})
