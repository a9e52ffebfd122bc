import {
  authoriseCommand,
  type CommandActor,
  type CommandKind,
  type CommandKindId,
  type CommandSource,
  checkEnvelope,
  commandKind,
  defaultExpiry,
  type EnvelopeRefusal,
  type ErrorCode,
  isSafe,
  leaseEnd,
  newId,
  nextUplinkAt,
  PlatformError,
  personsFor,
} from '@trame/domain'
import { sql } from 'kysely'
import { recordAudit } from './access.ts'
import { refuseWhenStopped } from './command-emergency-stop.ts'
import { openLease } from './command-leases.ts'
import { addLine } from './command-move.ts'
import { releaseCommand } from './command-release.ts'
import type { CommandRow } from './command-rows.ts'
import { type CommandTarget, commandTarget, situationOf } from './command-target.ts'
import type { Scoped } from './connection.ts'

export interface CommandRequest {
  kind: CommandKindId
  parameters: Record<string, unknown>
  assetId?: string | undefined
  deviceId?: string | undefined
  expiresAt?: string | undefined
  reason?: string
  source: CommandSource
  /** The rule, schedule or scenario. */
  sourceId?: string
  /** The command is one of an order: approved with it, released in its waves. */
  order?: { id: string; run: number; position: number; approvalsMissing: number }
}

/** Who asks, and the person behind a key: the first of two persons. */
export interface AskingActor extends CommandActor {
  person: string | null
}

const codes: Record<EnvelopeRefusal['code'], ErrorCode> = {
  outOfEnvelope: 'command_out_of_envelope',
  staleData: 'command_stale_data',
  tooFast: 'command_too_fast',
  leaseTooLong: 'command_lease_too_long',
}
export const envelopeError = ({ code, detail }: EnvelopeRefusal) => new PlatformError(codes[code], detail)

/**
 * How every entry point asks for a command: API, bulk, schedule, rule, scenario, import. Throws the refusal; otherwise the
 * command is stored with its lease and its way back, and released when no other person has to agree.
 */
export async function requestCommand(
  tx: Scoped,
  actor: AskingActor,
  request: CommandRequest,
  now: Date,
): Promise<string> {
  const kind = commandKind(request.kind)
  const parsed = kind.parameters.safeParse(request.parameters)
  if (!parsed.success) throw new PlatformError('invalid', faultsOf(parsed.error))
  const parameters = parsed.data
  const target = await commandTarget(tx, request, request.kind)
  const { organisationId } = target
  const denial = authoriseCommand(actor, {
    organisationId,
    kind: request.kind,
    parameters,
    source: request.source,
  })
  if (denial) throw new PlatformError('command_denied', denial)
  await refuseWhenStopped(tx, organisationId)
  if (target.disabled) throw new PlatformError('device_disabled', target.deviceId)
  const refusal = checkEnvelope(
    request.kind,
    parameters,
    await situationOf(tx, target, request.kind, now.getTime()),
  )
  if (refusal) throw envelopeError(refusal)
  const expiresAt = expiryOf(request, kind, target, parameters, now)
  const id = newId('command', now.getTime())
  const approvals = request.order?.approvalsMissing ?? approvalsNeeded(actor, request.kind, parameters)
  const leaseUntil = leaseEnd(request.kind, parameters, expiresAt.getTime())
  const row = {
    id,
    device_id: target.deviceId,
    asset_id: target.assetId,
    network: target.network,
    kind: request.kind,
    parameters,
    command_group: kind.group,
  }
  const leaseId =
    leaseUntil === null
      ? null
      : await openLease(
          tx,
          {
            organisationId,
            command: row,
            until: new Date(leaseUntil),
            device: target,
          },
          now,
        )
  await insert(tx, actor, request, { row, kind, target, expiresAt, approvals, leaseId, now })
  await addLine(
    tx,
    { id, organisation_id: organisationId },
    {
      at: now,
      event: 'requested',
      state: approvals === 0 ? 'approved' : 'requested',
      actor: actor.id,
      detail: request.reason ?? '',
    },
  )
  if (approvals === 0 && !request.order) await releaseCommand(tx, id, actor.id, now)
  if (!request.order)
    await recordAudit(tx, organisationId, {
      actor: actor.id,
      action: 'command.request',
      subject: id,
      detail: { kind: request.kind, parameters, source: request.source, deviceId: target.deviceId },
    })
  return id
}

