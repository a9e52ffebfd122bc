import type { NewAsset, NewSite } from '@trame/domain'
import { z } from 'zod'
import type { PlannedMember } from '../fleet/member.ts'
import { type Api, call } from './api.ts'
import { movesOf } from './seasons.ts'

export interface Territory {
  baseMap: { type: 'FeatureCollection'; features: unknown[] }
  streets: unknown
  collection: unknown
  sites: (NewSite & { id: string })[]
  landCover: unknown[]
  /** Those that no device is on. */
  assets: (NewAsset & { id: string })[]
  members: readonly PlannedMember[]
}

const BaseMap = z.object({ bounds: z.array(z.number()).nullable() })

/** Whether the platform knows a town at all: not, after its database was emptied. */
export async function isProvisioned(api: Api): Promise<boolean> {
  return BaseMap.parse(await call(api, 'GET', '/base-map')).bounds !== null
}

/** Registers the town and its fleet as an integrator would: over the API, with ids of our own, so that again is harmless. */
export async function provision(
  api: Api,
  { baseMap, streets, collection, sites, landCover, assets, members }: Territory,
) {
  await call(api, 'PUT', '/base-map', baseMap)
  await call(api, 'PUT', '/streets', streets)
  await call(api, 'PUT', '/collection-settings', collection)
  await call(api, 'POST', '/import', { sites, assets })
  const size = 2_000
  for (let start = 0; start < members.length; start += size) {
    const some = members.slice(start, start + size)
    await call(api, 'POST', '/import', {
      assets: distinct(some.map((member) => member.asset)),
      devices: some.map((member) => member.device),
      bindings: some.flatMap((member) => member.bindings),
    })
  }
  await call(api, 'PUT', '/land-cover', { patches: landCover })
  await call(api, 'PUT', '/publications/parking-availability')
  const now = new Date()
  for (const { asset, position: summer, wintersAt: winter } of members)
    if (winter)
      for (const move of movesOf({ summer, winter }, now))
        await call(api, 'POST', `/assets/${asset.id}/positions`, move)
  for (const { asset } of members)
    if (asset.type === 'parkingSign') await call(api, 'PUT', `/signs/${asset.id}/automatic`, { on: true })
}

/** Two devices may be on one asset. */
const distinct = <T extends { id: string }>(list: readonly T[]): T[] => [
  ...new Map(list.map((one) => [one.id, one])).values(),
]
