import {
  authoriseCommand,
  type CommandKindId,
  type CommandOrder,
  type CommandSource,
  commandKind,
  newId,
  PlatformError,
} from '@trame/domain'
import { sql } from 'kysely'
import { addApproval } from './command-approve.ts'
import { refuseWhenStopped } from './command-emergency-stop.ts'
import { moveCommand } from './command-move.ts'
import { bundleCommands, groupToTell } from './command-multicast.ts'
import { countOrder, type OrderRow, orderOf } from './command-order-rows.ts'
import { type AskingActor, approvalsNeeded, faultsOf, requestCommand } from './command-request.ts'
import type { Scoped } from './connection.ts'
import { offsetOf, type Page, pageFrom } from './pages.ts'
import { geometryOf } from './sites.ts'

export interface OrderRequest {
  kind: CommandKindId
  parameters: Record<string, unknown>
  targets: {
    assetIds?: string[] | undefined
    tag?: string | undefined
    siteId?: string | undefined
    type?: string | undefined
    polygon?: unknown
    multicastGroupId?: string | undefined
  }
  expiresAt?: string | undefined
  reason: string
  failureShare: number
  proof: 'acknowledged' | 'observed'
  source: CommandSource
}

export const mostTargets = 2000

/** One order, one approval, a command for each target that can take it; those that can't are told with their reason. */
export async function requestOrder(
  tx: Scoped,
  organisationId: string,
  actor: AskingActor,
  request: OrderRequest,
  now: Date,
): Promise<string> {
  const { kind, source } = request
  const parsed = commandKind(kind).parameters.safeParse(request.parameters)
  if (!parsed.success) throw new PlatformError('invalid', faultsOf(parsed.error))
  const parameters = parsed.data
  const denial = authoriseCommand(actor, { organisationId, kind, parameters, source })
  if (denial) throw new PlatformError('command_denied', denial)
  await refuseWhenStopped(tx, organisationId)
  const group = await groupToTell(tx, request.targets.multicastGroupId, kind)
  const assetIds = await targetsOf(tx, request.targets)
  if (assetIds.length === 0) throw new PlatformError('invalid', 'targets: nothing matches.')
  if (assetIds.length > mostTargets)
    throw new PlatformError(
      'invalid',
      `targets: ${assetIds.length} match; at most ${mostTargets} in one order.`,
    )
  const id = newId('commandOrder', now.getTime())
  const needed = approvalsNeeded(actor, kind, parameters)
  await sql`insert into command_order (id, organisation_id, kind, parameters, state, source, requested_by, requested_by_person,
      requested_at, expires_at, reason, failure_share, proof, approvals_needed)
    values (${id}, ${organisationId}, ${kind}, ${JSON.stringify(parameters)}, ${needed === 0 ? 'running' : 'requested'}, ${source},
      ${actor.id}, ${actor.person}, ${now}, ${request.expiresAt ?? null}, ${request.reason}, ${request.failureShare},
      ${request.proof}, ${needed})`.execute(tx)
  const order = { id, run: 1, needed }
  const skipped = await addCommands(tx, actor, { ...request, parameters }, order, assetIds, now)
  if (skipped.length === assetIds.length)
    throw new PlatformError('command_unsupported', `${skipped[0]!.code}: ${skipped[0]!.detail}`)
  await sql`update command_order set skipped = ${JSON.stringify(skipped)} where id = ${id}`.execute(tx)
  if (group) await bundleCommands(tx, organisationId, order, group)
  return id
}

async function addCommands(
  tx: Scoped,
  actor: AskingActor,
  request: Pick<OrderRequest, 'kind' | 'parameters' | 'expiresAt' | 'reason' | 'source'>,
  { id, run, needed }: { id: string; run: number; needed: number },
  assetIds: readonly string[],
  now: Date,
) {
  const skipped: { assetId: string; code: string; detail: string }[] = []
  let position = 0
  for (const assetId of assetIds) {
    try {
      await requestCommand(
        tx,
        actor,
        { ...request, assetId, order: { id, run, position: position + 1, approvalsMissing: needed } },
        now,
      )
      position++
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error
      skipped.push({ assetId, code: error.code, detail: error.detail ?? '' })
    }
  }
  return skipped
}

export async function targetsOf(tx: Scoped, targets: OrderRequest['targets']): Promise<string[]> {
  const conditions = [
    sql`a.archived_at is null`,
    targets.assetIds && sql`a.id = any(${targets.assetIds})`,
    targets.tag && sql`${targets.tag} = any(a.tags)`,
    targets.type && sql`a.type = ${targets.type}`,
    targets.siteId && sql`s.path <@ (select path from site where id = ${targets.siteId})`,
    targets.multicastGroupId &&
      sql`a.id in (select s.asset_id from multicast_member m join binding b on b.device_id = m.device_id and b.during @> now()
        join series s on s.id = b.series_id where m.group_id = ${targets.multicastGroupId})`,
    targets.polygon && sql`ST_Intersects(a.position, ${geometryOf(targets.polygon)})`,
  ].filter((condition) => condition !== undefined && condition !== '')
  const { rows } = await sql<{ id: string }>`
    select a.id from asset a left join site s on s.id = a.site_id where ${sql.join(conditions, sql` and `)}
    order by a.id limit ${mostTargets + 1}`.execute(tx)
  return rows.map(({ id }) => id)
}

