import { type ObservedPropertyId, observedProperties } from '@trame/domain'
import { gaussian, randomFor } from '../random.ts'
import type { Quantities, Signal } from '../signals/signal.ts'
import { dayMs, hourMs } from '../world/local-time.ts'

/** How a sensor of the demonstration can be wrong (domain.md 4.1). Each faulty device has one, for all its life. */
export const sensorFaults = ['stuck', 'spike', 'drift', 'reset', 'tilted'] as const
export type SensorFault = (typeof sensorFaults)[number]

export function sensorFaultOf(share: number, key: string): SensorFault | null {
  const random = randomFor('sensor fault', key)
  if (random() >= share) return null
  return sensorFaults[Math.floor(random() * sensorFaults.length)]!
}

const monthMs = 30 * dayMs
/** Change a month, in the property's unit, where it is not a hundredth of what can be. */
const drifts: Partial<Record<ObservedPropertyId, number>> = {
  'air.co2': 15,
  'air.temperature': 0.2,
  distance: 0.005,
}
const blockMs = 10 * dayMs

/** Within ten days a sensor is stuck, or a thing lies on its side, once: for two hours to three days. */
function spell(key: string, at: number): { from: number; to: number } {
  const block = Math.floor(at / blockMs)
  const random = randomFor('spell', key, block)
  const from = block * blockMs + random() * (blockMs - 3 * dayMs)
  return { from, to: from + 2 * hourMs + random() * 70 * hourMs }
}

export function isFaulty(fault: SensorFault, key: string, at: number): boolean {
  if (fault === 'drift') return true
  if (fault === 'reset') return true
  if (fault === 'spike') return randomFor('spike', key, at)() < 0.02
  const { from, to } = spell(key, at)
  return at >= from && at < to
}

/** The signal as the faulty sensor tells it. Pure in time, as the signal is. */
export function faultySignal(fault: SensorFault, key: string, signal: Signal): Signal {
  return (at) => {
    const told = signal(at)
    if (!isFaulty(fault, key, at)) return told
    switch (fault) {
      case 'stuck':
        return { ...told, ...gaugesOf(signal(spell(key, at).from)) }
      case 'spike': {
        const random = randomFor('height', key, at)
        return changed(told, 'gauge', (value) => value * (1 + 0.4 * gaussian(random)))
      }
      case 'drift':
        return changed(told, 'gauge', (value, property) => {
          const [low, high] = observedProperties[property].range
          const aMonth = drifts[property] ?? (high - low) / 100
          return value + (aMonth * (at - Date.UTC(2026, 0, 1))) / monthMs
        })
      case 'reset': {
        // The totaliser was replaced on the first of the month.
        const date = new Date(at)
        const since = signal(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1))
        return changed(told, 'counter', (value, property) => value - (since[property] ?? 0))
      }
      case 'tilted':
        return told['bin.tilted'] === undefined ? told : { ...told, 'bin.tilted': 1 }
    }
  }
}

const isSensed = (property: ObservedPropertyId, kind: 'gauge' | 'counter') =>
  observedProperties[property].kind === kind && !observedProperties[property].ofDevice

function changed(
  quantities: Quantities,
  kind: 'gauge' | 'counter',
  change: (value: number, property: ObservedPropertyId) => number,
): Quantities {
  const next: Quantities = { ...quantities }
  for (const [name, value] of Object.entries(quantities)) {
    const property = name as ObservedPropertyId
    if (!isSensed(property, kind)) continue
    const [low, high] = observedProperties[property].range
    next[property] = Math.min(high, Math.max(low, change(value, property)))
  }
  return next
}

const gaugesOf = (quantities: Quantities): Quantities =>
  Object.fromEntries(
    Object.entries(quantities).filter(([name]) => isSensed(name as ObservedPropertyId, 'gauge')),
  )
