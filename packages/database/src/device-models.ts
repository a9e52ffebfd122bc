import type { CodecExample, NewDeviceModel } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

export interface UploadedModel {
  id: string
  version: number
  maker: string
  model: string
  description: string
  expectedIntervalMs: number
  channels: { name: string; path: string; property: string; scale: number; offset: number }[]
}

/** The newest version of each uploaded model. */
export async function listUploadedModels(tx: Scoped): Promise<UploadedModel[]> {
  const { rows } = await sql<Omit<UploadedModel, 'expectedIntervalMs'> & { expected_interval_ms: string }>`
    select distinct on (id) id, version, maker, model, description, channels, expected_interval_ms
    from device_model order by id, version desc`.execute(tx)
  return rows.map(({ expected_interval_ms, ...row }) => ({
    ...row,
    expectedIntervalMs: Number(expected_interval_ms),
  }))
}

/** Versions are never overwritten: devices pinned to the former one go on with it. */
export async function insertModelVersion(
  tx: Scoped,
  organisationId: string,
  model: Required<Omit<NewDeviceModel, 'channels' | 'examples'>> & {
    channels: UploadedModel['channels']
    examples: CodecExample[]
  },
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into device_model (organisation_id, id, version, maker, model, description, expected_interval_ms, source, channels, examples)
    select ${organisationId}, ${model.id}, coalesce(max(version), 0) + 1, ${model.maker}, ${model.model}, ${model.description},
      ${model.expectedIntervalMs}, ${model.source}, ${JSON.stringify(model.channels)}::jsonb, ${JSON.stringify(model.examples)}::jsonb
    from device_model where organisation_id = ${organisationId} and id = ${model.id}
    returning version`.execute(tx)
  return rows[0]!.version
}

export async function countDevicesByModel(tx: Scoped): Promise<Map<string, number>> {
  const { rows } = await sql<{ model_id: string; n: string }>`
    select model_id, count(*) as n from device group by model_id`.execute(tx)
  return new Map(rows.map((row) => [row.model_id, Number(row.n)]))
}
