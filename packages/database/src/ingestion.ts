import type { ObservationBatch } from '@trame/domain'
import type { ClientBase } from 'pg'
import { jsonArray, textArray } from './binary-array.ts'
import { followDevices } from './ingestion-devices.ts'
import { hoursOf, insertPoints, mergeHours, mergeLatest, newestOf } from './ingestion-observations.ts'
import { closeReplayed, insertDeviceEvents, insertRejections, keepOpen } from './ingestion-rejections.ts'
import type { BatchOutcome, IngestBatch, ObservationToStore, RejectionToStore } from './ingestion-rows.ts'
import { insertFresh, removeReplayed } from './ingestion-uplinks.ts'

/**
 * One batch, one transaction: raw uplinks, the points that are really new, the rollup and latest value of exactly
 * these, the state of the devices, rejections, and one outbox row an organisation. The database says how many rows a
 * statement wrote; sums are made here, where they cost a tenth. Every statement writes its rows in the order of their
 * key, so that two batches at once wait in one direction; what deadlocks all the same is tried again by the caller.
 * Statements follow each other without waiting where the client is in pipeline mode.
 */
export async function writeBatch(client: ClientBase, batch: IngestBatch): Promise<BatchOutcome> {
  try {
    const [, replaced] = await Promise.all([client.query('begin'), removeReplayed(client, batch.uplinks)])
    const fresh = await insertFresh(client, batch.uplinks)
    const points = await insertPoints(
      client,
      fresh.flatMap(({ observations }) => observations),
    )
    const counted = replaced.size === 0 ? fresh : fresh.filter(({ id }) => !replaced.has(id))
    const rejections = [
      ...batch.rejections,
      ...fresh.flatMap(({ rejection }) => (rejection ? [rejection] : [])),
    ]
    const refusedAgain = new Set(rejections.map(({ replays }) => replays))
    const played = batch.uplinks.flatMap(({ replays }) =>
      replays !== null && !refusedAgain.has(replays) ? [replays] : [],
    )
    const [, , gaps] = await Promise.all([
      mergeHours(client, hoursOf(points)),
      mergeLatest(client, newestOf(points)),
      followDevices(client, counted, batch.deviceEvents),
      writeRejections(client, rejections, played),
      insertDeviceEvents(client, batch.deviceEvents),
      insertOutbox(client, points),
    ])
    await client.query('commit')
    return {
      uplinks: fresh.length,
      duplicates: batch.uplinks.length - fresh.length,
      observations: points.length,
      rejections: rejections.length,
      gaps,
    }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

async function writeRejections(
  client: ClientBase,
  rejections: readonly RejectionToStore[],
  played: readonly string[],
) {
  await Promise.all([
    insertRejections(
      client,
      rejections.filter(({ replays }) => replays === null),
    ),
    keepOpen(
      client,
      rejections.filter(({ replays }) => replays !== null),
    ),
    closeReplayed(client, played),
  ])
}

async function insertOutbox(client: ClientBase, points: readonly ObservationToStore[]) {
  if (points.length === 0) return
  const rowsOf = Map.groupBy(points, ({ organisationId }) => organisationId)
  const messages = [...rowsOf].map(
    ([organisationId, rows]): ObservationBatch => ({
      topic: 'observations',
      organisationId,
      rows: rows.map(({ seriesId, observedAt, value, quality }) => [seriesId, observedAt, value, quality]),
    }),
  )
  await client.query({
    name: 'insert-outbox',
    text: `insert into outbox (organisation_id, topic, payload) select * from unnest($1::text[], $2::text[], $3::json[])`,
    values: [
      textArray(messages.map(({ organisationId }) => organisationId)),
      textArray(messages.map(({ topic }) => topic)),
      jsonArray(messages.map((message) => JSON.stringify(message))),
    ],
  })
}
