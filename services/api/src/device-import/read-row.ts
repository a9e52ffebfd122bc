import { type DeviceImportField, type DeviceImportRow, type ErrorCode, NewDevice } from '@trame/domain'
import type { KnownModel } from '../models.ts'

type Network = NewDevice['network']

/** A row of the file as the values of a device. `expectedIntervalMs` is absent where the cell is empty. */
export interface RowValues {
  name: string
  network: Network
  address: string
  model: KnownModel
  expectedIntervalMs?: number
}
export interface RowProblem {
  field: DeviceImportField
  code: ErrorCode
  otherLine?: number
}
export type ReadRow = { values: RowValues; problems?: undefined } | { problems: RowProblem[] }

/** Every fault of the row at once: a file is mended in one go. */
export function readRow(row: DeviceImportRow, modelsNamed: (text: string) => KnownModel[]): ReadRow {
  const name = nameIn(row.name)
  const network = networkIn(row.network, row.address)
  const address = addressIn(row.address, typeof network === 'object' ? guess(row.address) : network)
  const model = modelIn(row.model, modelsNamed)
  const interval = intervalIn(row.interval)
  const problems: RowProblem[] = []
  for (const each of [name, address, network, model, interval])
    if (typeof each === 'object' && 'code' in each) problems.push(each)
  if (problems.length > 0) return { problems }
  return {
    values: {
      name: name as string,
      network: network as Network,
      address: address as string,
      model: model as KnownModel,
      ...(interval !== undefined && { expectedIntervalMs: interval as number }),
    },
  }
}

function nameIn(cell: string): string | RowProblem {
  const name = cell.replace(/\s+/g, ' ').trim()
  if (name === '') return { field: 'name', code: 'value_missing' }
  return NewDevice.shape.name.safeParse(name).success ? name : { field: 'name', code: 'name_too_long' }
}

const guess = (address: string): Network => (address.includes('/') ? 'mqtt' : 'lorawan')

function networkIn(cell: string, address: string): Network | RowProblem {
  const network = cell.trim().toLowerCase()
  if (network === '') return guess(address)
  if (network === 'lorawan' || network === 'mqtt') return network
  if (network === 'lora') return 'lorawan'
  return { field: 'network', code: 'network_unknown' }
}

/** What a spreadsheet makes of a DevEUI without letters, or with an E for its only one: 4,25E+12. */
const numberOfSpreadsheet = /^\d+([.,]\d+)?e\+?\d+$/i

function addressIn(cell: string, network: Network): string | RowProblem {
  const address = cell.trim()
  const field = 'address'
  if (address === '') return { field, code: 'value_missing' }
  if (network === 'mqtt')
    return address.length <= 160 && /^[^/+#]+(\/[^/+#]+)*$/.test(address)
      ? address
      : { field, code: 'address_no_mqtt' }
  const devEui = address.toLowerCase().replace(/[\s:.-]/g, '')
  if (/^[0-9a-f]{16}$/.test(devEui)) return devEui
  return { field, code: numberOfSpreadsheet.test(address) ? 'address_became_number' : 'address_no_dev_eui' }
}

function modelIn(cell: string, modelsNamed: (text: string) => KnownModel[]): KnownModel | RowProblem {
  const text = cell.trim()
  if (text === '') return { field: 'model', code: 'value_missing' }
  const [model, another] = modelsNamed(text)
  if (another) return { field: 'model', code: 'model_ambiguous' }
  return model ?? { field: 'model', code: 'model_missing' }
}

/** Minutes. More than two decimals are refused: 1,440 is a thousand to some and one and a half to others. */
function intervalIn(cell: string): number | undefined | RowProblem {
  const text = cell.replace(/\s|min(utes?)?\.?\s*$/gi, '')
  if (text === '' && cell.trim() === '') return undefined
  const ms = /^\d+([.,]\d{1,2})?$/.test(text) ? Math.round(Number(text.replace(',', '.')) * 60_000) : 0
  return NewDevice.shape.expectedIntervalMs.safeParse(ms).success
    ? ms
    : { field: 'interval', code: 'interval_wrong' }
}
