import { devicesAtAddresses, type KnownDevice, type Scoped } from '@trame/database'
import type { DeviceImportChange, DeviceImportRow, DeviceImportState } from '@trame/domain'
import { modelsNamed } from '../models.ts'
import { type ReadRow, type RowProblem, type RowValues, readRow } from './read-row.ts'

/** What a row would do to the fleet as it is. */
export interface PlannedRow {
  line: number
  state: DeviceImportState
  values?: RowValues
  known?: KnownDevice
  changes: DeviceImportChange[]
  problems: RowProblem[]
}

export const keyOf = ({ network, address }: { network: string; address: string }) => `${network} ${address}`

export async function planImport(tx: Scoped, rows: readonly DeviceImportRow[]): Promise<PlannedRow[]> {
  const find = await modelsNamed(tx)
  const read = refuseTwins(
    rows,
    rows.map((row) => readRow(row, find)),
  )
  const addresses = read.flatMap((row) => (row.problems ? [] : [row.values.address]))
  const known = new Map(
    (await devicesAtAddresses(tx, addresses)).map((device) => [keyOf(device), device] as const),
  )
  return rows.map(({ line }, at) => {
    const { values, problems } = { values: undefined, ...read[at]! }
    if (problems) return { line, state: 'refused', changes: [], problems }
    const device = known.get(keyOf(values!))
    if (!device) return { line, state: 'new', values: values!, changes: [], problems: [] }
    const changes = changesOf(device, values!)
    const state = changes.length > 0 ? 'changed' : 'same'
    return { line, state, values: values!, known: device, changes, problems: [] }
  })
}

/** Which of two rows is right only the person knows; the second one is refused, and names the first. */
function refuseTwins(rows: readonly DeviceImportRow[], read: readonly ReadRow[]): ReadRow[] {
  const first = new Map<string, number>()
  return read.map((row, at) => {
    if (row.problems) return row
    const key = keyOf(row.values)
    const otherLine = first.get(key)
    if (otherLine === undefined) {
      first.set(key, rows[at]!.line)
      return row
    }
    return { problems: [{ field: 'address', code: 'address_twice', otherLine }] }
  })
}

function changesOf(known: KnownDevice, { name, model, expectedIntervalMs }: RowValues): DeviceImportChange[] {
  const changes: DeviceImportChange[] = []
  if (name !== known.name) changes.push({ field: 'name', from: known.name, to: name })
  if (model.id !== known.modelId) changes.push({ field: 'model', from: known.modelId, to: model.id })
  if (expectedIntervalMs !== undefined && expectedIntervalMs !== known.expectedIntervalMs)
    changes.push({
      field: 'interval',
      from: known.expectedIntervalMs / 60_000,
      to: expectedIntervalMs / 60_000,
    })
  return changes
}
