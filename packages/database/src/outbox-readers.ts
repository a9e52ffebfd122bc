import type { OutboxMessage } from '@trame/domain'
import type { ClientBase, Pool } from 'pg'

/** From here on a row of the outbox stays until this reader has had its effect, too. */
export async function registerOutboxReader(pool: Pool, name: string): Promise<void> {
  await pool.query('insert into outbox_reader (name) values ($1) on conflict do nothing', [name])
}

export interface CommittedBatch {
  id: string
  /** When it was committed: what came late by then came late from the device. */
  createdAt: number
  message: OutboxMessage
}

interface OutboxRecord {
  id: string
  created_at: Date
  payload: OutboxMessage
}

const batchOf = (row: OutboxRecord): CommittedBatch => ({
  id: row.id,
  createdAt: row.created_at.getTime(),
  message: row.payload,
})

const bytesAtOnce = 4_000_000
// At least one row, however large; pg_column_size reads no out-of-line value.
const takeSql = `
  select id, payload, created_at from outbox
  where id in (
    select id from (
      select id, sum(size) over (order by id) - size as before
      from (select id, pg_column_size(payload) as size from outbox where handed_at is null order by id limit $1) oldest) summed
    where before < $2) and handed_at is null
  order by id for update`

/**
 * Takes the oldest batches that nobody has shared out, in their order, and writes which parts of the work each of them
 * makes. From the commit on they are owed: what becomes of a queue does not matter. A row that another reader holds is
 * waited for: passed over, it would be heard after newer ones, and rules would take its observations for late.
 */
export async function shareOutbox(
  pool: Pool,
  { limit, partitions }: { limit: number; partitions: number },
  /** May write what else follows from the batches, in the transaction that shares them out. */
  partsOf: (batches: readonly CommittedBatch[], client: ClientBase) => Promise<readonly number[][]>,
): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<OutboxRecord>({
      name: 'take-unshared',
      text: takeSql,
      values: [limit, bytesAtOnce],
    })
    if (rows.length > 0) {
      const parts = await partsOf(rows.map(batchOf), client)
      await client.query({
        name: 'share-outbox',
        text: `update outbox o set handed_at = clock_timestamp(), partitions = $1, parts = sent.parts::smallint[]
          from unnest($2::bigint[], $3::text[]) sent (id, parts) where o.id = sent.id`,
        values: [partitions, rows.map(({ id }) => id), parts.map((list) => `{${list.join(',')}}`)],
      })
    }
    await client.query('commit')
    client.release()
    return rows.length
  } catch (error) {
    client.release(true)
    throw error
  }
}

export interface OwedBatch extends CommittedBatch {
  partitions: number
  parts: number[]
}

/** Shared out so long ago, and some part of it has not had its effect. */
export async function owedBatches(pool: Pool, olderThanMs: number, limit: number): Promise<OwedBatch[]> {
  const { rows } = await pool.query<OutboxRecord & { partitions: number; missing: number[] }>(
    `select id, payload, created_at, partitions, missing from (
       select o.*, array(select part from unnest(o.parts) part where not exists (
         select from processed p where p.event_id = o.id and p.consumer = 'rules-' || part || 'of' || o.partitions)) as missing
       from outbox o where handed_at < clock_timestamp() - $1 * interval '1 millisecond') owed
     where cardinality(missing) > 0 order by id limit $2`,
    [olderThanMs, limit],
  )
  return rows.map((row) => ({ ...batchOf(row), partitions: row.partitions, parts: row.missing }))
}

/**
 * Batches of one part that are older than `before` and still owed: a queue that was wiped, or a job that failed, must not
 * let newer observations be heard first.
 */
export async function owedBefore(
  client: ClientBase,
  { part, partitions, before }: { part: number; partitions: number; before: string },
): Promise<CommittedBatch[]> {
  const { rows } = await client.query<OutboxRecord>({
    name: 'owed-before',
    text: `select id, payload, created_at from outbox o where handed_at is not null and id < $1::bigint
      and partitions = $2::smallint and parts @> array[$3::smallint]
      and not exists (select from processed p where p.event_id = o.id and p.consumer = 'rules-' || $3::smallint || 'of' || $2::smallint)
      order by id limit 500`,
    values: [before, partitions, part],
  })
  return rows.map(batchOf)
}

/** Series of which committed points are still owed to the rules; null when that is too much to look through. */
export async function owedSeries(client: ClientBase, mostRows: number): Promise<Set<number> | null> {
  if ((await outboxBacklog(client)).rows > mostRows) return null
  const { rows } = await client.query<{ id: number }>(
    `select distinct (point ->> 0)::int as id from outbox o cross join json_array_elements(o.payload -> 'rows') point
     where handed_at is null or exists (select from unnest(o.parts) part where not exists (
       select from processed p where p.event_id = o.id and p.consumer = 'rules-' || part || 'of' || o.partitions))`,
  )
  return new Set(rows.map(({ id }) => id))
}

export const consumerOf = (part: number, partitions: number) => `rules-${part}of${partitions}`

/** Of these batches those that the consumer has not done yet; they count as done when the transaction commits. */
export async function claimBatches(
  client: ClientBase,
  consumer: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await client.query<{ event_id: string }>({
    name: 'claim-batches',
    text: `insert into processed (consumer, event_id) select $1, id from unnest($2::bigint[]) id
      where exists (select from outbox o where o.id = id) order by id on conflict do nothing returning event_id`,
    values: [consumer, ids],
  })
  return new Set(rows.map(({ event_id }) => event_id))
}

/** Deletes batches that all readers have had, with the notes that they have. */
export async function sweepOutbox(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>({
    name: 'sweep-outbox',
    text: `with done as (
        delete from outbox o where handed_at is not null and published_at is not null and id in (
          select id from outbox where handed_at is not null and published_at is not null order by id limit 2000)
        and not exists (select from unnest(o.parts) part where not exists (
          select from processed p where p.event_id = o.id and p.consumer = 'rules-' || part || 'of' || o.partitions))
        returning id),
      forgotten as (delete from processed where event_id in (select id from done))
      select count(*)::int as n from done`,
  })
  return rows[0]!.n
}

export interface OutboxBacklog {
  rows: number
  /** Commit of the oldest batch that still owes its effect on rules: no clock of ours may run ahead of it. */
  oldest: number | null
}

export async function outboxBacklog(db: Pool | ClientBase): Promise<OutboxBacklog> {
  const { rows } = await db.query<{ n: number; oldest: Date | null }>({
    name: 'outbox-backlog',
    text: `select count(*)::int as n, min(created_at) as oldest from outbox o where handed_at is null
      or exists (select from unnest(o.parts) part where not exists (
        select from processed p where p.event_id = o.id and p.consumer = 'rules-' || part || 'of' || o.partitions))`,
  })
  return { rows: rows[0]!.n, oldest: rows[0]!.oldest?.getTime() ?? null }
}
