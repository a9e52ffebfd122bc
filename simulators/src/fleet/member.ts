import { type DeviceModel, deviceModel, type Frame } from '@trame/devices'
import type { NewAsset, NewBinding, NewDevice, ObservedPropertyId } from '@trame/domain'
import { hash32 } from '../random.ts'
import type { Quantities, Source } from '../signals/signal.ts'
import type { Position } from '../wire/position.ts'

/** One device of the fleet: what is registered of it, what it measures, and where it hangs. */
export interface Member {
  key: string
  seed: number
  position: Position
  source: Source
  asset: NewAsset & { id: string }
  device: NewDevice & { id: string }
  bindings: (NewBinding & { id: string })[]
  /** Of a LoRaWAN device; absent = it speaks JSON over MQTT. */
  lorawan?: { model: DeviceModel; wiring: Wiring }
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

export function frameOf(model: DeviceModel, wiring: Wiring, quantities: Quantities, at: number): Frame {
  const values: Record<string, number> = {}
  for (const [channel, property] of Object.entries(wiring)) {
    const value = quantities[property]
    if (value !== undefined) values[channel] = value
  }
  return model.frame!(values, new Date(at))
}
