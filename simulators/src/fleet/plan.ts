import type { ObservedPropertyId } from '@trame/domain'
import { assetType } from '@trame/use-cases'
import { type SourcePlan, sourceOf } from '../signals/source-plan.ts'
import type { Position } from '../wire/position.ts'
import type { Stage } from '../world/stage.ts'
import { devEuiOf, type PlannedMember, requireModel, type Wiring, wiringOf } from './member.ts'

export interface Placed {
  key: string
  name: string
  position: Position
  siteId: string | null
  type: string
  attributes?: Record<string, string | number | boolean>
  tags?: string[]
  /** The key of the asset, when another device of it gave it one. */
  asset?: string
}

const assetIdOf = (placed: Placed) => `ast_${placed.asset ?? placed.key}`

/** Bindings begin before any history that is played. */
const boundFrom = '2026-01-01T00:00:00.000Z'

const assetOf = (placed: Placed) => ({
  id: assetIdOf(placed),
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
  stage: Stage,
  placed: Placed,
  modelId: string,
  play: SourcePlan,
  { conversions = [], wiring: own }: { conversions?: Conversion[]; wiring?: Wiring } = {},
): PlannedMember {
  const model = requireModel(modelId)
  const wiring = own ?? wiringOf(model)
  const type = assetType(placed.type)
  if (!type) throw new Error(`no asset type ${placed.type}`)
  const bound = new Set<string>()
  const bindings: PlannedMember['bindings'] = []
  const bind = (channel: string, property: string, scale = 1, offset = 0) => {
    if (bound.has(property)) return
    bound.add(property)
    bindings.push({
      id: `bnd_${placed.key}-${property.replaceAll(/[^A-Za-z0-9]/g, '-')}`,
      deviceId: `dev_${placed.key}`,
      channel,
      assetId: assetIdOf(placed),
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
  const name = `${model.maker} ${model.model} ${placed.key}`
  const address = devEuiOf(placed.key)
  return {
    key: placed.key,
    position: placed.position,
    play,
    name,
    address,
    assetId: assetIdOf(placed),
    // A lamp's controller hangs on the mains and listens all the time.
    lorawan: { modelId, wiring, deviceClass: placed.type === 'streetLamp' ? 'C' : 'A' },
    asset: assetOf(placed),
    device: {
      id: `dev_${placed.key}`,
      name,
      network: 'lorawan',
      address,
      modelId: model.id,
      expectedIntervalMs: intervalOf(placed, play, stage),
    },
    bindings,
  }
}

/** A device that names its own values, over plain MQTT (`trame/v1/...`). */
export function mqttMember(
  stage: Stage,
  placed: Placed,
  organisation: string,
  play: SourcePlan,
  properties: ObservedPropertyId[],
): PlannedMember {
  const name = `MQTT ${placed.key}`
  const address = `${organisation}/${placed.key}`
  return {
    key: placed.key,
    position: placed.position,
    play,
    name,
    address,
    assetId: assetIdOf(placed),
    asset: assetOf(placed),
    device: {
      id: `dev_${placed.key}`,
      name,
      network: 'mqtt',
      address,
      modelId: 'trame-json',
      expectedIntervalMs: intervalOf(placed, play, stage),
    },
    bindings: properties.map((property) => ({
      id: `bnd_${placed.key}-${property.replaceAll(/[^A-Za-z0-9]/g, '-')}`,
      deviceId: `dev_${placed.key}`,
      channel: property,
      assetId: assetIdOf(placed),
      property,
      from: boundFrom,
    })),
  }
}

const intervalOf = ({ key, position }: Placed, play: SourcePlan, stage: Stage) =>
  sourceOf({ key, position, play }, stage).intervalMs
