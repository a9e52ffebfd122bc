import { addDevicesAtFreeAddresses, putDevices, requestReplay, type Scoped } from '@trame/database'
import { keyOf, type PlannedRow } from './plan.ts'
import type { RowValues } from './read-row.ts'

export interface Written {
  rows: PlannedRow[]
  /** Of the new ones, by network and address. */
  ids: Map<string, string>
  /** Rejections that ingest is asked to play again. */
  replays: number
}

/**
 * Writes what was planned. A new address that another device has by now comes back as a refused row: the caller rolls all
 * of it back.
 */
export async function writeImport(
  tx: Scoped,
  organisationId: string,
  planned: readonly PlannedRow[],
): Promise<Written> {
  const fresh = planned.flatMap(({ state, values }) => (state === 'new' && values ? [values] : []))
  const added = await addDevicesAtFreeAddresses(tx, organisationId, fresh.map(newDevice))
  const ids = new Map(added.map((device) => [keyOf(device), device.id]))
  const changed = planned.filter(({ state }) => state === 'changed')
  await putDevices(
    tx,
    organisationId,
    changed.flatMap(({ known, values }) => {
      if (!known || !values) return []
      const { name, model, expectedIntervalMs = known.expectedIntervalMs } = values
      const modelVersion = model.id === known.modelId ? known.modelVersion : model.version
      return [{ ...known, name, modelId: model.id, modelVersion, expectedIntervalMs }]
    }),
  )
  const rows = planned.map((row): PlannedRow => {
    if (row.state !== 'new' || ids.has(keyOf(row.values!))) return row
    const { line } = row
    return { line, state: 'refused', changes: [], problems: [{ field: 'address', code: 'address_taken' }] }
  })
  const addresses = [...added, ...changed.map(({ known }) => known!)].map(({ address }) => address)
  const replays = addresses.length > 0 ? (await requestReplay(tx, { addresses })).length : 0
  return { rows, ids, replays }
}

const newDevice = ({ model, expectedIntervalMs, ...values }: RowValues) => ({
  ...values,
  modelId: model.id,
  modelVersion: model.version,
  expectedIntervalMs: expectedIntervalMs ?? model.expectedIntervalMs,
})
