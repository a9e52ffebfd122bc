import { noiseAt, randomFor } from '../random.ts'
import { dayMs, hourMs, localTime, minuteMs, startOfDay } from '../world/local-time.ts'
import type { World } from '../world/world.ts'
import { periodic, profile, type Source } from './signal.ts'

const installed = Date.parse('2026-01-01T00:00:00Z')

/** A total that never falls: whole days at their mean, and today by the running share of its profile. */
function totalAt(at: number, perDay: number, shares: readonly number[]): number {
  const start = startOfDay(at)
  // Days are 23 to 25 hours long; the profile is stretched over each, so that no hour is counted twice.
  const length = startOfDay(start + 36 * hourMs) - start
  const days = Math.round((start - installed) / dayMs)
  const hour = ((at - start) / length) * 24
  const whole = Math.floor(hour)
  const share = shares[whole]! + (shares[whole + 1]! - shares[whole]!) * (hour - whole)
  return Math.max(0, (days + Math.min(1, share)) * perDay)
}

/** Running share of the day's use at each whole hour. */
function sharesOf(points: readonly (readonly [number, number])[]): number[] {
  const hourly = Array.from({ length: 24 }, (_, hour) => profile(points, hour + 0.5))
  const sum = hourly.reduce((a, b) => a + b, 0)
  let running = 0
  return [0, ...hourly.map((value) => (running += value / sum))]
}

const waterUse = [
  [0, 0.1],
  [4, 0.05],
  [6, 1.2],
  [7, 2.6],
  [9, 1],
  [12, 1.3],
  [14, 0.7],
  [19, 2.1],
  [22, 0.6],
] as const
const waterShares = sharesOf(waterUse)

const leakFlagAfterMs = 12 * hourMs

/** `extra`: what runs away behind the meter, beside what people use. */
export function waterMeterSource(
  key: string,
  seed: number,
  world: World,
  extra: (at: number) => { litres: number; litresPerHour: number } = () => ({ litres: 0, litresPerHour: 0 }),
): Source {
  const litresADay = 800 + 9000 * randomFor(key, 'use')() ** 2
  const source = periodic(hourMs, seed, (at) => {
    const lost = extra(at)
    const litres = Math.floor(totalAt(at, litresADay, waterShares) + lost.litres)
    const { hour } = localTime(at)
    return {
      'water.volume': litres / 1000,
      'pulse.total': litres,
      'water.flow':
        Math.round((litresADay / 24_000) * profile(waterUse, hour) * 1000 + lost.litresPerHour) / 1000,
      'water.temperature': Math.round((9 + world.weather(at - 3 * dayMs).temperature * 0.25) * 10) / 10,
      // Since so long no moment without flow: the meter's own flag (Qalcosonic W1, status bit “leakage”).
      'water.leak': Number(lost.litresPerHour > 0 && extra(at - leakFlagAfterMs).litresPerHour > 0),
      'battery.level': 96,
      battery: 3.6,
    }
  })
  return {
    ...source,
    truth: (at) => ({
      behindMeter: extra(at).litresPerHour > 0 ? 'leaking' : 'sound',
      meterSays: source.signal(at)['water.leak'] ? 'leak' : 'nothing',
    }),
  }
}

const powerUse = [
  [0, 0.35],
  [5, 0.35],
  [7, 1.1],
  [9, 1.6],
  [12, 1.5],
  [17, 1.4],
  [19, 0.7],
  [22, 0.4],
] as const
const powerShares = sharesOf(powerUse)

export function electricityMeterSource(key: string, seed: number): Source {
  const kWhADay = 40 + 260 * randomFor(key, 'use')()
  return periodic(30 * minuteMs, seed, (at) => {
    const { hour } = localTime(at)
    const watts = (kWhADay / 24) * 1000 * profile(powerUse, hour) * (1 + noiseAt(seed, at, 0.05))
    return {
      'energy.active.total': Math.floor(totalAt(at, kWhADay, powerShares) * 1000) / 1000,
      'power.active': Math.round(watts),
      'power.apparent': Math.round(watts / 0.95),
      'electric.voltage': Math.round((231 + noiseAt(seed ^ 1, at, 1.5)) * 10) / 10,
      'electric.current': Math.round((watts / 231) * 10) / 10,
      'battery.level': 90,
      battery: 3.6,
    }
  })
}
