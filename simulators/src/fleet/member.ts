import { type DeviceModel, deviceModel, type Frame } from '@trame/devices'
import type { NewAsset, NewBinding, NewDevice, ObservedPropertyId } from '@trame/domain'
import { hash32 } from '../random.ts'
import type { Quantities } from '../signals/signal.ts'
import type { SourcePlan } from '../signals/source-plan.ts'
import type { Position } from '../wire/position.ts'

/** One device of the fleet, as data: what it is, where it hangs, what it measures. */
export interface Member {
  key: string
  position: Position
  play: SourcePlan
  name: string
  assetId: string
  /** DevEUI, or `organisation/device` of one that speaks JSON over MQTT. */
  address: string
  /** Of a LoRaWAN device. Class C listens all the time, class A after each of its uplinks. */
  lorawan?: { modelId: string; wiring: Wiring; deviceClass: 'A' | 'C' }
  /** Where it stands from October to April, when it does not stay. */
  wintersAt?: Position
}

/** A member with what is registered of it. */
export interface PlannedMember extends Member {
  asset: NewAsset & { id: string }
  device: NewDevice & { id: string }
  bindings: (NewBinding & { id: string })[]
}

/** A DevEUI of the demonstration: locally administered, the same at each start. */
export const devEuiOf = (key: string) =>
  `02${hash32(`eui/${key}`).toString(16).padStart(8, '0')}${(hash32(key) & 0xffffff).toString(16).padStart(6, '0')}`

export function requireModel(id: string): DeviceModel {
  const model = deviceModel(id)
  if (!model?.frame) throw new Error(`the fleet plays ${id}, which has no frame()`)
  return model
}

/** Channel -> property, as the installer wired it; by default all of the model's, the first of each property. */
export type Wiring = Readonly<Record<string, ObservedPropertyId>>

export function wiringOf(model: DeviceModel): Wiring {
  const wiring: Record<string, ObservedPropertyId> = {}
  const taken = new Set<ObservedPropertyId>()
  for (const [channel, property] of Object.entries(model.channels)) {
    if (taken.has(property)) continue
    taken.add(property)
    wiring[channel] = property
  }
  return wiring
}

/** `at` as the device's own clock has it, `position` where it finds itself. */
export function frameOf(
  model: DeviceModel,
  wiring: Wiring,
  quantities: Quantities,
  at: number,
  position?: Position,
): Frame {
  const values: Record<string, number> = {}
  for (const [channel, property] of Object.entries(wiring)) {
    const value = quantities[property]
    if (value !== undefined) values[channel] = value
  }
  const fix = position && { longitude: position[0], latitude: position[1] }
  return model.frame!(values, new Date(at), fix)
}
