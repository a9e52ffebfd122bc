import {
  type GroupSending,
  type MembersAtNetwork,
  type MulticastGroup,
  type NewMulticastGroup,
  newId,
  PlatformError,
} from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { requireRows } from './sites.ts'

export async function listMulticastGroups(tx: Scoped): Promise<MulticastGroup[]> {
  const { rows } = await sql<Omit<MulticastGroup, 'lastSending'>>`
    select g.id, g.name, g.connector_id as "connectorId", g.network_group_id as "networkGroupId",
      g.downlink_class as "downlinkClass",
      coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name, 'address', d.address) order by d.name, d.id)
        filter (where d.id is not null), '[]') as devices
    from multicast_group g left join multicast_member m on m.group_id = g.id left join device d on d.id = m.device_id
    group by g.id order by g.name, g.id`.execute(tx)
  const last = new Map<string, GroupSending>()
  for (const { groupId, ...sending } of await sendings(tx, { each: 1 })) last.set(groupId, sending)
  return rows.map((row) => ({ ...row, lastSending: last.get(row.id) ?? null }))
}

/** The orders of a group, the newest first. */
export async function listSendings(tx: Scoped, groupId: string): Promise<GroupSending[]> {
  return (await sendings(tx, { groupId, each: 20 })).map(({ groupId: _, ...sending }) => sending)
}

/** The newest of each group. A second run of an order is a sending of its own. */
async function sendings(
  tx: Scoped,
  { groupId = null, each }: { groupId?: string | null; each: number },
): Promise<(GroupSending & { groupId: string })[]> {
  const { rows } = await sql<
    Omit<GroupSending, 'requestedAt' | 'sentAt'> & { groupId: string; requestedAt: Date; sentAt: Date | null }
  >`select m.group_id as "groupId", m.order_id as "orderId", m.run, o.kind, o.requested_at as "requestedAt", m.state,
      m.sent_at as "sentAt", m.detail
    from multicast_group g cross join lateral (select * from multicast_sending where group_id = g.id
      order by id desc limit ${each}) m join command_order o on o.id = m.order_id
    where ${groupId}::text is null or g.id = ${groupId} order by m.id desc`.execute(tx)
  return rows.map((row) => ({
    ...row,
    requestedAt: row.requestedAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
  }))
}

/** Which devices of ours have these DevEUIs. */
export async function membersByAddress(
  tx: Scoped,
  addresses: readonly string[],
): Promise<MembersAtNetwork['items']> {
  const { rows } = await sql<{
    address: string
    id: string
    name: string
  }>`select address, id, name from device
    where network = 'lorawan' and address = any(${addresses})`.execute(tx)
  const known = new Map(rows.map(({ address, ...device }) => [address, device]))
  return addresses.map((address) => ({ address, device: known.get(address) ?? null }))
}

export async function getMulticastGroup(tx: Scoped, id: string): Promise<MulticastGroup> {
  const group = (await listMulticastGroups(tx)).find((one) => one.id === id)
  if (!group) throw new PlatformError('not_found', id)
  return group
}

/** Makes it, or gives the one with this id other members and another name. Throws the fault, by field. */
export async function putMulticastGroup(
  tx: Scoped,
  organisationId: string,
  group: NewMulticastGroup,
  id = newId('multicastGroup'),
): Promise<string> {
  await requireConnector(tx, group.connectorId)
  await requireMembers(tx, group)
  const { rows: taken } = await sql<{ name: string }>`select name from multicast_group
    where connector_id = ${group.connectorId} and network_group_id = ${group.networkGroupId} and id <> ${id}`.execute(
    tx,
  )
  if (taken[0])
    throw new PlatformError('conflict', `networkGroupId: it is that of the group "${taken[0].name}".`)
  await sql`insert into multicast_group (id, organisation_id, connector_id, network_group_id, name, downlink_class)
    values (${id}, ${organisationId}, ${group.connectorId}, ${group.networkGroupId}, ${group.name}, ${group.downlinkClass})
    on conflict (id) do update set connector_id = excluded.connector_id, network_group_id = excluded.network_group_id,
      name = excluded.name, downlink_class = excluded.downlink_class, updated_at = now()`.execute(tx)
  await sql`delete from multicast_member where group_id = ${id}`.execute(tx)
  await sql`insert into multicast_member (group_id, device_id, organisation_id)
    select ${id}, unnest(${group.deviceIds}::text[]), ${organisationId}`.execute(tx)
  return id
}

export async function deleteMulticastGroup(tx: Scoped, id: string): Promise<void> {
  const { numAffectedRows } = await sql`delete from multicast_group where id = ${id}`.execute(tx)
  if (!numAffectedRows) throw new PlatformError('not_found', id)
}

async function requireConnector(tx: Scoped, id: string) {
  const { rows } = await sql<{ kind: string }>`select kind from connector where id = ${id}`.execute(tx)
  if (!rows[0]) throw new PlatformError('invalid', `connectorId: ${id} does not exist.`)
  if (rows[0].kind !== 'chirpstack')
    throw new PlatformError('invalid', `connectorId: ${rows[0].kind} has no multicast groups.`)
}

/** One downlink must mean the same to all of them, and reach them when it is sent. */
async function requireMembers(
  tx: Scoped,
  { deviceIds, downlinkClass }: Pick<NewMulticastGroup, 'deviceIds' | 'downlinkClass'>,
) {
  await requireRows(tx, 'device', deviceIds, 'deviceIds')
  const { rows } = await sql<{
    id: string
    network: string
    model_id: string
    downlink_class: string | null
  }>`select id, network, model_id, downlink_class from device where id = any(${deviceIds}) order by id`.execute(
    tx,
  )
  for (const { id, network, model_id, downlink_class } of rows) {
    if (network !== 'lorawan') throw new PlatformError('invalid', `deviceIds: ${id} is not on LoRaWAN.`)
    if (downlink_class !== downlinkClass)
      throw new PlatformError(
        'invalid',
        `deviceIds: ${id} is ${downlink_class === null ? 'of no known class' : `of class ${downlink_class}`}, the group of class ${downlinkClass}.`,
      )
    if (model_id !== rows[0]!.model_id)
      throw new PlatformError(
        'invalid',
        `deviceIds: ${id} is a ${model_id}, ${rows[0]!.id} a ${rows[0]!.model_id}: they do not read the same frame.`,
      )
  }
}
