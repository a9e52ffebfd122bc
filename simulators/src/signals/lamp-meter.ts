import type { Span } from '../downlink/orders.ts'
import { hourMs, minuteMs } from '../world/local-time.ts'
import type { World } from '../world/world.ts'
import { type LampOptions, lampPower, scheduledLevel } from './lamp.ts'

/** Installed this long before any history: its counters start at zero there. */
const installed = Date.parse('2026-01-01T00:00:00Z')
const stepMs = 15 * minuteMs

interface Running {
  /** Watt-hours, and hours lit, of the schedule since installation, at the start of each step. */
  wattHours: number[]
  hours: number[]
}

// Lamps of one class share the same schedule: one running sum serves them all.
const known = new WeakMap<World, Map<string, Running>>()

function runningOf(world: World, options: LampOptions): Running {
  const ofWorld = known.get(world) ?? new Map<string, Running>()
  known.set(world, ofWorld)
  const key = JSON.stringify(options)
  const running = ofWorld.get(key) ?? { wattHours: [0], hours: [0] }
  ofWorld.set(key, running)
  return running
}

/** The lamp's own meter: the schedule's energy, and in its place that of a level which was ordered, while it held. */
export function lampMeter(world: World, options: LampOptions) {
  const { wattHours, hours } = runningOf(world, options)

  function scheduled(sums: number[], at: number) {
    const step = Math.max(0, (at - installed) / stepMs)
    const whole = Math.floor(step)
    for (let next = wattHours.length; next <= whole + 1; next++) {
      const level = scheduledLevel(installed + (next - 1) * stepMs, world, options)
      wattHours.push(wattHours[next - 1]! + (lampPower(level, options.ratedW) * stepMs) / hourMs)
      hours.push(hours[next - 1]! + (level > 0 ? stepMs / hourMs : 0))
    }
    return sums[whole]! + (sums[whole + 1]! - sums[whole]!) * (step - whole)
  }

  return (at: number, ordered: readonly Span[]) => {
    let energy = scheduled(wattHours, at)
    let lit = scheduled(hours, at)
    for (const { from, to, value } of ordered) {
      const length = (to - from) / hourMs
      energy +=
        lampPower(value, options.ratedW) * length - scheduled(wattHours, to) + scheduled(wattHours, from)
      lit += (value > 0 ? length : 0) - scheduled(hours, to) + scheduled(hours, from)
    }
    return { kWh: energy / 1000, hours: lit }
  }
}
