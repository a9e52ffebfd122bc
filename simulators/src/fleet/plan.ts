import type { ObservedPropertyId } from '@trame/domain'
import { assetType } from '@trame/use-cases'
import { hash32 } from '../random.ts'
import type { Source } from '../signals/signal.ts'
import type { Position } from '../wire/position.ts'
import { devEuiOf, type Member, requireModel, type Wiring, wiringOf } from './member.ts'

export interface Placed {
  key: string
  name: string
  position: Position
  siteId: string | null
  type: string
  attributes?: Record<string, string | number | boolean>
  tags?: string[]
}

/** Bindings begin before any history that is played. */
const boundFrom = '2026-01-01T00:00:00.000Z'

const assetOf = (placed: Placed) => ({
  id: `ast_${placed.key}`,
  name: placed.name,
  type: placed.type,
  siteId: placed.siteId,
  geometry: { type: 'Point' as const, coordinates: [...placed.position] },
  attributes: placed.attributes ?? {},
  tags: placed.tags ?? [],
})

/** How a channel becomes another property of its asset: a distance, the fill of a container. */
export interface Conversion {
  from: ObservedPropertyId
  to: ObservedPropertyId
  scale: number
  offset: number
}

/** A LoRaWAN device of a catalogue model, on an asset: each property that the asset's type observes is bound. */
export function lorawanMember(
  placed: Placed,
  modelId: string,
  source: Source,
  { conversions = [], wiring: own }: { conversions?: Conversion[]; wiring?: Wiring } = {},
): Member {
  const model = requireModel(modelId)
  const wiring = own ?? wiringOf(model)
  const type = assetType(placed.type)
  if (!type) throw new Error(`no asset type ${placed.type}`)
  const bound = new Set<string>()
  const bindings: Member['bindings'] = []
  const bind = (channel: string, property: string, scale = 1, offset = 0) => {
    if (bound.has(property)) return
    bound.add(property)
    bindings.push({
      id: `bnd_${placed.key}-${property.replaceAll(/[^A-Za-z0-9]/g, '-')}`,
      deviceId: `dev_${placed.key}`,
      channel,
      assetId: `ast_${placed.key}`,
      property,
      from: boundFrom,
      scale,
      offset,
    })
  }
  for (const [channel, property] of Object.entries(wiring)) {
    if (type.properties.includes(property)) bind(channel, property)
    for (const conversion of conversions)
      if (conversion.from === property) bind(channel, conversion.to, conversion.scale, conversion.offset)
  }
  return {
    key: placed.key,
    seed: hash32(placed.key),
    position: placed.position,
    source,
    lorawan: { model, wiring },
    asset: assetOf(placed),
    device: {
      id: `dev_${placed.key}`,
      name: `${model.maker} ${model.model} ${placed.key}`,
      network: 'lorawan',
      address: devEuiOf(placed.key),
      modelId: model.id,
      expectedIntervalMs: source.intervalMs,
    },
    bindings,
  }
}

/** A device that names its own values, over plain MQTT (`trame/v1/...`). */
export function mqttMember(
  placed: Placed,
  organisation: string,
  source: Source,
  properties: ObservedPropertyId[],
): Member {
  return {
    key: placed.key,
    seed: hash32(placed.key),
    position: placed.position,
    source,
    asset: assetOf(placed),
    device: {
      id: `dev_${placed.key}`,
      name: `MQTT ${placed.key}`,
      network: 'mqtt',
      address: `${organisation}/${placed.key}`,
      modelId: 'trame-json',
      expectedIntervalMs: source.intervalMs,
    },
    bindings: properties.map((property) => ({
      id: `bnd_${placed.key}-${property.replaceAll(/[^A-Za-z0-9]/g, '-')}`,
      deviceId: `dev_${placed.key}`,
      channel: property,
      assetId: `ast_${placed.key}`,
      property,
      from: boundFrom,
    })),
  }
}
