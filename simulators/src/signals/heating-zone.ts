import type { Orders } from '../downlink/orders.ts'
import { noiseAt } from '../random.ts'
import { hourMs, minuteMs, startOfDay } from '../world/local-time.ts'
import type { World } from '../world/world.ts'
import { perDay, periodic, type Source } from './signal.ts'

/** domain.md 15.1: one node, time constant 30 h, +-0.5 K; the boiler warms it by 1.5 K an hour at most. */
const constantHours = 30
const fastestKPerHour = 1.5
const bandK = 0.5
const stepMs = 15 * minuteMs
/** What the janitor set, until somebody orders otherwise. */
const usualCelsius = 19

/** Supply by the weather curve: 20 + 1.4 (20 - outside), within 25 to 75. */
const supplyAt = (outside: number) => Math.min(75, Math.max(25, 20 + 1.4 * (20 - outside)))

/** A floor of a building with a drive on its distributor: it keeps the set-point that it was told. */
export function heatingZoneSource(key: string, seed: number, world: World, orders: Orders): Source {
  const setpointAt = (at: number) => orders.valueAt(key, 'heating.setpoint', at) ?? usualCelsius

  /** From one midnight to the next, after a day in which the start is forgotten. */
  function run(day: number) {
    let inside = usualCelsius
    const steps: { inside: number; opening: number }[] = []
    for (let at = day - 24 * hourMs; at < day + 25 * hourMs; at += stepMs) {
      const lost = ((world.weather(at).temperature - inside) / constantHours) * (stepMs / hourMs)
      const missing = setpointAt(at) - inside + bandK / 2
      const given = Math.min(Math.max(0, missing - lost), fastestKPerHour * (stepMs / hourMs))
      inside += lost + given
      if (at >= day) steps.push({ inside, opening: (100 * given) / (fastestKPerHour * (stepMs / hourMs)) })
    }
    return steps
  }
  const dayOf = perDay(run, () => orders.version(key))

  return periodic(10 * minuteMs, seed, (at) => {
    const day = startOfDay(at)
    const steps = dayOf(day)
    const { inside, opening } = steps[Math.min(steps.length - 1, Math.floor((at - day) / stepMs))]!
    return {
      'heating.setpoint': setpointAt(at),
      'air.temperature': Math.round((inside + noiseAt(seed, at, 0.1)) * 4) / 4,
      'valve.position': Math.round(opening),
      'heating.flowTemperature':
        opening > 1 ? Math.round(2 * supplyAt(world.weather(at).temperature)) / 2 : 25,
      'supply.storageVoltage': 2.7,
    }
  })
}
