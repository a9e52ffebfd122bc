import type { Command, CommandProgress, CommandSource, CommandState } from '@trame/domain'
import { sql } from 'kysely'

/** A row of `command`, as its functions pass it on. */
export interface CommandRow {
  id: string
  organisation_id: string
  kind: Command['kind']
  parameters: Record<string, unknown>
  state: CommandState
  source: CommandSource
  source_id: string | null
  device_id: string
  asset_id: string | null
  network: 'lorawan' | 'mqtt'
  requested_by: string
  requested_by_person: string | null
  requested_at: Date
  reason: string
  revision: number
  approvals_needed: number
  approvals_missing: number
  idempotent: boolean
  observable: boolean
  command_group: string | null
  not_before: Date
  expires_at: Date
  observe_by: Date
  attempts: number
  max_attempts: number
  sending_since: Date | null
  maybe_sent: boolean
  misses: number
  handed_over_at: Date | null
  radio_sent_at: Date | null
  acknowledged_at: Date | null
  ended_at: Date | null
  expected_at: Date | null
  order_id: string | null
  lease_id: string | null
  /** One downlink carries it with those of other devices. */
  multicast_id: string | null
  code: string | null
  detail: string
}

export const progressOf = (row: CommandRow): CommandProgress => ({
  state: row.state,
  idempotent: row.idempotent,
  observable: row.observable,
  network: row.network,
  approvalsMissing: row.approvals_missing,
  attempts: row.attempts,
  maxAttempts: row.max_attempts,
  sending: row.sending_since !== null,
  maybeSent: row.maybe_sent,
  notBefore: row.not_before.getTime(),
  expiresAt: row.expires_at.getTime(),
  observeBy: row.observe_by.getTime(),
  misses: row.misses,
})

export interface ShownCommandRow extends CommandRow {
  device_name: string
  asset_name: string | null
  requested_by_name: string | null
  approvals: { userId: string; name: string; at: string }[]
  lease_until: Date | null
}

/** Of `command c`, with the names that a person reads. */
export const shownColumns = sql`c.*, d.name as device_name, a.name as asset_name,
  coalesce((select name from user_account where id = c.requested_by), (select name from api_key where id = c.requested_by)) as requested_by_name,
  ${approvalsOf(sql`c.id`, sql`c.revision`)} as approvals,
  (select l.until from lease l where l.id = c.lease_id and l.ended_at is null) as lease_until`
export const shownFrom = sql`command c join device d on d.id = c.device_id left join asset a on a.id = c.asset_id`

export function approvalsOf(subject: ReturnType<typeof sql>, revision: ReturnType<typeof sql>) {
  return sql`coalesce((select jsonb_agg(jsonb_build_object('userId', p.user_id, 'name', u.name, 'at', p.at) order by p.at)
    from approval p join user_account u on u.id = p.user_id where p.subject_id = ${subject} and p.revision = ${revision}), '[]')`
}

export const commandOf = (row: ShownCommandRow): Command => ({
  id: row.id,
  kind: row.kind,
  parameters: row.parameters,
  state: row.state,
  source: row.source,
  assetId: row.asset_id,
  assetName: row.asset_name,
  deviceId: row.device_id,
  deviceName: row.device_name,
  requestedBy: row.requested_by,
  requestedByName: row.requested_by_name ?? row.requested_by,
  requestedAt: row.requested_at.toISOString(),
  reason: row.reason,
  revision: row.revision,
  approvalsNeeded: row.approvals_needed,
  approvals: row.approvals.map(({ at, ...approval }) => ({ ...approval, at: new Date(at).toISOString() })),
  notBefore: row.not_before.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  expectedAt: row.expected_at?.toISOString() ?? null,
  attempts: row.attempts,
  handedOverAt: row.handed_over_at?.toISOString() ?? null,
  radioSentAt: row.radio_sent_at?.toISOString() ?? null,
  acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
  leaseUntil: row.lease_until?.toISOString() ?? null,
  orderId: row.order_id,
  byGroup: row.multicast_id !== null,
  code: row.code,
  detail: row.detail,
})
