import type { ClientBase } from 'pg'

export interface UnconfirmedCount {
  organisationId: string
  assetId: string
  /** Kinds of commands of which the last one had no effect that anybody saw. */
  kinds: number
}

/** Commands without effect that a later one of their kind, on their device, has made good. */
export async function settleUnconfirmed(client: ClientBase, now: Date): Promise<number> {
  const { rowCount } = await client.query(
    `update command u set settled_at = $1 where u.state = 'unconfirmed' and u.settled_at is null and exists (
       select from command c where c.device_id = u.device_id and c.kind = u.kind and c.state = 'observed'
         and c.requested_at > u.requested_at)`,
    [now],
  )
  return rowCount ?? 0
}

/** Assets of which the count is another one than the series `command.unconfirmed` says. */
export async function unconfirmedToTell(client: ClientBase): Promise<UnconfirmedCount[]> {
  const { rows } = await client.query<{ organisation_id: string; asset_id: string; kinds: number }>(
    `with open as (
       select organisation_id, asset_id, count(distinct kind)::int as kinds from command
       where state = 'unconfirmed' and settled_at is null and asset_id is not null group by 1, 2),
     told as (
       select s.organisation_id, s.asset_id, l.value::int as kinds from series s join latest_observation l on l.series_id = s.id
       where s.property = 'command.unconfirmed' and s.asset_id is not null and l.value > 0)
     select coalesce(open.organisation_id, told.organisation_id) as organisation_id,
       coalesce(open.asset_id, told.asset_id) as asset_id, coalesce(open.kinds, 0) as kinds
     from open full join told using (asset_id) where open.kinds is distinct from told.kinds order by asset_id limit 1000`,
  )
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    assetId: row.asset_id,
    kinds: row.kinds,
  }))
}
