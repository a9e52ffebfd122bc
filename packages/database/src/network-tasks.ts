import { newId } from '@trame/domain'
import { sql } from 'kysely'
import type { Db, Scoped } from './connection.ts'

/** A LoRaWAN device as its network server is to know it. */
export interface DeviceAtNetwork {
  devEui: string
  name?: string
  applicationId?: string | undefined
  deviceProfileId?: string
  joinEui?: string | undefined
}

/** What is asked of a network server, and about what. An absent application is the one of the connector's settings. */
export type NetworkQuestion =
  | { action: 'register' | 'remove' | 'disable' | 'enable'; about: DeviceAtNetwork }
  | { action: 'deviceProfiles'; about: { applicationId?: string | undefined } }
  | { action: 'multicastGroups'; about: { applicationId?: string | undefined } }
  | { action: 'multicastMembers'; about: { networkGroupId: string } }

export type NetworkTask = NetworkQuestion & {
  id: string
  organisationId: string
  connectorId: string
  /** Handed on once, and kept nowhere. */
  appKey: string | null
}

export interface NetworkAnswer {
  state: 'asked' | 'taken' | 'done' | 'refused' | 'unavailable' | 'givenUp'
  field: string | null
  detail: string
  /** Of the questions that have one. */
  answer: unknown
}

export async function askNetwork(
  tx: Scoped,
  { organisationId, connectorId, action, about, appKey }: Omit<NetworkTask, 'id'>,
): Promise<string> {
  const id = newId('networkTask')
  await sql`insert into network_task (id, organisation_id, connector_id, action, about, app_key)
    values (${id}, ${organisationId}, ${connectorId}, ${action}, ${JSON.stringify(about)}, ${appKey})`.execute(
    tx,
  )
  return id
}

/** `givenUp` when it is gone: the table forgets in a crash. */
export async function networkAnswer(tx: Scoped, id: string): Promise<NetworkAnswer> {
  const { rows } =
    await sql<NetworkAnswer>`select state, field, detail, answer from network_task where id = ${id}`.execute(
      tx,
    )
  return rows[0] ?? { state: 'givenUp', field: null, detail: '', answer: null }
}

/** Nobody waits for it any more: what was not begun is not done. */
export async function giveUpNetworkTask(tx: Scoped, id: string): Promise<void> {
  await sql`update network_task set state = 'givenUp', app_key = null where id = ${id} and state = 'asked'`.execute(
    tx,
  )
}

export async function takeNetworkTask(db: Db): Promise<NetworkTask | null> {
  const { rows } = await sql<NetworkTask>`
    with next as (select id, app_key from network_task where state = 'asked' and asked_at > now() - interval '1 minute'
      order by asked_at limit 1 for update skip locked)
    update network_task t set state = 'taken', app_key = null from next where t.id = next.id
    returning t.id, t.organisation_id as "organisationId", t.connector_id as "connectorId", t.action, t.about,
      next.app_key as "appKey"`.execute(db)
  return rows[0] ?? null
}

export async function endNetworkTask(
  db: Db,
  id: string,
  {
    state,
    field,
    detail,
    answer,
  }: Omit<NetworkAnswer, 'state'> & { state: 'done' | 'refused' | 'unavailable' },
): Promise<void> {
  await sql`update network_task set state = ${state}, field = ${field}, detail = ${detail.slice(0, 400)},
    answer = ${JSON.stringify(answer ?? null)} where id = ${id}`.execute(db)
  await sql`delete from network_task where asked_at < now() - interval '1 hour'`.execute(db)
}
