import {
  applyDownlinkEvent,
  awaitedSeries,
  confirmCommands,
  type Db,
  type SeenObservation,
} from '@trame/database'
import type { DownlinkEvent, NetworkEvent } from '@trame/domain'
import type { OutboxConsumer } from './relay.ts'

export const isDownlinkEvent = (event: NetworkEvent): event is DownlinkEvent =>
  event.kind === 'downlinkSent' || event.kind === 'downlinkAcknowledged' || event.kind === 'downlinkFailed'

/** What a network says of a downlink moves the command that it was; only then is the network answered. */
export async function applyToCommands(db: Db, event: DownlinkEvent): Promise<void> {
  await applyDownlinkEvent(db, event)
}

/** A command is done when the new state was observed: each committed batch is held against what commands await. */
export const confirmFromBatches =
  (db: Db): OutboxConsumer =>
  async (rows) => {
    const awaited = await awaitedSeries(db)
    // Nearly always: nobody waits for anything.
    if (awaited.size === 0) return
    const seen: SeenObservation[] = []
    for (const { message } of rows) {
      if (message.topic !== 'observations') continue
      for (const row of message.rows) {
        if (!awaited.has(row[0])) continue
        const [seriesId, observedAt, value, quality] = row
        seen.push({ seriesId, observedAt, value, quality })
      }
    }
    await confirmCommands(db, seen)
  }
