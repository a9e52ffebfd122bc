import { noiseAt } from '../random.ts'
import { dayMs, hourMs, localTime, minuteMs } from '../world/local-time.ts'
import type { World } from '../world/world.ts'
import { periodic, type Source } from './signal.ts'

export interface LampOptions {
  ratedW: number
  /** Per cent between these local hours, 100 elsewhere in the night. */
  night: { from: number; to: number; level: number }
}

/** Installed this long before any history: its counters start at zero there. */
const installed = Date.parse('2026-01-01T00:00:00Z')

/** Dimming level of the local schedule: lit from sunset to sunrise, reduced in the heart of the night. */
export function scheduledLevel(at: number, world: World, { night }: LampOptions): number {
  if (world.sunAltitude(at) > -0.833) return 0
  const { hour } = localTime(at)
  const reduced =
    night.from > night.to ? hour >= night.from || hour < night.to : hour >= night.from && hour < night.to
  return reduced ? night.level : 100
}

/** LED: P = Pn (p0 + (1 - p0) dim), 0.5 W when off. */
export const lampPower = (level: number, ratedW: number) =>
  level === 0 ? 0.5 : ratedW * (0.05 + 0.95 * (level / 100))

const everyMs = 15 * minuteMs

/** A controller says its state and its consumption in two kinds of frame: here one after the other, each half hour. */
export function lampSource(seed: number, world: World, options: LampOptions): Source {
  // Energy of a whole day, from the year's mean (11.3 h lit), so that an index costs no integration over months.
  const dailyWh = lampPower(options.night.level, options.ratedW) * 5.4 + lampPower(100, options.ratedW) * 5.9

  function stateAt(at: number) {
    const level = scheduledLevel(at, world, options)
    return {
      'light.level': level,
      'light.on': level > 0 ? 1 : 0,
      'light.failure': 0,
      'device.temperature': Math.round(world.weather(at).temperature + 5 + 0.25 * level),
    }
  }

  function usageAt(at: number) {
    const { hour } = localTime(at)
    const days = Math.max(0, Math.round((at - hour * hourMs - installed) / dayMs))
    // The share of a day's energy spent by this hour: most before sunrise, none by day, the rest after sunset.
    const share = hour < 7.5 ? (hour / 7.5) * 0.62 : hour < 17.5 ? 0.62 : 0.62 + ((hour - 17.5) / 6.5) * 0.38
    const power =
      lampPower(scheduledLevel(at, world, options), options.ratedW) * (1 + noiseAt(seed, at, 0.01))
    return {
      'power.active': Math.round(Math.max(0, power)),
      'energy.active.total': ((days + share) * dailyWh) / 1000,
      'light.onTime': (days + share) * 11.3,
      'electric.voltage': Math.round(231 + noiseAt(seed ^ 9, Math.floor(at / hourMs) * hourMs, 1.8)),
    }
  }

  const phase = seed % everyMs
  return periodic(everyMs, seed, (at) =>
    Math.round((at - phase) / everyMs) % 2 === 0 ? stateAt(at) : usageAt(at),
  )
}
