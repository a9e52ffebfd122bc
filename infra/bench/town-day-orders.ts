import type { Pool } from 'pg'
import type { Platform } from '../local/platform.ts'

const halfAnHourMs = 1_800_000

const kinds = {
  'light.resume': { assetType: 'streetLamp', property: 'light.level', parameters: () => ({}) },
  'light.dim': {
    assetType: 'streetLamp',
    property: 'light.level',
    parameters: () => ({ level: 60, until: new Date(Date.now() + halfAnHourMs).toISOString() }),
  },
  'vent.move': { assetType: 'vent', property: 'valve.position', parameters: () => ({ percent: 50 }) },
} as const

/** As a person does from the map: of several things one order. Returns how many were ordered. */
export async function orderSome(
  { platform, pool }: { platform: Pick<Platform, 'url' | 'provisioningToken'>; pool: Pool },
  kind: keyof typeof kinds,
  count: number,
): Promise<number> {
  const { assetType, property, parameters } = kinds[kind]
  const { rows } = await pool.query<{ id: string }>(
    `select a.id from asset a join series s on s.asset_id = a.id and s.property = $2
     join latest_observation l on l.series_id = s.id where a.type = $1 order by random() limit $3`,
    [assetType, property, count],
  )
  const ids = rows.map(({ id }) => id)
  // A drive on a battery hears every ten minutes: each is ordered by itself, for none to wait for the others.
  const lists = kind === 'vent.move' ? ids.map((id) => [id]) : [ids]
  let ordered = 0
  for (const assetIds of lists.filter(({ length }) => length > 0)) {
    const answer = await fetch(`${platform.url}/api/v1/command-orders`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${platform.provisioningToken}`,
        'content-type': 'application/json',
        'accept-language': 'en',
      },
      body: JSON.stringify({ kind, parameters: parameters(), targets: { assetIds }, reason: 'bench' }),
    })
    if (answer.ok) ordered += assetIds.length
    else console.log(`an order was refused: ${await answer.text()}`)
  }
  return ordered
}
