import { type AssetPosition, PlatformError } from '@trame/domain'
import { sql } from 'kysely'
import type { Db, Scoped } from './connection.ts'

export async function listAssetPositions(tx: Scoped, assetId: string): Promise<AssetPosition[]> {
  const { rows } = await sql<{ from: Date | null; until: Date | null; position: [number, number] }>`
    select lower(during) as from, upper(during) as until, json_build_array(ST_X(position), ST_Y(position)) as position
    from asset_position where asset_id = ${assetId} order by lower(during) nulls first`.execute(tx)
  return rows.map(({ from, until, position }) => ({
    from: from?.toISOString() ?? null,
    until: until?.toISOString() ?? null,
    position,
  }))
}

/** From then on it stands there, until the next move that is known: a move of the past, or one that is planned. */
export async function moveAsset(
  tx: Scoped,
  organisationId: string,
  assetId: string,
  { position, from }: { position: readonly [number, number]; from: Date },
): Promise<void> {
  const { rows: assets } = await sql`select 1 from asset where id = ${assetId}`.execute(tx)
  if (assets.length === 0) throw new PlatformError('not_found', assetId)
  const point = sql`ST_SetSRID(ST_MakePoint(${position[0]}, ${position[1]}), 4326)`
  const { rows } = await sql<{ until: string | null; same: boolean }>`
    select upper(during)::text as until, lower(during) = ${from} as same from asset_position
    where asset_id = ${assetId} and during @> ${from}::timestamptz`.execute(tx)
  const held = rows[0]
  if (held?.same) {
    await sql`update asset_position set position = ${point} where asset_id = ${assetId} and during @> ${from}::timestamptz`.execute(
      tx,
    )
  } else {
    if (held)
      await sql`update asset_position set during = tstzrange(lower(during), ${from})
        where asset_id = ${assetId} and during @> ${from}::timestamptz`.execute(tx)
    await sql`insert into asset_position (organisation_id, asset_id, during, position)
      values (${organisationId}, ${assetId}, tstzrange(${from}, ${held?.until ?? null}::timestamptz), ${point})`.execute(
      tx,
    )
  }
  await followPositions(tx, assetId)
}

/** The map shows where things stand now: those whose move has come go there. Returns how many went. */
export async function followPositions(db: Db | Scoped, assetId: string | null = null): Promise<number> {
  const { rows } = await sql`
    update asset a set geometry = p.position, updated_at = now()
    from asset_position p
    where p.asset_id = a.id and p.during @> now() and a.archived_at is null and ST_GeometryType(a.geometry) = 'ST_Point'
      and not ST_Equals(a.geometry, p.position) and (${assetId}::text is null or a.id = ${assetId})
    returning a.id`.execute(db)
  return rows.length
}
