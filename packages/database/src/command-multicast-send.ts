import type { CommandEvent } from '@trame/domain'
import { sql } from 'kysely'
import { type MoveDetail, moveCommand, repeatable } from './command-move.ts'
import type { CommandRow } from './command-rows.ts'
import { stopLock } from './command-send.ts'
import type { Db, Scoped } from './connection.ts'

const notStopped = sql`not exists (select 1 from emergency_stop e where e.released_at is null
  and (e.organisation_id = m.organisation_id or e.organisation_id is null))`

/** Sendings to groups whose turn has come: all commands released, none before its time. */
export async function dueMulticasts(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select m.id from multicast_sending m
    where m.state = 'waiting' and ${notStopped} and not exists (select 1 from command c where c.multicast_id = m.id
      and (c.state in ('requested', 'approved') or c.sending_since is not null or (c.state = 'queued' and c.not_before > ${now})))
    order by m.id limit 20`.execute(db)
  return rows.map(({ id }) => id)
}

export interface MulticastRow {
  id: string
  organisation_id: string
  connector_id: string
  network_group_id: string
  f_cnt: number | null
  handed_over_at: Date | null
  still_queued_at: Date | null
}

export interface LockedMulticast {
  sending: MulticastRow
  rows: CommandRow[]
  /** DevEUIs of the group as it is now, by device. */
  members: Map<string, string>
}

const columns = sql`m.id, m.organisation_id, m.connector_id, m.network_group_id, m.f_cnt::float8 as f_cnt, m.handed_over_at,
  m.still_queued_at`

/** Locks it and its commands for the decision to send, as `lockToSend` does for one. */
export async function lockMulticast(tx: Scoped, id: string): Promise<LockedMulticast | null> {
  await sql`select pg_advisory_xact_lock_shared(${stopLock})`.execute(tx)
  const { rows: found } = await sql<MulticastRow>`select ${columns} from multicast_sending m
    where m.id = ${id} and m.state = 'waiting' and ${notStopped} for update of m`.execute(tx)
  const sending = found[0]
  if (!sending) return null
  const { rows } =
    await sql<CommandRow>`select * from command where multicast_id = ${id} order by id for update`.execute(tx)
  const { rows: members } = await sql<{ id: string; address: string }>`
    select d.id, d.address from multicast_sending m join multicast_member b on b.group_id = m.group_id
    join device d on d.id = b.device_id where m.id = ${id}`.execute(tx)
  return { sending, rows, members: new Map(members.map((device) => [device.id, device.address])) }
}

/** Each of its commands that still waits goes alone, from now on. */
export async function splitMulticast(tx: Scoped, id: string, detail: string) {
  await sql`update command set multicast_id = null where multicast_id = ${id} and state = 'queued'`.execute(
    tx,
  )
  await sql`update multicast_sending set state = 'split', detail = ${detail.slice(0, 400)} where id = ${id}`.execute(
    tx,
  )
  await sql`select pg_notify('command_queued', '')`.execute(tx)
}

export async function postponeMulticast(tx: Scoped, id: string, until: Date) {
  await sql`update command set not_before = least(${until}, expires_at - interval '1 millisecond')
    where multicast_id = ${id} and state = 'queued' and not_before < ${until}`.execute(tx)
}

export async function multicastBegins(tx: Scoped, id: string) {
  await sql`update multicast_sending set state = 'sending' where id = ${id}`.execute(tx)
}

export interface MulticastOutcome {
  event: CommandEvent
  at?: Date
  detail?: string
  code?: string
  /** Which of its commands it is told to. */
  states: readonly string[]
  /** What becomes of the sending itself. */
  sending:
    | { state: 'handedOver'; fCnt: number }
    | { state: 'waiting' | 'sent' | 'expired' | 'withdrawn' | 'split' }
}

/** The network's word on the one downlink, on each of the commands that it carries, in one transaction. */
export function recordMulticast(db: Db, id: string, outcome: MulticastOutcome, now: Date): Promise<void> {
  const { event, at, detail, code, states, sending } = outcome
  const more: Omit<MoveDetail, 'actor'> = {
    ...(at && { at }),
    ...(detail && { detail }),
    ...(code && { code }),
  }
  return repeatable(db, async (tx) => {
    const { rows } = await sql<{ id: string }>`select id from command where multicast_id = ${id}
      and (state = any(${states}) or (sending_since is not null and 'sending' = any(${states}))) order by id`.execute(
      tx,
    )
    for (const row of rows) await moveCommand(tx, row.id, event, now, { actor: 'actuate', ...more })
    if (sending.state === 'split') return splitMulticast(tx, id, detail ?? '')
    const fCnt = sending.state === 'handedOver' ? sending.fCnt : null
    await sql`update multicast_sending set state = ${sending.state}, detail = ${detail ?? ''}, f_cnt = coalesce(${fCnt}, f_cnt),
      handed_over_at = ${sending.state === 'handedOver' ? now : sql`handed_over_at`},
      sent_at = ${sending.state === 'sent' ? (at ?? now) : sql`sent_at`} where id = ${id}`.execute(tx)
  })
}

/** Those that the network has, and may not have sent yet. */
export async function multicastsOut(db: Db, organisationId: string | null = null): Promise<MulticastRow[]> {
  const { rows } =
    await sql<MulticastRow>`select ${columns} from multicast_sending m where m.state in ('handedOver', 'sending')
    and (${organisationId}::text is null or m.organisation_id = ${organisationId}) order by m.id`.execute(db)
  return rows
}

export async function multicastStillQueued(db: Db, id: string, at: Date) {
  await sql`update multicast_sending set still_queued_at = ${at} where id = ${id}`.execute(db)
}

/** Those of which no command waits for the network any more, whatever it said or did not say. */
export async function closeMulticasts(db: Db) {
  await sql`update multicast_sending m set state = case when exists (select 1 from command c where c.multicast_id = m.id
      and (c.radio_sent_at is not null or c.state = 'observed')) then 'sent' else 'expired' end
    where state = 'handedOver' and not exists (select 1 from command c where c.multicast_id = m.id and c.state = 'handedOver')`.execute(
    db,
  )
}

/** At the start of a sender: what an earlier one left in the middle is decided anew. */
export async function reopenMulticasts(db: Db) {
  await sql`update multicast_sending set state = 'waiting' where state = 'sending'`.execute(db)
}