/** Of two persons, a machine's key is neither; a key that a person made counts as that person. */
export function approvalsNeeded(
  { person }: AskingActor,
  kind: CommandKindId,
  parameters: Record<string, unknown>,
): number {
  const persons = personsFor(kind, parameters)
  return persons === 1 ? 0 : person === null ? 2 : 1
}

function expiryOf(
  request: CommandRequest,
  kind: CommandKind,
  target: CommandTarget,
  parameters: Record<string, unknown>,
  now: Date,
): Date {
  const at = now.getTime()
  const wanted = request.expiresAt ? Date.parse(request.expiresAt) : defaultExpiry(target, kind.expiryMs, at)
  // What ends at a time is not begun after it: a minute is the shortest that a device can be told.
  const until = typeof parameters.until === 'string' ? Date.parse(parameters.until) - 60_000 : Infinity
  const expiresAt = Math.min(wanted, until)
  if (expiresAt <= at) throw new PlatformError('invalid', 'expiresAt: must be later than now.')
  if (expiresAt - at > 40 * 86_400_000) throw new PlatformError('invalid', 'expiresAt: at most 40 days.')
  const next = nextUplinkAt(target, at)
  if (next !== null && next >= expiresAt && !isSafe(request.kind, parameters))
    throw new PlatformError(
      'command_unreachable',
      `Its next uplink is expected at ${new Date(next).toISOString()}.`,
    )
  return new Date(expiresAt)
}

interface ToInsert {
  row: Pick<CommandRow, 'id' | 'device_id' | 'asset_id' | 'network' | 'kind' | 'parameters' | 'command_group'>
  kind: CommandKind
  target: CommandTarget
  expiresAt: Date
  approvals: number
  leaseId: string | null
  now: Date
}

async function insert(
  tx: Scoped,
  actor: AskingActor,
  request: CommandRequest,
  { row, kind, target, expiresAt, approvals, leaseId, now }: ToInsert,
) {
  const next = nextUplinkAt(target, now.getTime())
  await sql`insert into command (id, organisation_id, kind, parameters, state, source, source_id, device_id, asset_id, network,
      requested_by, requested_by_person, requested_at, reason, approvals_needed, approvals_missing, idempotent, observable,
      command_group, not_before, expires_at, observe_by, expected_at, max_attempts, lease_id, order_id, run, position)
    values (${row.id}, ${target.organisationId}, ${row.kind}, ${JSON.stringify(row.parameters)},
      ${approvals === 0 ? 'approved' : 'requested'}, ${request.source}, ${request.sourceId ?? null}, ${row.device_id},
      ${row.asset_id}, ${row.network}, ${actor.id}, ${actor.person}, ${now}, ${request.reason ?? ''}, ${approvals}, ${approvals},
      ${kind.idempotent}, ${kind.expects !== undefined}, ${row.command_group}, ${now}, ${expiresAt},
      ${new Date(expiresAt.getTime() + 3 * target.expectedIntervalMs)}, ${next === null ? null : new Date(next)},
      ${kind.maxAttempts}, ${leaseId}, ${request.order?.id ?? null}, ${request.order?.run ?? null},
      ${request.order?.position ?? null})`.execute(tx)
}

export const faultsOf = (error: { issues: { path: PropertyKey[]; message: string }[] }) =>
  error.issues.map(({ path, message }) => `parameters.${path.map(String).join('.')}: ${message}`).join('; ')
