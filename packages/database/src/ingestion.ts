import type { ObservationBatch } from '@trame/domain'
import type { ClientBase } from 'pg'
import { jsonArray, textArray } from './binary-array.ts'
import { type BatchPart, type IngestBatch, wholeOf } from './ingestion-batch.ts'
import { followDevices } from './ingestion-devices.ts'
import {
  hoursOf,
  insertPoints,
  mergeHours,
  mergeLatest,
  newestOf,
  type Points,
  sortedPoints,
  unknownPoints,
} from './ingestion-observations.ts'
import { closeReplayed, insertDeviceEvents, insertRejections, keepOpen } from './ingestion-rejections.ts'
import type { BatchOutcome, RejectionToStore } from './ingestion-rows.ts'
import { insertUplinks, removeReplayed, replayedOf, unknownOf } from './ingestion-uplinks.ts'
import { type Pipeline, startPipeline } from './pipeline.ts'

const uniqueViolation = '23505'
/** Duplicates come in bursts (a re-delivery, a logger that repeats its history): having met one, look first for a while. */
const wary = 100

export interface BatchWriter {
  /** All of the batch, unless a part of it is named. */
  write(batch: IngestBatch, part?: BatchPart): Promise<BatchOutcome>
}

/**
 * One batch, one transaction: raw uplinks, the points that are really new, the rollup and latest value of exactly
 * these, the state of the devices, rejections, and one outbox row an organisation.
 *
 * Rows go in by COPY, measured twice as fast as INSERT ... ON CONFLICT; it refuses the whole batch when one key is
 * known. Then the batch is tried again without what the database knows: unique indexes guard, looking only helps.
 * Sums are made here, where they cost a tenth, of exactly the rows that COPY took. Nothing is waited for but what the
 * next statement needs to know. Every statement writes in the order of its key, so that two batches at once wait in one
 * direction; a deadlock all the same is the caller's to repeat.
 */
export function createBatchWriter(client: ClientBase): BatchWriter {
  let lookFirst = 0
  return {
    async write(batch, part = wholeOf(batch)) {
      for (let attempt = 1; ; attempt++) {
        try {
          if (lookFirst > 0) lookFirst--
          return await inTransaction(client, (pipeline) => writePart(pipeline, batch, part, lookFirst > 0))
        } catch (error) {
          if ((error as { code?: string }).code !== uniqueViolation || attempt === 5) throw error
          lookFirst = wary
        }
      }
    },
  }
}

async function inTransaction<T>(client: ClientBase, work: (pipeline: Pipeline) => Promise<T>): Promise<T> {
  const pipeline = startPipeline(client)
  try {
    pipeline.send({ text: 'begin' })
    const result = await work(pipeline)
    pipeline.send({ text: 'commit' })
    await pipeline.end()
    return result
  } catch (error) {
    await pipeline.end().catch(() => {})
    await client.query('rollback').catch(() => {})
    throw error
  }
}

async function writePart(
  pipeline: Pipeline,
  batch: IngestBatch,
  { uplinks, rejections, deviceEvents }: BatchPart,
  lookFirst: boolean,
): Promise<BatchOutcome> {
  const replaced = await removeReplayed(pipeline, batch, uplinks)
  const fresh = lookFirst ? await unknownOf(pipeline, batch, uplinks) : uplinks
  insertUplinks(pipeline, batch, fresh)
  const sorted = sortedPoints(batch, fresh)
  const points = lookFirst ? await unknownPoints(pipeline, sorted) : sorted
  insertPoints(pipeline, points)
  mergeHours(pipeline, hoursOf(points))
  mergeLatest(pipeline, newestOf(points))
  const counted = replaced.size === 0 ? fresh : fresh.filter((i) => !replaced.has(batch.ids[i]!))
  const gaps = await followDevices(pipeline, batch, counted, deviceEvents)
  insertDeviceEvents(pipeline, deviceEvents)
  const refused = [...rejections]
  for (const i of fresh) if (batch.refusals[i]) refused.push(batch.refusals[i])
  const played = [...replayedOf(batch, uplinks), ...rejections, ...deviceEvents]
  writeRejections(
    pipeline,
    refused,
    played.flatMap(({ replays }) => replays ?? []),
  )
  insertOutbox(pipeline, points)
  const repeats = uplinks.length === batch.uplinkCount ? batch.repeats : 0
  return {
    uplinks: fresh.length,
    duplicates: uplinks.length + repeats - fresh.length,
    observations: points.series.length,
    rejections: refused.length,
    gaps,
  }
}

/** `played`: open rejections that were played again; those that are not refused once more are closed. */
function writeRejections(
  pipeline: Pipeline,
  rejections: readonly RejectionToStore[],
  played: readonly string[],
) {
  if (rejections.length === 0 && played.length === 0) return
  insertRejections(
    pipeline,
    rejections.filter(({ replays }) => replays === null),
  )
  const refusedAgain = rejections.filter(({ replays }) => replays !== null)
  keepOpen(pipeline, refusedAgain)
  const open = new Set(refusedAgain.map(({ replays }) => replays))
  closeReplayed(
    pipeline,
    played.filter((id) => !open.has(id)),
  )
}

const topic: ObservationBatch['topic'] = 'observations'

/** An `ObservationBatch`, written by hand: JSON.stringify of an array for each observation costs three times as much. */
const outboxJson = (organisationId: string, rows: readonly string[]) =>
  `{"topic":"${topic}","organisationId":${JSON.stringify(organisationId)},"rows":[${rows.join(',')}]}`

/** What was written, for the rest of the platform: one row an organisation. */
export function insertOutbox(pipeline: Pipeline, points: Points) {
  const { series, at, values, qualities } = points
  if (series.length === 0) return
  const rowsOf = new Map<string, string[]>()
  for (let i = 0; i < series.length; i++) {
    const value = Number.isFinite(values[i]) ? values[i] : null
    const row = `[${series[i]},${at[i]},${value},${qualities[i]}]`
    const organisationId = points.organisationIds[i]!
    const rows = rowsOf.get(organisationId)
    if (rows) rows.push(row)
    else rowsOf.set(organisationId, [row])
  }
  const organisationIds = [...rowsOf.keys()]
  pipeline.send({
    text: `insert into outbox (organisation_id, topic, payload) select * from unnest($1::text[], $2::text[], $3::json[])`,
    values: [
      textArray(organisationIds),
      textArray(organisationIds.map(() => topic)),
      jsonArray(organisationIds.map((id) => outboxJson(id, rowsOf.get(id)!))),
    ],
  })
}
