import type { NewSite } from '@trame/domain'
import type { Member } from './fleet/member.ts'

export interface Api {
  url: string
  token: string
}

async function call(api: Api, method: string, path: string, body: unknown) {
  const answer = await fetch(`${api.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${api.token}`,
      'content-type': 'application/json',
      'accept-language': 'en',
    },
    body: JSON.stringify(body),
  })
  if (!answer.ok)
    throw new Error(`${method} ${path}: ${answer.status} ${(await answer.text()).slice(0, 500)}`)
  return answer.json()
}

export interface Territory {
  baseMap: { type: 'FeatureCollection'; features: unknown[] }
  sites: (NewSite & { id: string })[]
  members: readonly Member[]
}

/** Registers the town and its fleet as an integrator would: over the API, with ids of our own, so that again is harmless. */
export async function provision(api: Api, { baseMap, sites, members }: Territory) {
  await call(api, 'PUT', '/base-map', baseMap)
  await call(api, 'POST', '/import', { sites })
  const size = 2_000
  for (let start = 0; start < members.length; start += size) {
    const some = members.slice(start, start + size)
    await call(api, 'POST', '/import', {
      assets: some.map((member) => member.asset),
      devices: some.map((member) => member.device),
      bindings: some.flatMap((member) => member.bindings),
    })
  }
}
