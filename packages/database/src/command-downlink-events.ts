import type { CommandEvent, DownlinkEvent, NetworkFailure } from '@trame/domain'
import { sql } from 'kysely'
import { recordLateWord } from './command-late-word.ts'
import { moveCommand, repeatable } from './command-move.ts'
import type { Db, Scoped } from './connection.ts'
import { recordSecurityEvent } from './security-events.ts'

export type AppliedDownlinkEvent = 'applied' | 'ignored' | 'foreign' | 'unknown'

/** Between an answer that never came and the next attempt: a class A device must have had an uplink in between. */
const retryAfterMs = 60_000

/**
 * What a network says of a downlink, on the command that it was: called by ingest for each DownlinkEvent. The word of
 * another device than the command's counts for nothing, and is noted (T38); a repeated one changes nothing.
 */
export async function applyDownlinkEvent(
  db: Db,
  event: DownlinkEvent,
  now = new Date(),
): Promise<AppliedDownlinkEvent> {
  return repeatable(db, async (tx) => {
    const id = (await ofNetworkId(tx, event)) ?? commandIdOf(event.queueItemId)
    const { rows } = await sql<{ organisation_id: string; network: string; address: string }>`
      select c.organisation_id, d.network, d.address from command c join device d on d.id = c.device_id where c.id = ${id}`.execute(
      tx,
    )
    const command = rows[0]
    if (!command) return await noteUnknown(tx, event, now)
    if (command.network !== event.network || command.address !== event.address) {
      await recordSecurityEvent(tx, command.organisation_id, {
        kind: 'command.foreignAnswer',
        subject: event.address,
        detail: id,
        at: now,
      })
      return 'foreign'
    }
    const actor = `network:${event.connectorId}`
    const at = event.observedAt < now ? event.observedAt : now
    const moved = await moveCommand(tx, id, eventOf(event, now), now, {
      actor,
      at,
      ...(event.detail && { detail: event.detail.slice(0, 400) }),
    })
    if (moved.moved) return 'applied'
    return moved.why === 'final' && (await recordLateWord(tx, id, event.kind, { actor, at }))
      ? 'applied'
      : 'ignored'
  })
}

/**
 * By the id that the network gave. Its word may overtake the answer in which we learn that id: then it is of the one command
 * of that device that is being sent and has no id yet.
 */
async function ofNetworkId(tx: Scoped, { queueItemId, network, address }: DownlinkEvent) {
  const { rows: known } = await sql<{ id: string }>`
    select id from command where network_item_id = ${queueItemId} and network_item_id <> ''`.execute(tx)
  if (known[0]) return known[0].id
  const { rows: nameless } = await sql<{ id: string }>`
    select c.id from command c join device d on d.id = c.device_id
    where c.network_item_id = '' and c.sending_since is not null and d.network = ${network} and d.address = ${address}
    limit 2`.execute(tx)
  if (nameless.length !== 1) return undefined
  const { id } = nameless[0]!
  await sql`update command set network_item_id = ${queueItemId} where id = ${id}`.execute(tx)
  return id
}

/** ChirpStack gives the UUID inside our id, our own MQTT tree the id itself. */
function commandIdOf(queueItemId: string): string {
  return queueItemId.startsWith('cmd_') ? queueItemId : `cmd_${queueItemId.replaceAll('-', '').toLowerCase()}`
}

function eventOf({ kind, detail = '' }: DownlinkEvent, now: Date): CommandEvent {
  if (kind === 'downlinkSent') return { type: 'radioSent' }
  if (kind === 'downlinkAcknowledged') return { type: 'acknowledged' }
  const reason: NetworkFailure = detail.startsWith('EXPIRED')
    ? 'expired'
    : detail.startsWith('NOT_ACKNOWLEDGED')
      ? 'notAcknowledged'
      : 'rejected'
  return { type: 'networkFailed', reason, retryAt: now.getTime() + retryAfterMs }
}

/** Somebody else's downlink over the same network server, or an invention: counted, for the connector's organisation. */
async function noteUnknown(tx: Scoped, event: DownlinkEvent, now: Date): Promise<AppliedDownlinkEvent> {
  const { rows } = await sql<{
    organisation_id: string
  }>`select organisation_id from device where network = ${event.network} and address = ${event.address}
    union all select organisation_id from connector where id = ${event.connectorId} limit 1`.execute(tx)
  if (rows[0])
    await recordSecurityEvent(tx, rows[0].organisation_id, {
      kind: 'command.unknownAnswer',
      subject: event.address,
      detail: event.queueItemId.slice(0, 80),
      at: now,
    })
  return 'unknown'
}
