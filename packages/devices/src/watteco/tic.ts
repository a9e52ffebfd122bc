import { ByteReader } from '../byte-reader.ts'
import { u8, u16, u24, u32 } from '../byte-writer.ts'
import { type Decoded, FrameError } from '../define-device.ts'
import { hexOf } from '../hex.ts'
import { isTicLabel, type TicLabel, ticLabels, ticReading } from '../tic-labels.ts'
import { type TicKind, ticKinds } from './tic-kinds.ts'
import { cje, historical, iceGeneral, icePeriod, pmePmi, standard, type TicField } from './tic-tables.ts'

interface Meter {
  name: string
  fields: readonly TicField[]
}

/** By cluster and the lower byte of the attribute; the upper byte counts the reports that were set up. */
export function meterOf(key: string): Meter | undefined {
  const [cluster, attribute = ''] = key.split('/')
  const part = attribute.slice(2)
  if (cluster === '0053') {
    if (part === '00') return { name: 'ICE Generale', fields: iceGeneral }
    if (part === '01') return { name: 'ICE Periode P', fields: icePeriod('p') }
    if (part === '02') return { name: 'ICE Periode P moins 1', fields: icePeriod('p1') }
  }
  if (cluster === '0054') return { name: 'CBE/Historique', fields: historical }
  if (cluster === '0055') return { name: 'CJE', fields: cje }
  if (cluster === '0056') return { name: 'Standard', fields: standard }
  if (cluster === '0057') return { name: 'PMEPMI', fields: pmePmi }
  return undefined
}

/** Lower five bits: its own length (0 = eight bytes); 0x20: a list of indexes follows, otherwise a field of bits. */
function readDescriptor(reader: ByteReader) {
  const header = reader.peek() ?? 0
  const bytes = reader.take(header & 0x1f || 8)
  const obsolete = header & 0x80 ? { Obsolete: true } : {}
  if (header & 0x20)
    return { Bytes: hexOf(bytes).toUpperCase(), Indexes: Array.from(bytes.subarray(1)), ...obsolete }
  const Indexes: number[] = []
  for (const [place, byte] of Array.from(bytes.subarray(1)).reverse().entries()) {
    for (let bit = 0; bit < 8; bit++) if ((byte >> bit) & 1) Indexes.push(8 * place + bit)
  }
  return { Bytes: hexOf(bytes).toUpperCase(), Indexes, ...obsolete }
}

/** Descriptor, then the values of the labels that it lists, in its order. */
export function readTic({ name, fields }: Meter, bytes: Uint8Array): Decoded<TicLabel> {
  const reader = new ByteReader(bytes)
  const descriptor = readDescriptor(reader)
  const readings: Decoded<TicLabel>['readings'] = []
  const info: Record<string, unknown> = { _TICFrameType: name, _Descriptor: descriptor }
  for (const index of descriptor.Indexes) {
    const field = fields[index]
    if (!field) throw new FrameError('frame_unknown', `${name} has no label ${index}`)
    const [label, kind] = field
    const value = ticKinds[kind](reader)
    const reading = typeof value === 'number' ? ticReading(label, value) : undefined
    if (reading) readings.push(reading)
    // CJE repeats a label for each of its values.
    else info[label] = label in info ? [info[label], value].flat() : value
  }
  return { readings, info }
}

const writers: Partial<Record<TicKind, (value: number) => number[]>> = { u8, u16, u24, u32 }

/** For simulators: the labels of one kind of meter as the value of its attribute; Linky's standard mode if it can. */
export function ticBytes(values: Partial<Record<string, number>>): { cluster: number; bytes: number[] } {
  const labels = Object.keys(values).filter(isTicLabel)
  const tables = [
    [0x56, standard],
    [0x54, historical],
    [0x57, pmePmi],
    [0x53, iceGeneral],
  ] as const
  const [cluster, fields] =
    tables.find(([, table]) => labels.every((wanted) => table.some(([label]) => label === wanted))) ??
    tables[0]
  const chosen = fields.flatMap(([label, kind], index) => {
    const write = writers[kind]
    const value = values[label]
    if (!write || value === undefined || !isTicLabel(label)) return []
    return [{ index, bytes: write(value / ticLabels[label][1]) }]
  })
  const descriptor = [0x20 | (chosen.length + 1), ...chosen.map(({ index }) => index)]
  return { cluster, bytes: [...descriptor, ...chosen.flatMap(({ bytes }) => bytes)] }
}
