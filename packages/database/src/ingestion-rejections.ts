import { byteaArray, int4Array, textArray, timestamptzArray, uuidArray } from './binary-array.ts'
import type { DeviceEventToStore, RejectionToStore } from './ingestion-rows.ts'
import type { Pipeline } from './pipeline.ts'

const insertSql = `
  insert into rejection as r (id, organisation_id, connector_id, received_at, observed_at, network, address, device_id, code, detail,
    raw, event, model_id, model_version)
  select id, organisation_id, connector_id, received_at, observed_at, network, address, device_id, code, detail,
    raw, event::jsonb, model_id, model_version
  from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::text[], $11::bytea[], $12::text[], $13::text[], $14::int[])
    as sent (id, organisation_id, connector_id, received_at, observed_at, network, address, device_id, code, detail, raw, event,
      model_id, model_version)
  on conflict (id) do update set occurrences = r.occurrences + 1`

export function insertRejections(pipeline: Pipeline, rejections: readonly RejectionToStore[]) {
  const byId = new Map(rejections.map((rejection) => [rejection.id, rejection]))
  const rows = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  if (rows.length === 0) return
  pipeline.send({
    text: insertSql,
    values: [
      textArray(rows.map((row) => row.id)),
      textArray(rows.map((row) => row.organisationId)),
      textArray(rows.map((row) => row.connectorId)),
      timestamptzArray(rows.map((row) => row.receivedAt)),
      timestamptzArray(rows.map((row) => row.observedAt)),
      textArray(rows.map((row) => row.network)),
      textArray(rows.map((row) => row.address)),
      textArray(rows.map((row) => row.deviceId)),
      textArray(rows.map((row) => row.code)),
      textArray(rows.map((row) => row.detail)),
      byteaArray(rows.map((row) => row.raw)),
      textArray(rows.map((row) => row.event)),
      textArray(rows.map((row) => row.modelId)),
      int4Array(rows.map((row) => row.modelVersion)),
    ],
  })
}

/** Played again and refused again: it stays open, under its new cause. */
export function keepOpen(pipeline: Pipeline, rejections: readonly RejectionToStore[]) {
  if (rejections.length === 0) return
  pipeline.send({
    text: `update rejection r set code = sent.code, detail = sent.detail, device_id = sent.device_id, model_id = sent.model_id,
       model_version = sent.model_version, replay_requested_at = null, status_at = now()
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[])
       sent (id, code, detail, device_id, model_id, model_version)
     where r.id = sent.id and r.status = 'open'`,
    values: [
      textArray(rejections.map((row) => row.replays)),
      textArray(rejections.map((row) => row.code)),
      textArray(rejections.map((row) => row.detail)),
      textArray(rejections.map((row) => row.deviceId)),
      textArray(rejections.map((row) => row.modelId)),
      int4Array(rejections.map((row) => row.modelVersion)),
    ],
  })
}

export function closeReplayed(pipeline: Pipeline, ids: readonly string[]) {
  if (ids.length === 0) return
  pipeline.send({
    text: `update rejection set status = 'replayed', status_at = now(), replay_requested_at = null where id = any($1::text[])`,
    values: [textArray(ids)],
  })
}

export function insertDeviceEvents(pipeline: Pipeline, events: readonly DeviceEventToStore[]) {
  if (events.length === 0) return
  const rows = events.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  pipeline.send({
    text: `insert into device_event (id, at, received_at, device_number, kind, detail)
      select id, at, received_at, device_number, kind, detail::jsonb
      from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::int[], $5::text[], $6::text[])
        sent (id, at, received_at, device_number, kind, detail) on conflict do nothing`,
    values: [
      uuidArray(rows.map((row) => row.id)),
      timestamptzArray(rows.map((row) => row.at)),
      timestamptzArray(rows.map((row) => row.receivedAt)),
      int4Array(rows.map((row) => row.deviceNumber)),
      textArray(rows.map((row) => row.kind)),
      textArray(rows.map((row) => row.detail)),
    ],
  })
}
