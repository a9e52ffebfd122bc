import { type DeviceImportField, type DeviceImportRow, deviceImportFields } from '@trame/domain'
import Papa from 'papaparse'

/** A file as its rows, and what was made of its heading. `missing`: columns that a device cannot do without. */
export interface DeviceFile {
  rows: DeviceImportRow[]
  missing: DeviceImportField[]
  /** Headings that stand there twice: which one is meant nobody can say. */
  twice: string[]
  ignored: string[]
  /** No text, but a workbook (XLSX, ODS): a ZIP archive. */
  workbook: boolean
}

/** As they are compared: without accents, spaces, signs or capitals. */
const headings: Record<DeviceImportField, readonly string[]> = {
  name: ['nom', 'name', 'appareil', 'device', 'devicename', 'libelle', 'label'],
  address: ['adresse', 'address', 'deveui', 'eui', 'topic', 'adressemqtt', 'mqttaddress'],
  network: ['reseau', 'network'],
  model: ['modele', 'model', 'devicemodel', 'modeldappareil', 'modeleid', 'modelid'],
  interval: [
    'intervalle',
    'interval',
    'intervallemin',
    'intervalmin',
    'intervalleminutes',
    'intervalminutes',
    'intervalleenminutes',
    'intervalinminutes',
    'expectedinterval',
    'intervalleattendu',
  ],
}
const required = ['name', 'address', 'model'] as const

const bare = (text: string) =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
const fieldNamed = (heading: string) =>
  deviceImportFields.find((field) => headings[field].includes(bare(heading)))

/** UTF-8, what Excel calls Unicode text (UTF-16), or else the Windows-1252 of a French Excel. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

type Line = { line: number; cells: string[] }

/** Numbered as a spreadsheet does; those without a word are left out. */
const linesOf = (text: string, delimiter: string, preview = 0): Line[] =>
  Papa.parse<string[]>(text, { delimiter, preview })
    .data.map((cells, at) => ({ line: at + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))

/** The one that finds the most of our columns in the heading: commas in names and prices deceive a mere count. */
function delimiterOf(text: string): string {
  const found = [';', ',', '\t', '|'].map((delimiter) => {
    const [head] = linesOf(text, delimiter, 20)
    return { delimiter, columns: head?.cells.filter(fieldNamed).length ?? 0 }
  })
  return found.reduce((best, each) => (each.columns > best.columns ? each : best)).delimiter
}

/** Separated by semicolons, commas, tabs or bars, quoted or not; the first line that says something is the heading. */
export function readDeviceFile(whole: string): DeviceFile {
  const text = whole.replace(/^\uFEFF/, '')
  const lines = linesOf(text, delimiterOf(text))
  const head = lines.shift()?.cells ?? []
  const fields = head.map(fieldNamed)
  const twice = head.filter((_, at) => fields[at] && fields.indexOf(fields[at]) !== at)
  const ignored = head.filter((heading, at) => !fields[at] && heading.trim() !== '')
  const cell = (cells: string[], field: DeviceImportField) => {
    const at = fields.indexOf(field)
    return at < 0 ? '' : (cells[at] ?? '').trim().slice(0, 2000)
  }
  return {
    rows: lines.map(({ line, cells }) => ({
      line,
      name: cell(cells, 'name'),
      address: cell(cells, 'address'),
      network: cell(cells, 'network'),
      model: cell(cells, 'model'),
      interval: cell(cells, 'interval'),
    })),
    missing: required.filter((field) => !fields.includes(field)),
    twice,
    ignored,
    workbook: text.startsWith('PK\u0003\u0004'),
  }
}
