import { type Binding, newId, PlatformError } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { requireRows } from './sites.ts'

interface BindingRow {
  id: string
  device_id: string
  device_name: string
  channel: string
  series_id: number
  asset_id: string
  asset_name: string
  property: string
  slot: string
  from_at: Date
  to_at: Date | null
  scale: number
  offset: number
}

export async function listBindings(
  tx: Scoped,
  owner: { assetId: string } | { deviceId: string },
): Promise<Binding[]> {
  const where = 'assetId' in owner ? sql`s.asset_id = ${owner.assetId}` : sql`b.device_id = ${owner.deviceId}`
  const { rows } = await sql<BindingRow>`
    select b.id, b.device_id, d.name as device_name, b.channel, b.series_id, s.asset_id, a.name as asset_name, s.property, s.slot,
      lower(b.during) as from_at, upper(b.during) as to_at, b.scale, b."offset"
    from binding b join series s on s.id = b.series_id join asset a on a.id = s.asset_id join device d on d.id = b.device_id
    where ${where} order by lower(b.during) desc, s.property, s.slot`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    deviceId: row.device_id,
    deviceName: row.device_name,
    channel: row.channel,
    seriesId: row.series_id,
    assetId: row.asset_id,
    assetName: row.asset_name,
    property: row.property,
    slot: row.slot,
    from: row.from_at.toISOString(),
    to: row.to_at?.toISOString() ?? null,
    scale: row.scale,
    offset: row.offset,
  }))
}

export interface BindingValues {
  id?: string | undefined
  deviceId: string
  channel: string
  assetId: string
  property: string
  slot: string
  from: string
  to: string | null
  scale: number
  offset: number
}

/** Binds, all or nothing; a binding whose id is known already stays as it is. Returns the ids. */
export async function insertBindings(
  tx: Scoped,
  organisationId: string,
  bindings: readonly BindingValues[],
): Promise<string[]> {
  const backwards = bindings.find(({ from, to }) => to !== null && Date.parse(to) <= Date.parse(from))
  if (backwards) throw new PlatformError('invalid', 'to: must be later than from.')
  await requireRows(
    tx,
    'device',
    bindings.map((binding) => binding.deviceId),
    'deviceId',
  )
  await requireRows(
    tx,
    'asset',
    bindings.map((binding) => binding.assetId),
    'assetId',
  )
  const rows = bindings.map((binding) => ({ ...binding, id: binding.id ?? newId('binding') }))
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id text, "deviceId" text, channel text, "assetId" text,
    property text, slot text, "from" timestamptz, "to" timestamptz, scale float8, "offset" float8)`
  await sql`
    insert into series (organisation_id, asset_id, property, slot)
    select distinct ${organisationId}, g."assetId", g.property, g.slot from ${given}
    on conflict (asset_id, property, slot) where asset_id is not null do nothing`.execute(tx)
  const { rows: computed } = await sql<{ asset_id: string; property: string; indicator: string }>`
    select s.asset_id, s.property, s.indicator from ${given}
    join series s on s.asset_id = g."assetId" and s.property = g.property and s.slot = g.slot
    where s.indicator is not null limit 1`.execute(tx)
  if (computed[0]) {
    const { asset_id: asset, property, indicator } = computed[0]
    throw new PlatformError(
      'invalid',
      `property: ${property} of ${asset} is computed by ${indicator}; no device may feed it.`,
    )
  }
  await sql`
    insert into binding (id, organisation_id, device_id, channel, series_id, during, scale, "offset")
    select g.id, ${organisationId}, g."deviceId", g.channel, s.id, tstzrange(g."from", g."to", '[)'), g.scale, g."offset"
    from ${given} join series s on s.asset_id = g."assetId" and s.property = g.property and s.slot = g.slot
    on conflict (id) do nothing`.execute(tx)
  return rows.map((row) => row.id)
}

export async function endBinding(tx: Scoped, id: string, at: Date) {
  const { numAffectedRows } = await sql`
    update binding set during = tstzrange(lower(during), ${at}, '[)')
    where id = ${id} and during @> ${at}::timestamptz and lower(during) < ${at}`.execute(tx)
  if (!numAffectedRows) throw new PlatformError('invalid', 'to: must lie inside the period of this binding.')
}
