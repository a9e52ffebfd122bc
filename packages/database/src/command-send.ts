import { type CommandEvent, isFinal } from '@trame/domain'
import { sql } from 'kysely'
import { type MoveDetail, type Moved, moveCommand, repeatable } from './command-move.ts'
import { type CommandRow, progressOf } from './command-rows.ts'
import type { Db, Scoped } from './connection.ts'

/** Ids that may be sent now, ways back to the safe state first; none of an organisation that is stopped. */
export async function dueCommands(
  db: Db,
  limit: number,
  now: Date,
  only: 'restores' | 'all' = 'all',
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from command c where state = 'queued' and sending_since is null and not_before <= ${now} and multicast_id is null
      and not exists (select 1 from emergency_stop e where e.released_at is null
        and (e.organisation_id = c.organisation_id or e.organisation_id is null))
      ${only === 'restores' ? sql`and source in ('restore', 'watchdog')` : sql``}
    order by (source in ('restore', 'watchdog')) desc, not_before, requested_at limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Earliest time at which something will be due; null when nothing waits. */
export async function nextDueAt(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(not_before) as at from command where state = 'queued' and sending_since is null`.execute(db)
  return rows[0]?.at ?? null
}

/**
 * Locks one of them for the decision to send. The locks on the stops make a stop wait for this decision, and the decision
 * for a stop that is being made: after a stop's commit no sending begins.
 */
export async function lockToSend(tx: Scoped, id: string): Promise<CommandRow | null> {
  await sql`select pg_advisory_xact_lock_shared(${stopLock})`.execute(tx)
  const { rows } = await sql<CommandRow>`
    select * from command c where id = ${id} and state = 'queued' and sending_since is null
      and not exists (select 1 from emergency_stop e where e.released_at is null
        and (e.organisation_id = c.organisation_id or e.organisation_id is null))
    for update of c skip locked`.execute(tx)
  return rows[0] ?? null
}

/** Any number that nothing else uses; taken alone by who stops, shared by who sends. */
export const stopLock = 7_261_956

export async function startSending(
  tx: Scoped,
  row: CommandRow,
  frame: { fPort: number | null; bytes: Uint8Array; awaitsId?: boolean },
  now: Date,
): Promise<Moved> {
  await sql`update command set frame_port = ${frame.fPort}, frame = ${Buffer.from(frame.bytes)},
    network_item_id = ${frame.awaitsId ? '' : null} where id = ${row.id}`.execute(tx)
  // The audit trail tells its outcome, which always follows; two rows a sending would halve the rate of the chain.
  return moveCommand(tx, row.id, { type: 'sendStarted' }, now, { actor: 'actuate', audited: true })
}

/** Not yet: the device's or the gateway's turn has not come. Its expiry stays. */
export async function postpone(tx: Scoped, row: CommandRow, until: Date) {
  const latest = new Date(row.expires_at.getTime() - 1)
  await sql`update command set not_before = ${until < latest ? until : latest} where id = ${row.id} and not_before < ${until}`.execute(
    tx,
  )
}

export function recordOutcome(
  db: Db,
  id: string,
  event: CommandEvent,
  now: Date,
  detail: Omit<MoveDetail, 'actor'> = {},
) {
  return repeatable(db, (tx) => moveCommand(tx, id, event, now, { actor: 'actuate', ...detail }))
}

/** At the start of a sender, alone by its lock: what an earlier one left in the air. */
export async function interruptedSendings(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from command where sending_since is not null
    and state in ('queued', 'radioSent', 'acknowledged')`.execute(db)
  return rows.map(({ id }) => id)
}

/** Lets everything that is past its time end. Returns how many did. */
export async function expireCommands(db: Db, now: Date, limit = 500): Promise<number> {
  const { rows } = await sql<CommandRow>`select * from command where sending_since is null
    and state in ('requested', 'approved', 'queued', 'handedOver', 'radioSent', 'acknowledged') and expires_at <= ${now}
    and (state not in ('radioSent', 'acknowledged') or (observe_by <= ${now} and (observable or state = 'radioSent')))
    order by expires_at limit ${limit}`.execute(db)
  let ended = 0
  for (const row of rows) {
    if (isFinal(progressOf(row))) continue
    const moved = await recordOutcome(db, row.id, { type: 'clock' }, now)
    if (moved.moved) ended++
  }
  return ended
}

export interface Bucket {
  key: string
  /** Downlinks a minute, and the most that may come at once. */
  perMinute: number
  burst: number
}

/** Takes one token of each bucket, or of none; otherwise, when to come again. */
export async function takeTokens(tx: Scoped, buckets: readonly Bucket[], now: Date): Promise<Date | null> {
  const sorted = [...buckets].sort((a, b) => (a.key < b.key ? -1 : 1))
  let wait = 0
  const after: { key: string; tokens: number }[] = []
  for (const { key, perMinute, burst } of sorted) {
    const { rows } = await sql<{ tokens: number; refilled_at: Date }>`
      insert into command_rate (key, tokens, refilled_at) values (${key}, ${burst}, ${now})
      on conflict (key) do update set key = excluded.key returning tokens, refilled_at`.execute(tx)
    // A clock that went back refills nothing, until it has caught up.
    const elapsed = Math.max(0, now.getTime() - rows[0]!.refilled_at.getTime()) / 60_000
    const tokens = Math.min(burst, rows[0]!.tokens + elapsed * perMinute)
    if (tokens < 1) wait = Math.max(wait, ((1 - tokens) / perMinute) * 60_000)
    after.push({ key, tokens })
  }
  if (wait > 0) return new Date(now.getTime() + Math.ceil(wait))
  for (const { key, tokens } of after)
    await sql`update command_rate set tokens = ${tokens - 1}, refilled_at = ${now} where key = ${key}`.execute(
      tx,
    )
  return null
}

export interface Expectation {
  /** A channel of the device's model, or, of a device that names its values itself, the property. */
  channel: string
  property: string
  value: number
  tolerance: number
}

/** Writes what must be seen, by series as the device feeds them now. A retry keeps what was written. */
export async function expectOf(tx: Scoped, row: CommandRow, expectations: readonly Expectation[], now: Date) {
  for (const { channel, property, value, tolerance } of expectations) {
    const { rows: bound } = await sql<{ series_id: number; scale: number; offset: number }>`
      select b.series_id, b.scale, b."offset" from binding b where b.device_id = ${row.device_id} and b.channel = ${channel}
        and b.during @> ${now}::timestamptz`.execute(tx)
    const feeds =
      bound.length > 0
        ? bound
        : [{ series_id: await ownSeries(tx, row, channel, property), scale: 1, offset: 0 }]
    for (const { series_id, scale, offset } of feeds)
      await sql`insert into command_expectation (command_id, series_id, value, tolerance, before_value)
        values (${row.id}, ${series_id}, ${value * scale + offset}, ${Math.abs(tolerance * scale)},
          (select value from latest_observation where series_id = ${series_id}))
        on conflict (command_id, series_id) do nothing`.execute(tx)
  }
  await sql`update command set observable = ${expectations.length > 0} where id = ${row.id}`.execute(tx)
}

async function ownSeries(tx: Scoped, row: CommandRow, channel: string, property: string): Promise<number> {
  const { rows: known } = await sql<{
    id: number
  }>`select id from series where device_id = ${row.device_id} and slot = ${channel}`.execute(tx)
  if (known[0]) return known[0].id
  await sql`insert into series (organisation_id, device_id, property, slot)
    values (${row.organisation_id}, ${row.device_id}, ${property}, ${channel})
    on conflict (device_id, slot) where device_id is not null do nothing`.execute(tx)
  const { rows } = await sql<{
    id: number
  }>`select id from series where device_id = ${row.device_id} and slot = ${channel}`.execute(tx)
  return rows[0]!.id
}

export async function leaseEndOf(tx: Scoped, leaseId: string | null): Promise<Date | null> {
  const { rows } = await sql<{
    until: Date
  }>`select until from lease where id = ${leaseId} and ended_at is null`.execute(tx)
  return rows[0]?.until ?? null
}

/** The device ends this lease by itself. */
export async function leaseIsLocal(tx: Scoped, leaseId: string, local: boolean) {
  await sql`update lease set local = ${local} where id = ${leaseId}`.execute(tx)
}

/** Devices whose network queue may hold commands of ours. */
export async function devicesWithCommandsOut(
  db: Db,
  organisationId: string | null,
): Promise<{ organisationId: string; network: string; address: string; commandIds: string[] }[]> {
  const { rows } = await sql<{
    organisation_id: string
    network: string
    address: string
    command_ids: string[]
  }>`select d.organisation_id, d.network, d.address, array_agg(c.id) as command_ids
    from command c join device d on d.id = c.device_id
    where (c.state = 'handedOver' or c.sending_since is not null) and c.multicast_id is null
      and (${organisationId}::text is null or c.organisation_id = ${organisationId})
    group by 1, 2, 3`.execute(db)
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    network: row.network,
    address: row.address,
    commandIds: row.command_ids,
  }))
}
