import type { Overview } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

const count = (value: unknown) => Number(value ?? 0)

export async function readOverview(tx: Scoped): Promise<Overview> {
  const assets = await sql<{ type: string; function: string | null; n: string }>`
    select type, function, count(*) as n from asset_now group by type, function`.execute(tx)
  const devices = await sql<{ freshness: string; n: string }>`
    select freshness, count(*) as n from device_now where not disabled group by freshness`.execute(tx)
  const rejections = await sql<{ open: string; unknown: string }>`
    select count(*) as open, count(distinct address) filter (where code = 'device_unknown') as unknown
    from rejection where status = 'open'`.execute(tx)
  const figures = await sql<{
    lit: string
    lamps: string
    co2: number | null
    celsius: number | null
    free: string
    bays: string
  }>`
    select count(*) filter (where main_property = 'light.level' and value > 0) as lit,
      count(*) filter (where main_property = 'light.level' and value is not null) as lamps,
      max(value) filter (where main_property = 'air.co2') as co2,
      avg(value) filter (where main_property = 'air.temperature') as celsius,
      count(*) filter (where main_property = 'parking.occupied' and value = 0) as free,
      count(*) filter (where main_property = 'parking.occupied' and value is not null) as bays
    from asset_now where freshness = 'fresh'`.execute(tx)
  const activity = await sql<{ at: Date; n: string }>`
    select h.at, count(u.id) as n
    from generate_series(date_trunc('hour', now()) - interval '23 hours', date_trunc('hour', now()), interval '1 hour') as h(at)
    left join (
      select u.id, date_trunc('hour', u.observed_at) as hour from device d
      join uplink u on u.device_number = d.number and u.observed_at >= date_trunc('hour', now()) - interval '23 hours'
    ) u on u.hour = h.at
    group by h.at order by h.at`.execute(tx)
  const byFreshness = Object.fromEntries(devices.rows.map((row) => [row.freshness, count(row.n)]))
  const f = figures.rows[0]!
  const known = (n: string, value: number) => (count(n) > 0 ? value : null)
  return {
    assets: {
      total: assets.rows.reduce((sum, row) => sum + count(row.n), 0),
      byFunction: assets.rows.reduce<Record<string, number>>((by, row) => {
        const key = row.function ?? 'other'
        by[key] = (by[key] ?? 0) + count(row.n)
        return by
      }, {}),
      byType: Object.fromEntries(assets.rows.map((row) => [row.type, count(row.n)])),
    },
    devices: {
      total: devices.rows.reduce((sum, row) => sum + count(row.n), 0),
      fresh: byFreshness.fresh ?? 0,
      stale: byFreshness.stale ?? 0,
      never: byFreshness.none ?? 0,
    },
    rejections: { open: count(rejections.rows[0]?.open), unknownDevices: count(rejections.rows[0]?.unknown) },
    uplinksLastHour: count(activity.rows.at(-1)?.n),
    figures: [
      {
        function: 'optimise',
        kind: 'lampsLit',
        property: 'light.level',
        value: known(f.lamps, count(f.lit)),
        of: count(f.lamps),
      },
      { function: 'alert', kind: 'worstCo2', property: 'air.co2', value: f.co2, of: null },
      { function: 'map', kind: 'meanTemperature', property: 'air.temperature', value: f.celsius, of: null },
      {
        function: 'interact',
        kind: 'freePlaces',
        property: 'parking.occupied',
        value: known(f.bays, count(f.free)),
        of: count(f.bays),
      },
    ],
    activity: activity.rows.map((row) => ({ at: row.at.toISOString(), uplinks: count(row.n) })),
  }
}

/** The palette: what somebody types, found by name, address or tag. */
export async function search(tx: Scoped, q: string, limit: number) {
  const { rows } = await sql<{ kind: 'asset' | 'device' | 'site'; id: string; name: string; detail: string }>`
    (select 'asset' as kind, id, name, type as detail from asset where archived_at is null and (name ilike '%' || ${q} || '%' or id = ${q}) order by name limit ${limit})
    union all
    (select 'device', id, name, address from device where name ilike '%' || ${q} || '%' or address ilike '%' || ${q} || '%' order by name limit ${limit})
    union all
    (select 'site', id, name, kind from site where name ilike '%' || ${q} || '%' order by name limit ${limit})`.execute(
    tx,
  )
  return rows
}
