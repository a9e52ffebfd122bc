import type { DatasetOffer } from '@trame/domain'
import { sql } from 'kysely'
import type { Db, Scoped } from './connection.ts'

export interface Publisher {
  id: string
  name: string
  slug: string
  timeZone: string
}

/** Organisations that publish a dataset, the first to do so first. The only question asked outside of an organisation. */
export async function publishersOf(db: Db, dataset: string): Promise<Publisher[]> {
  const { rows } = await sql<{
    id: string
    name: string
    slug: string
    time_zone: string
  }>`select * from publishers(${dataset})`.execute(db)
  return rows.map(({ id, name, slug, time_zone }) => ({ id, name, slug, timeZone: time_zone }))
}

export async function listPublications(tx: Scoped): Promise<{ dataset: string; publishedAt: string }[]> {
  const { rows } = await sql<{
    dataset: string
    published_at: Date
  }>`select dataset, published_at from publication order by dataset`.execute(tx)
  return rows.map(({ dataset, published_at }) => ({ dataset, publishedAt: published_at.toISOString() }))
}

export async function publishDataset(tx: Scoped, organisationId: string, dataset: string, by: string) {
  await sql`insert into publication (organisation_id, dataset, published_by)
    values (${organisationId}, ${dataset}, ${by}) on conflict do nothing`.execute(tx)
}

export async function withdrawDataset(tx: Scoped, dataset: string) {
  await sql`delete from publication where dataset = ${dataset}`.execute(tx)
}

export interface PublishedAsset {
  id: string
  name: string
  position: [number, number] | null
  updatedAt: Date
  /** Those that the dataset declares, and no others. */
  attributes: Record<string, unknown>
  values: Record<string, { value: number; observedAt: Date }>
}

/** The assets of a dataset as they are now: declared attributes, and good values of declared properties, in one query. */
export async function publishedAssets(
  tx: Scoped,
  { assetType, properties, attributes, delayMs }: DatasetOffer,
  now: Date,
): Promise<PublishedAsset[]> {
  const { rows } = await sql<{
    id: string
    name: string
    lon: number | null
    lat: number | null
    updated_at: Date
    attributes: Record<string, unknown>
    values: Record<string, { value: number; at: string }> | null
  }>`
    select a.id, a.name, ST_X(a.position) as lon, ST_Y(a.position) as lat, a.updated_at,
      coalesce((select jsonb_object_agg(key, value) from jsonb_each(a.attributes) where key = any(${attributes})), '{}') as attributes,
      (select jsonb_object_agg(s.property, jsonb_build_object('value', l.value, 'at', l.observed_at))
        from series s join latest_observation l on l.series_id = s.id
        where s.asset_id = a.id and s.slot = '' and s.property = any(${properties}) and l.quality <= 1
          and l.observed_at <= ${new Date(now.getTime() - delayMs)}) as values
    from asset a where a.type = ${assetType} and a.archived_at is null order by a.name`.execute(tx)
  return rows.map(({ id, name, lon, lat, updated_at, attributes: own, values }) => ({
    id,
    name,
    position: lon === null || lat === null ? null : [lon, lat],
    updatedAt: updated_at,
    attributes: own,
    values: Object.fromEntries(
      Object.entries(values ?? {}).map(([property, { value, at }]) => [
        property,
        { value, observedAt: new Date(at) },
      ]),
    ),
  }))
}
