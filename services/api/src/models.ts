import { listUploadedModels, type Scoped, type UploadedModel } from '@trame/database'
import { deviceModel, devices } from '@trame/devices'
import { PlatformError, selfDescribingModelId } from '@trame/domain'

export interface KnownModel {
  id: string
  version: number
  expectedIntervalMs: number
  channels: Record<string, string>
}

/** Devices that name their values themselves, over MQTT: each channel is an observed property's id. */
export const selfDescribing: KnownModel = {
  id: selfDescribingModelId,
  version: 1,
  expectedIntervalMs: 900_000,
  channels: {},
}

/** Models by id, ours before the organisation's own, which are read once. An unknown one is the caller's field. */
export async function modelFinder(tx: Scoped): Promise<(id: string, field: string) => KnownModel> {
  const uploaded = await listUploadedModels(tx)
  return (id, field) => {
    const model = knownModel(id, uploaded)
    if (!model)
      throw new PlatformError('invalid', `${field}: ${id} is no known device model; see /device-models.`)
    return model
  }
}

function knownModel(id: string, uploaded: readonly UploadedModel[]): KnownModel | undefined {
  if (id === selfDescribing.id) return selfDescribing
  const ours = deviceModel(id)
  if (ours)
    return { id, version: ours.version, expectedIntervalMs: ours.expectedIntervalMs, channels: ours.channels }
  const theirs = uploaded.find((model) => model.id === id)
  if (!theirs) return undefined
  const channels = Object.fromEntries(theirs.channels.map((channel) => [channel.name, channel.property]))
  return { id, version: theirs.version, expectedIntervalMs: theirs.expectedIntervalMs, channels }
}

/** Letters and digits alone: `Milesight EM400-MUD` is written in many ways. */
const bare = (text: string) =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

/** The models that a text may mean: the one with this id, else those of this maker and model. */
export async function modelsNamed(tx: Scoped): Promise<(text: string) => KnownModel[]> {
  const uploaded = await listUploadedModels(tx)
  const named = new Map<string, string[]>()
  for (const { id, maker, model } of [...devices, ...uploaded]) {
    const name = bare(`${maker} ${model}`)
    named.set(name, [...(named.get(name) ?? []), id])
  }
  return (text) => {
    const byId = knownModel(text.toLowerCase(), uploaded)
    if (byId) return [byId]
    return (named.get(bare(text)) ?? []).flatMap((id) => knownModel(id, uploaded) ?? [])
  }
}
