import { noiseAt, randomFor } from '../random.ts'
import { dayMs, hourMs, localTime, minuteMs } from '../world/local-time.ts'
import type { World } from '../world/world.ts'
import { periodic, profile, type Source } from './signal.ts'

const streetNoise = [
  [0, 47],
  [4, 44],
  [6, 54],
  [8, 63],
  [12, 61],
  [17, 64],
  [20, 59],
  [23, 51],
] as const

export function soundSource(seed: number, world: World, offsetDb: number): Source {
  const laeqAt = (at: number) => {
    const { hour, weekday } = localTime(at)
    const terrace = (weekday === 5 || weekday === 6) && hour >= 22 ? 7 : 0
    const rain = world.weather(at).rain > 0.5 ? 3 : 0
    return profile(streetNoise, hour) + offsetDb + terrace + rain + noiseAt(seed, at, 1.5)
  }
  const source = periodic(15 * minuteMs, seed, (at) => {
    const laeq = laeqAt(at)
    const peak = laeq + 9 + Math.abs(noiseAt(seed ^ 1, at, 4))
    const round = (value: number) => Math.round(value * 10) / 10
    return {
      'sound.laeq': round(laeq),
      'sound.laf': round(laeq + noiseAt(seed ^ 2, at, 2)),
      'sound.lafmax': round(peak),
      'sound.average': Math.round(laeq),
      'sound.peak': Math.round(peak),
      'air.temperature': Math.round(world.weather(at).temperature * 10) / 10,
      'air.relativeHumidity': Math.round(world.weather(at).humidity),
      'battery.level': 84,
      battery: 3.6,
    }
  })
  return { ...source, truth: (at) => ({ noise: bandOf(laeqAt(at), 'dB', [62, 57]) }) }
}

/** In words of the limits that it passes, the highest first. */
const bandOf = (value: number, unit: string, limits: readonly number[]) => {
  const passed = limits.find((limit) => value > limit)
  return passed === undefined ? `below ${limits.at(-1)} ${unit}` : `above ${passed} ${unit}`
}

/** Level above the bed: a slow recession that each wet day lifts, three days of memory. */
export function riverSource(seed: number, world: World, meanM: number): Source {
  const levelAt = (at: number) => {
    let wet = 0
    for (let back = 0; back < 72; back += 3)
      wet += world.weather(at - back * hourMs).rain * Math.exp(-back / 30)
    return meanM + 0.12 * wet + noiseAt(seed, Math.floor(at / hourMs), 0.006)
  }
  const source = periodic(15 * minuteMs, seed, (at) => {
    const level = levelAt(at)
    return {
      'water.level': Math.round(level * 1000) / 1000,
      distance: Math.round((8 - level) * 1000) / 1000,
      'water.temperature': Math.round((8 + world.weather(at - 2 * dayMs).temperature * 0.4) * 10) / 10,
      'air.temperature': Math.round(world.weather(at).temperature * 10) / 10,
      battery: 3.4,
      'battery.level': 91,
    }
  })
  return { ...source, truth: (at) => ({ river: bandOf(levelAt(at), 'm', [2.2, 2]) }) }
}

export function irrigationSource(key: string, seed: number, world: World): Source {
  const soil = 24 + 12 * randomFor(key, 'soil')()
  return periodic(hourMs, seed, (at) => {
    let wet = 0
    for (let back = 0; back < 96; back += 6)
      wet += world.weather(at - back * hourMs).rain * Math.exp(-back / 60)
    const moisture = Math.min(46, soil + 1.6 * wet + noiseAt(seed, at, 0.2))
    return {
      'soil.moisture': Math.round(moisture * 10) / 10,
      'soil.temperature': Math.round((10 + world.weather(at - dayMs).temperature * 0.3) * 10) / 10,
      'soil.ec': Math.round(180 + moisture * 9),
      'soil.permittivity': Math.round(permittivityOf(moisture) * 100) / 100,
      'soil.waterTension': Math.round(Math.min(239, 10 * (34 / moisture) ** 4.5)),
      'battery.level': 87,
      battery: 3.5,
    }
  })
}

/** The curve of the Teros 12 (METER), backwards from water content in mineral soil. */
function permittivityOf(moisture: number) {
  const x = (moisture / 100 + 0.6956) / 3.879e-4
  return (2.887e-9 * x ** 3 - 2.08e-5 * x ** 2 + 5.276e-2 * x - 43.39) ** 2
}
