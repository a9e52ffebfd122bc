import { decodeFrame, deviceModel } from '@trame/devices'
import { isObservedProperty, type ObservedPropertyId, observedProperties } from '@trame/domain'
import type { ScriptDevice, ScriptUplink } from './define-script.ts'

export interface ScriptObservation {
  asset: string
  property: ObservedPropertyId
  at: number
  value: number
  /** Within the property's range: others are kept and shown, and count nowhere. */
  good: boolean
}

/** What the platform makes of one uplink: encoded to the model's frame, decoded again, and bound to the asset's properties. */
export function observationsOf(
  device: ScriptDevice,
  { values }: ScriptUplink,
  at: number,
): ScriptObservation[] {
  const readings = 'json' in device ? jsonReadings(values, at) : frameReadings(device.model, values, at)
  return readings.flatMap(({ channel, value, at: own }) =>
    boundTo(device, channel).map(({ property, scale = 1, offset = 0 }) => {
      const bound = value * scale + offset
      const [low, high] = observedProperties[property].range
      return { asset: device.asset, property, at: own, value: bound, good: bound >= low && bound <= high }
    }),
  )
}

interface ChannelValue {
  channel: string
  value: number
  at: number
}

const jsonReadings = (values: Readonly<Record<string, number>>, at: number): ChannelValue[] =>
  Object.entries(values).map(([channel, value]) => ({ channel, value, at }))

function frameReadings(
  modelId: string,
  values: Readonly<Record<string, number>>,
  at: number,
): ChannelValue[] {
  const { model, frame } = frameOf(modelId, values, at)
  const decoded = decodeFrame(model, { ...frame, observedAt: new Date(at) })
  if (!decoded.ok) throw new Error(`${modelId} refuses its own frame: ${decoded.detail}`)
  return decoded.readings.map(({ channel, value, at: own }) => ({
    channel,
    value,
    at: own?.getTime() ?? at,
  }))
}

/** Throws for a model that is not in the catalogue or makes no frames. */
export function frameOf(modelId: string, values: Readonly<Record<string, number>>, at: number) {
  const model = deviceModel(modelId)
  if (!model?.frame) throw new Error(`the script plays ${modelId}, which is no model that makes frames`)
  return { model, frame: model.frame(values, new Date(at)) }
}

/** A channel that `bind` does not name keeps the property of its model. */
export function boundTo(device: ScriptDevice, channel: string) {
  const own = device.bind?.[channel]
  if (own) return [own]
  const property = 'json' in device ? channel : deviceModel(device.model)?.channels[channel]
  return property && isObservedProperty(property) ? [{ property, scale: 1, offset: 0 }] : []
}
