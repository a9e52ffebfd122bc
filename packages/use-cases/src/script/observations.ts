import { decodeFrame, deviceModel } from '@trame/devices'
import { type ObservedPropertyId, observedProperties } from '@trame/domain'
import type { UseCase } from '../define-use-case.ts'
import type { Script, ScriptBinding, ScriptDevice, ScriptUplink } from './define-script.ts'

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
  links: readonly ScriptLink[],
  values: ScriptUplink['values'],
  at: number,
): ScriptObservation[] {
  const readings = 'json' in device ? jsonReadings(values, at) : frameReadings(device.model, values, at)
  return readings.flatMap(({ channel, value, at: own }) =>
    links
      .filter((link) => link.channel === channel)
      .map(({ property, scale, offset }) => {
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

export interface ScriptLink extends Required<ScriptBinding> {
  device: string
  channel: string
}

/**
 * The bindings of a script: what `bind` names, then every other channel whose property the asset's type knows. One channel
 * feeds a property of an asset, the first one.
 */
export function linksOf(script: Script, assetTypes: UseCase['assetTypes']): ScriptLink[] {
  const links: ScriptLink[] = []
  const taken = new Set<string>()
  const link = (device: string, channel: string, { property, scale = 1, offset = 0 }: ScriptBinding) => {
    const key = `${script.devices[device]!.asset}|${property}`
    if (taken.has(key)) return
    taken.add(key)
    links.push({ device, channel, property, scale, offset })
  }
  const devices = Object.entries(script.devices)
  for (const [key, { bind = {} }] of devices)
    for (const [channel, own] of Object.entries(bind)) link(key, channel, own)
  for (const [key, device] of devices) {
    const known = assetTypes[script.assets[device.asset]?.type ?? '']?.properties ?? []
    for (const [channel, property] of channelsOf(device))
      if (!device.bind?.[channel] && known.includes(property)) link(key, channel, { property })
  }
  return links
}

const channelsOf = (device: ScriptDevice): [channel: string, property: ObservedPropertyId][] =>
  'json' in device
    ? device.json.map((property) => [property, property])
    : Object.entries(deviceModel(device.model)?.channels ?? {})