export async function approveOrder(tx: Scoped, actor: AskingActor, id: string, revision: number, now: Date) {
  const order = await lockOrder(tx, id)
  if (order.state !== 'requested') throw new PlatformError('command_not_possible', order.state)
  const missing = await addApproval(tx, actor, order, revision, now)
  for (const { id: commandId } of await openCommands(tx, id))
    await moveCommand(tx, commandId, { type: 'approved', missing }, now, { actor: actor.id, audited: true })
  if (missing === 0) await sql`update command_order set state = 'running' where id = ${id}`.execute(tx)
}

export async function cancelOrder(tx: Scoped, actor: AskingActor, id: string, now: Date) {
  const order = await lockOrder(tx, id)
  const { organisation_id: organisationId, kind, parameters } = order
  const denial = authoriseCommand(actor, { organisationId, kind, parameters, source: 'api' })
  if (denial) throw new PlatformError('command_denied', denial)
  if (order.state !== 'requested' && order.state !== 'running')
    throw new PlatformError('command_not_possible', order.state)
  await sql`update command_order set state = 'cancelled' where id = ${id}`.execute(tx)
  await cancelOpenCommands(tx, id, actor.id, now)
}

export async function cancelOpenCommands(tx: Scoped, orderId: string, actor: string, now: Date) {
  for (const { id } of await openCommands(tx, orderId))
    await moveCommand(tx, id, { type: 'cancelled' }, now, { actor, audited: true, detail: orderId })
}

async function openCommands(tx: Scoped, orderId: string) {
  const { rows } = await sql<{ id: string }>`select id from command where order_id = ${orderId}
    and state in ('requested', 'approved', 'queued') order by id`.execute(tx)
  return rows
}

/** Those that failed in the last run, once more: a run of its own, with its own canary. */
export async function retryOrder(tx: Scoped, actor: AskingActor, id: string, now: Date): Promise<number> {
  const order = await lockOrder(tx, id)
  if (order.state !== 'done' && order.state !== 'stopped')
    throw new PlatformError('command_not_possible', order.state)
  await refuseWhenStopped(tx, order.organisation_id)
  const { rows } = await sql<{ asset_id: string }>`
    select distinct on (asset_id) asset_id from command where order_id = ${id} and run = ${order.run}
      and state in ('failed', 'expired', 'unknown', 'unconfirmed', 'cancelled') and asset_id is not null order by asset_id`.execute(
    tx,
  )
  if (rows.length === 0) throw new PlatformError('command_not_possible', 'Nothing has failed.')
  const needed = approvalsNeeded(actor, order.kind, order.parameters)
  const run = order.run + 1
  await sql`update command_order set run = ${run}, revision = revision + 1, state = ${needed === 0 ? 'running' : 'requested'},
    approvals_needed = ${needed}, requested_by = ${actor.id}, requested_by_person = ${actor.person} where id = ${id}`.execute(
    tx,
  )
  const request = {
    kind: order.kind,
    parameters: order.parameters,
    reason: order.reason,
    source: 'bulk' as const,
  }
  const assetIds = rows.map(({ asset_id }) => asset_id)
  const skipped = await addCommands(tx, actor, request, { id, run, needed }, assetIds, now)
  if (skipped.length === assetIds.length)
    throw new PlatformError('command_unsupported', `${skipped[0]!.code}: ${skipped[0]!.detail}`)
  await sql`update command_order set skipped = ${JSON.stringify(skipped)} where id = ${id}`.execute(tx)
  return rows.length - skipped.length
}

/** For the sender, which asks again whether those who agreed to it still may. */
export async function orderToApprove(tx: Scoped, id: string): Promise<OrderRow> {
  const { rows } = await sql<OrderRow>`select * from command_order where id = ${id}`.execute(tx)
  return rows[0]!
}

export async function lockOrder(tx: Scoped, id: string): Promise<OrderRow> {
  const { rows } = await sql<OrderRow>`select * from command_order where id = ${id} for update`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', id)
  return rows[0]
}

export async function getOrder(tx: Scoped, id: string): Promise<CommandOrder> {
  const { items } = await listOrders(tx, { id, limit: 1 })
  if (!items[0]) throw new PlatformError('not_found', id)
  return items[0]
}

export async function listOrders(
  tx: Scoped,
  query: { id?: string; cursor?: string | undefined; limit: number },
): Promise<Page<CommandOrder>> {
  const { rows } = await sql<OrderRow & { total: string }>`
    select o.*, count(*) over () as total from command_order o
    where ${query.id === undefined ? sql`true` : sql`o.id = ${query.id}`}
    order by o.requested_at desc, o.id desc limit ${query.limit} offset ${offsetOf(query.cursor)}`.execute(tx)
  const shown = new Map<string, CommandOrder>()
  for (const row of rows) shown.set(row.id, await orderOf(tx, row, await countOrder(tx, row)))
  return pageFrom(rows, query, ({ id }) => shown.get(id)!)
}
