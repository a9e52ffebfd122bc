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
  model?: DeviceModel
}

/** A DevEUI of the demonstration: locally administered, the same at each start. */
export const devEuiOf = (key: string) =>
  `02${hash32(`eui/${key}`).toString(16).padStart(8, '0')}${(hash32(key) & 0xffffff).toString(16).padStart(6, '0')}`

export function requireModel(id: string): DeviceModel {
  const model = deviceModel(id)
  if (!model?.frame) throw new Error(`the fleet plays ${id}, which has no frame()`)
  return model
}

/** The model's channels filled with what is measured: the first channel of each property, as installers wire it. */
export function channelValues(model: DeviceModel, quantities: Quantities): Record<string, number> {
  const values: Record<string, number> = {}
  const given = new Set<ObservedPropertyId>()
  for (const [channel, property] of Object.entries(model.channels)) {
    const value = quantities[property]
    if (value === undefined || given.has(property)) continue
    given.add(property)
    values[channel] = value
  }
  return values
}

export const frameOf = (model: DeviceModel, quantities: Quantities): Frame =>
  model.frame!(channelValues(model, quantities))
