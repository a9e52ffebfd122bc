import type { Orders } from '../downlink/orders.ts'
import { noiseAt } from '../random.ts'
import { hourMs, localTime, minuteMs } from '../world/local-time.ts'
import type { World } from '../world/world.ts'
import { faultSpans, isFaulty, isNetworkHigh, isOutNow, type LampFault, powerShare } from './lamp-fault.ts'
import { lampMeter } from './lamp-meter.ts'
import { periodic, type Source } from './signal.ts'

export interface LampOptions {
  ratedW: number
  /** Per cent between these local hours, 100 elsewhere in the night. */
  night: { from: number; to: number; level: number }
  fault?: LampFault
}

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

/**
 * A controller says its state and its consumption in two kinds of frame: here one after the other, each half hour. A
 * level that it was told holds until its end; then the local schedule is in force again.
 */
export function lampSource(
  key: string,
  seed: number,
  world: World,
  orders: Orders,
  options: LampOptions,
): Source {
  const meter = lampMeter(world, options)
  const { fault } = options
  const failing = (at: number) => (fault && isFaulty(seed, at) ? fault : undefined)
  const toldLevel = (at: number) =>
    orders.valueAt(key, 'light.level', at) ?? scheduledLevel(at, world, options)
  /** What its light is like: a lamp that burns by day does so whatever it was told. */
  function levelAt(at: number) {
    const now = failing(at)
    if (now === 'dayBurner') return 100
    return now === 'cycling' && isOutNow(at) ? 0 : toldLevel(at)
  }
  function metered(at: number) {
    const told = orders.spans(key, 'light.level', at)
    if (!fault) return meter(at, told)
    const spans = faultSpans(seed, at)
    if (fault === 'dayBurner')
      return meter(
        at,
        spans.map((span) => ({ ...span, value: 100 })),
      )
    const all = meter(at, told)
    const missing = 1 - (powerShare[fault] ?? 1)
    const during = spans.reduce((sum, { from, to }) => sum + meter(to, []).kWh - meter(from, []).kWh, 0)
    return { ...all, kWh: all.kWh - missing * during }
  }

  function stateAt(at: number) {
    const level = levelAt(at)
    return {
      'light.level': level,
      'light.on': level > 0 ? 1 : 0,
      'light.failure': 0,
      'relay.on': orders.valueAt(key, 'relay.on', at) ?? 0,
      'device.temperature': Math.round(world.weather(at).temperature + 5 + 0.25 * level),
    }
  }

  function usageAt(at: number) {
    const { kWh, hours } = metered(at)
    const now = failing(at)
    const share = now === 'dead' || now === 'weakDriver' ? powerShare[now]! : 1
    const power = share * lampPower(levelAt(at), options.ratedW) * (1 + noiseAt(seed, at, 0.01))
    const high = now === 'overVoltage' && isNetworkHigh(at) ? 25 : 0
    return {
      'power.active': Math.round(Math.max(0, power)),
      'energy.active.total': kWh,
      'light.onTime': hours,
      'electric.voltage': Math.round(231 + high + noiseAt(seed ^ 9, Math.floor(at / hourMs) * hourMs, 1.8)),
    }
  }

  const phase = seed % everyMs
  return {
    ...periodic(everyMs, seed, (at) =>
      Math.round((at - phase) / everyMs) % 2 === 0 ? stateAt(at) : usageAt(at),
    ),
    onDemand: stateAt,
    truth: (at) => ({
      level: String(levelAt(at)),
      ruledBy: orders.valueAt(key, 'light.level', at) === undefined ? 'schedule' : 'command',
      ...(fault && { fault: failing(at) ?? 'none' }),
    }),
  }
}
