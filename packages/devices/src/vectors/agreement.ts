import type { DecodedFrame } from '../decode-frame.ts'
import type { DeviceModel } from '../define-device.ts'
import { corrected } from './corrections.ts'
import { normalizedNames, positionNames } from './names.ts'

export interface Normalized {
  name: string
  value: number | boolean | string
  unit?: string
  channel?: string
  time?: string
  index?: number
}

export interface Vector {
  id: string
  device: string
  direction: 'uplink' | 'downlink-encode' | 'downlink-decode'
  fPort?: number
  bytes?: string
  input?: unknown
  recvTime?: string
  expected: { data?: unknown; errors?: unknown[]; bytes?: number[]; fPort?: number }
  normalized?: Normalized[]
  suspect?: string
}

const buttonEvents = { none: 0, short: 1, long: 2, double: 3, triple: 4 } as Record<string, number>

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.max(1e-9, Math.abs(a), Math.abs(b))

function numberOf(value: Normalized['value']): number {
  if (typeof value === 'string') return buttonEvents[value.replace(/[ _]?press(ed)?$/, '')] ?? Number(value)
  return Number(value)
}

/** The normalised values that our reading of the frame lacks, in words. Ours may say more, in any order. */
export function missing(model: DeviceModel, frame: DecodedFrame, vector: Vector, observedAt: Date): string[] {
  const left = frame.readings.map((reading, order) => ({
    property: model.channels[reading.channel] as string,
    order,
    ...reading,
  }))
  const faults: string[] = []
  const orders = new Map<string, number[]>()
  for (const published of vector.normalized ?? []) {
    const wanted = corrected(vector, published)
    if (!wanted) continue
    const said = JSON.stringify(wanted)
    const value = numberOf(wanted.value)
    const positional = positionNames[wanted.name]
    if (positional) {
      const ours = frame.position?.[positional]
      if (ours === undefined || !close(ours, value)) faults.push(`${said}: ${ours}`)
      continue
    }
    const name = normalizedNames[`${wanted.name}[${wanted.unit}]`] ?? normalizedNames[wanted.name]
    if (!name) {
      faults.push(`${said}: no such name in the table`)
      continue
    }
    const same = left.filter(({ property }) => (name.properties as readonly string[]).includes(property))
    const found = same.find(
      (reading) =>
        close(reading.value, value * (name.factor ?? 1)) &&
        (!wanted.time || Date.parse(wanted.time) === (reading.at ?? observedAt).getTime()),
    )
    if (!found) {
      faults.push(`${said}: ours ${same.map((r) => `${r.value}@${r.at?.toISOString() ?? 'now'}`).join(' ')}`)
      continue
    }
    left.splice(left.indexOf(found), 1)
    if (wanted.index !== undefined) {
      const key = `${wanted.name} ${wanted.channel ?? ''}`
      orders.set(key, [...(orders.get(key) ?? []), found.at?.getTime() ?? observedAt.getTime()])
    }
  }
  // An index is a place in the vendor's list: newest first or oldest first, but in order of time.
  for (const [key, times] of orders) {
    const steps = times.slice(1).map((time, i) => Math.sign(time - times[i]!))
    if (new Set(steps).size > 1) faults.push(`${key}: not in the order of time`)
  }
  return faults
}
