import type { CommandKindId, CommandOrder, CommandSource, OrderCounts } from '@trame/domain'
import { sql } from 'kysely'
import { multicastOf } from './command-multicast.ts'
import { approvalsOf } from './command-rows.ts'
import type { Scoped } from './connection.ts'

export interface OrderRow {
  id: string
  organisation_id: string
  kind: CommandKindId
  parameters: Record<string, unknown>
  state: CommandOrder['state']
  source: CommandSource
  requested_by: string
  requested_by_person: string | null
  requested_at: Date
  expires_at: Date | null
  reason: string
  failure_share: number
  proof: 'acknowledged' | 'observed'
  run: number
  skipped: Omit<CommandOrder['skipped'][number], 'assetName'>[]
  revision: number
  approvals_needed: number
}

const failures = ['expired', 'failed', 'unknown', 'unconfirmed']

/** Of the present run. A superseded command is neither: a newer order has taken its device over. */
export async function countOrder(
  tx: Scoped,
  { id, run, proof }: Pick<OrderRow, 'id' | 'run' | 'proof'>,
): Promise<OrderCounts & { states: Record<string, number> }> {
  const { rows } = await sql<{ state: string; observable: boolean; n: number }>`
    select state, observable, count(*)::int as n from command where order_id = ${id} and run = ${run}
    group by state, observable`.execute(tx)
  const sum = (which: (row: { state: string; observable: boolean }) => boolean) =>
    rows.filter(which).reduce((total, { n }) => total + n, 0)
  const proven = (row: { state: string; observable: boolean }) =>
    row.state === 'observed' ||
    row.state === 'superseded' ||
    (row.state === 'acknowledged' && (proof === 'acknowledged' || !row.observable))
  const states: Record<string, number> = {}
  for (const { state, n } of rows) states[state] = (states[state] ?? 0) + n
  return {
    total: sum(() => true),
    released: sum(({ state }) => !['requested', 'approved', 'cancelled'].includes(state)),
    succeeded: sum(proven),
    failed: sum(({ state }) => failures.includes(state)),
    states,
  }
}

export async function orderOf(
  tx: Scoped,
  row: OrderRow,
  counts: OrderCounts & { states: Record<string, number> },
): Promise<CommandOrder> {
  const { rows } = await sql<{
    name: string | null
    assets: Record<string, string> | null
    approvals: CommandOrder['approvals']
  }>`select coalesce((select name from user_account where id = ${row.requested_by}),
      (select name from api_key where id = ${row.requested_by})) as name,
    (select jsonb_object_agg(id, name) from asset where id = any(${row.skipped.map(({ assetId }) => assetId)})) as assets,
    ${approvalsOf(sql`${row.id}`, sql`${row.revision}`)} as approvals`.execute(tx)
  return {
    id: row.id,
    kind: row.kind,
    parameters: row.parameters,
    state: row.state,
    reason: row.reason,
    requestedBy: row.requested_by,
    requestedByName: rows[0]!.name ?? row.requested_by,
    requestedAt: row.requested_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    failureShare: row.failure_share,
    proof: row.proof,
    ...counts,
    skipped: row.skipped.map((one) => ({ ...one, assetName: rows[0]!.assets?.[one.assetId] ?? null })),
    multicast: await multicastOf(tx, row),
    approvalsNeeded: row.approvals_needed,
    approvals: rows[0]!.approvals.map(({ at, ...one }) => ({ ...one, at: new Date(at).toISOString() })),
    revision: row.revision,
  }
}
