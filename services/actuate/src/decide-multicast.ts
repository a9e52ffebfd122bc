import type { GroupDownlink } from '@trame/connectors'
import {
  type CommandRow,
  expectOf,
  type LockedMulticast,
  leaseIsLocal,
  lockMulticast,
  type MulticastRow,
  multicastBegins,
  postponeMulticast,
  type Scoped,
  splitMulticast,
  startSending,
  takeTokens,
} from '@trame/database'
import { gatewayBucket, type Prepared, prepare, type Rates } from './decide.ts'

export interface MulticastToSend {
  sending: MulticastRow
  downlink: GroupDownlink
}
type Ready = { row: CommandRow } & Extract<Prepared, { ok: true }>

/**
 * The decision to send one downlink for many commands, in one transaction. All are looked at as if each went alone. When one
 * of them may not go, or would need other bytes, or is no longer there, nothing is sent to the group: each of the others
 * then goes alone, and the one is refused alone.
 */
export async function decideMulticast(
  tx: Scoped,
  id: string,
  { rates, now }: { rates: Rates; now: Date },
): Promise<MulticastToSend | null> {
  const locked = await lockMulticast(tx, id)
  if (!locked) return null
  const ready = await readyOf(tx, locked, now)
  if (typeof ready === 'string') {
    await splitMulticast(tx, id, ready)
    return null
  }
  const { organisation_id: organisationId, network_group_id: networkGroupId } = locked.sending
  // Each gateway sends it once, however many members it reaches.
  const gateways = [...new Set(ready.map(({ target }) => target.gateway))]
  const buckets = gateways.map((gateway) => gatewayBucket(organisationId, gateway, rates.gatewayPerMinute))
  const later = await takeTokens(tx, buckets, now)
  if (later) {
    await postponeMulticast(tx, id, later)
    return null
  }
  for (const { row, encoded } of ready) {
    await expectOf(tx, row, encoded.expects, now)
    if (row.lease_id && encoded.local) await leaseIsLocal(tx, row.lease_id, true)
    await startSending(tx, row, encoded, now)
  }
  await multicastBegins(tx, id)
  const { fPort, bytes } = ready[0]!.encoded
  return {
    sending: locked.sending,
    downlink: {
      networkGroupId,
      members: ready.map(({ target }) => target.address),
      fPort: fPort!,
      bytes,
      expiresAt: new Date(Math.min(...ready.map(({ row }) => row.expires_at.getTime()))),
      flush: true,
    },
  }
}

/** All of them, or why they cannot go as one. */
async function readyOf(tx: Scoped, { rows, members }: LockedMulticast, now: Date): Promise<Ready[] | string> {
  const left = rows.filter(({ state }) => state !== 'queued').length
  if (left > 0) return `${left} of its ${rows.length} commands no longer wait`
  if (rows.length !== members.size || !rows.every(({ device_id }) => members.has(device_id)))
    return 'the group has other members now'
  const ready: Ready[] = []
  for (const row of rows) {
    if (now >= row.expires_at) return `${row.device_id}: expired`
    if (row.attempts >= row.max_attempts) return `${row.device_id}: was sent ${row.attempts} times`
    const prepared = await prepare(tx, row, now)
    if (!prepared.ok) return `${row.device_id}: ${prepared.code} ${prepared.detail}`
    const { fPort, bytes } = ready[0]?.encoded ?? prepared.encoded
    if (prepared.encoded.fPort !== fPort || Buffer.compare(prepared.encoded.bytes, bytes) !== 0)
      return `${row.device_id}: needs other bytes than ${ready[0]!.row.device_id}`
    ready.push({ row, ...prepared })
  }
  return ready
}
