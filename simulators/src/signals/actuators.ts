import type { Orders } from '../downlink/orders.ts'
import { hourMs, minuteMs } from '../world/local-time.ts'
import type { World } from '../world/world.ts'
import { periodic, type Source } from './signal.ts'

const litresPerHour = 900

/** A valve of an irrigation zone, shut until it is told to open. Its meter counts what ran. */
export function valveSource(key: string, seed: number, orders: Orders): Source {
  const openAt = (at: number) => orders.valueAt(key, 'valve.open', at) ?? 0
  return {
    ...periodic(20 * minuteMs, seed, (at) => {
      const openMs = orders
        .spans(key, 'valve.open', at)
        .reduce((sum, { from, to, value }) => sum + (value === 0 ? 0 : to - from), 0)
      return {
        'valve.open': openAt(at),
        'pulse.total': Math.floor((openMs / hourMs) * litresPerHour),
        'water.pressure': openAt(at) ? 260 : 320,
        'battery.level': 90,
        battery: 3.5,
      }
    }),
    truth: (at) => ({ valve: openAt(at) === 0 ? 'shut' : 'open' }),
  }
}

/** The motor of a class room's upper sash: it shuts by itself in heavy rain. */
export function ventSource(key: string, seed: number, world: World, orders: Orders): Source {
  const positionAt = (at: number) =>
    world.weather(at).rain > 4 ? 0 : (orders.valueAt(key, 'vent.position', at) ?? 0)
  return {
    ...periodic(10 * minuteMs, seed, (at) => ({
      'vent.position': positionAt(at),
      // The same leaf, as those say it who count every mover as a valve.
      'valve.position': positionAt(at),
    })),
    truth: (at) => ({ vent: positionAt(at) === 0 ? 'shut' : 'open' }),
  }
}
