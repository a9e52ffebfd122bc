import { type CommandKindId, commandKind, type MulticastSending, newId, PlatformError } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

/** Of an order that is being made: the group that it names, when it does. */
export interface GroupToTell {
  id: string
  connectorId: string
  networkGroupId: string
  deviceIds: string[]
}

/** Throws when there is no such group, or when what it would hear twice would not be the same as once. */
export async function groupToTell(
  tx: Scoped,
  groupId: string | undefined,
  kind: CommandKindId,
): Promise<GroupToTell | null> {
  if (groupId === undefined) return null
  const { idempotent, group } = commandKind(kind)
  if (!idempotent || group === null)
    throw new PlatformError('invalid', `kind: ${kind} goes to one device at a time.`)
  const { rows } = await sql<GroupToTell>`
    select g.id, g.connector_id as "connectorId", g.network_group_id as "networkGroupId",
      array(select device_id from multicast_member where group_id = g.id order by device_id) as "deviceIds"
    from multicast_group g where g.id = ${groupId}`.execute(tx)
  if (!rows[0]) throw new PlatformError('invalid', `targets.multicastGroupId: ${groupId} does not exist.`)
  return rows[0]
}

/** The commands of an order become one downlink when they are for exactly the members; otherwise each goes alone. */
export async function bundleCommands(
  tx: Scoped,
  organisationId: string,
  { id: orderId, run }: { id: string; run: number },
  group: GroupToTell,
): Promise<void> {
  const { rows } = await sql<{ device_id: string }>`
    select device_id from command where order_id = ${orderId} and run = ${run} order by device_id`.execute(tx)
  const told = rows.map(({ device_id }) => device_id)
  const exact =
    told.length === group.deviceIds.length && new Set([...told, ...group.deviceIds]).size === told.length
  const id = newId('multicastSending')
  const detail = exact ? '' : `${told.length} commands for ${group.deviceIds.length} members`
  await sql`insert into multicast_sending (id, organisation_id, group_id, connector_id, network_group_id, order_id, run, state, detail)
    values (${id}, ${organisationId}, ${group.id}, ${group.connectorId}, ${group.networkGroupId}, ${orderId}, ${run},
      ${exact ? 'waiting' : 'split'}, ${detail})`.execute(tx)
  if (exact)
    await sql`update command set multicast_id = ${id} where order_id = ${orderId} and run = ${run}`.execute(
      tx,
    )
}

export async function multicastOf(
  tx: Scoped,
  { id, run }: { id: string; run: number },
): Promise<MulticastSending | null> {
  const { rows } = await sql<{
    group_id: string | null
    state: MulticastSending['state']
    sent_at: Date | null
    detail: string
  }>`select group_id, state, sent_at, detail from multicast_sending where order_id = ${id} and run = ${run}`.execute(
    tx,
  )
  const row = rows[0]
  return row
    ? {
        groupId: row.group_id,
        state: row.state,
        sentAt: row.sent_at?.toISOString() ?? null,
        detail: row.detail,
      }
    : null
}
