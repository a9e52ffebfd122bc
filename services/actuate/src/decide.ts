import {
  type Bucket,
  type CommandRow,
  type CommandTarget,
  commandActor,
  commandTarget,
  expectOf,
  leaseEndOf,
  leaseIsLocal,
  lockToSend,
  moveCommand,
  orderToApprove,
  postpone,
  type Scoped,
  situationOf,
  startSending,
  takeTokens,
  validApprovals,
} from '@trame/database'
import { type AddressedDownlink, authoriseCommand, commandKind, type ErrorCode, isSafe } from '@trame/domain'
import { type Encoding, encode } from './encode.ts'
import type { Networks } from './networks.ts'

export interface Rates {
  devicePerMinute: number
  gatewayPerMinute: number
}

export interface ToSend {
  row: CommandRow
  downlink: AddressedDownlink
}

interface Sending extends Pick<Networks, 'givesIds'> {
  rates: Rates
  now: Date
  replaceQueue(organisationId: string): boolean
}

/**
 * The decision to send one command, in one transaction: everything that was true when it was asked for is asked again.
 * With the answer `ToSend`, the row says that a sending has begun; whatever happens then, it can't be forgotten.
 */
export async function decide(
  tx: Scoped,
  id: string,
  { rates, now, replaceQueue, givesIds }: Sending,
): Promise<ToSend | null> {
  const row = await lockToSend(tx, id)
  if (!row) return null
  if (now >= row.expires_at) {
    await moveCommand(tx, id, { type: 'clock' }, now, { actor: 'actuate' })
    return null
  }
  const prepared = await prepare(tx, row, now)
  if (!prepared.ok) return refuse(tx, row, prepared.code, prepared.detail, now)
  const { target, encoded } = prepared
  const later = await takeTokens(tx, bucketsOf(row, target.gateway, rates), now)
  if (later) {
    await postpone(tx, row, later)
    return null
  }
  await expectOf(tx, row, encoded.expects, now)
  if (row.lease_id && encoded.local) await leaseIsLocal(tx, row.lease_id, true)
  const awaitsId = givesIds(row.organisation_id, target.network)
  const started = await startSending(tx, row, { ...encoded, awaitsId }, now)
  if (!started.moved) return null
  return {
    row: started.row,
    downlink: {
      id: row.id,
      network: target.network,
      address: target.address,
      payload: encoded.payload,
      expiresAt: row.expires_at,
      // The newest order wins; a question or a setting takes nobody's place.
      replaceQueue:
        target.network === 'lorawan' && row.command_group !== null && replaceQueue(row.organisation_id),
    },
  }
}

export type Prepared =
  | { ok: true; target: CommandTarget; encoded: Extract<Encoding, { ok: true }> }
  | { ok: false; code: ErrorCode; detail: string }

/** Rights, device, envelope and bytes of one command, as they are at this moment. Changes nothing. */
export async function prepare(tx: Scoped, row: CommandRow, now: Date): Promise<Prepared> {
  const refused = await noLongerAllowed(tx, row)
  if (refused) return { ok: false, code: 'command_denied', detail: refused }
  const target = await commandTarget(tx, { deviceId: row.device_id, assetId: row.asset_id }, row.kind)
  if (target.disabled) return { ok: false, code: 'device_disabled', detail: target.deviceId }
  const encoded = encode({
    kind: row.kind,
    parameters: row.parameters,
    expiresAt: row.expires_at,
    leaseUntil:
      row.source === 'restore' || row.source === 'watchdog' ? null : await leaseEndOf(tx, row.lease_id),
    target,
    situation: await situationOf(tx, target, row.kind, now.getTime(), row.id),
  })
  return encoded.ok ? { ok: true, target, encoded } : encoded
}

/** Rights and approvals as they are at this moment (T36, T37). */
async function noLongerAllowed(tx: Scoped, row: CommandRow): Promise<string | null> {
  const { organisation_id: organisationId, kind, parameters, source } = row
  const actor = await commandActor(tx, row.requested_by, organisationId)
  const denial = authoriseCommand(actor, { organisationId, kind, parameters, source })
  if (denial) return denial
  if (row.approvals_needed === 0) return null
  const subject = row.order_id ? await orderToApprove(tx, row.order_id) : row
  const valid = await validApprovals(tx, subject)
  return valid.length >= row.approvals_needed ? null : 'an approval no longer counts'
}

async function refuse(
  tx: Scoped,
  row: CommandRow,
  code: ErrorCode,
  detail: string,
  now: Date,
): Promise<null> {
  await moveCommand(tx, row.id, { type: 'refused' }, now, { actor: 'actuate', code, detail })
  return null
}

function bucketsOf(row: CommandRow, gateway: string | null, { devicePerMinute, gatewayPerMinute }: Rates) {
  const pausePerMinute = 60_000 / commandKind(row.kind).pauseMs
  const perMinute = Math.min(devicePerMinute, pausePerMinute)
  const device = { key: `device:${row.device_id}:${row.command_group ?? ''}`, perMinute, burst: 1 }
  const overAir =
    row.network === 'lorawan' ? [gatewayBucket(row.organisation_id, gateway, gatewayPerMinute)] : []
  // What makes something safe waits for no pause of its device.
  return isSafe(row.kind, row.parameters) ? overAir : [device, ...overAir]
}

export const gatewayBucket = (organisationId: string, gateway: string | null, perMinute: number): Bucket => ({
  // Those of which nobody knows the gateway are taken to share one.
  key: `gateway:${organisationId}:${gateway ?? '?'}`,
  perMinute,
  burst: Math.max(1, Math.ceil(perMinute / 6)),
})
