import { applyDownlinkEvent, confirmCommands, type Db } from '@trame/database'
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
    const seen = rows.flatMap(({ message }) =>
      message.topic === 'observations'
        ? message.rows.map(([seriesId, observedAt, value, quality]) => ({
            seriesId,
            observedAt,
            value,
            quality,
          }))
        : [],
    )
    await confirmCommands(db, seen)
  }
