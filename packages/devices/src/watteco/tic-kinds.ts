import { type ByteReader, shortFloat } from '../byte-reader.ts'
import { hexOf } from '../hex.ts'

/** How TICs'O packs the values of a meter's labels: "TIC binary format", https://support.watteco.com/tic/ */

const two = (value: number) => String(value).padStart(2, '0')
const text = (bytes: Uint8Array) => String.fromCharCode(...bytes)

function terminated(reader: ByteReader) {
  const end = reader.bytes.indexOf(0, reader.offset)
  const value = text(reader.take(end < 0 ? reader.left + 1 : end - reader.offset))
  reader.skip(1)
  return value
}

/** Six bytes in the order in which the meter writes them. */
function date(reader: ByteReader) {
  const [a, b, c, hour, minute, second] = Array.from(reader.take(6), two)
  return `${a}/${b}/${c} ${hour}:${minute}:${second}`
}

/** E in summer, H in winter, a blank while the meter's clock is degraded (lower case). */
const season = (reader: ByteReader) => ({ S: text(reader.take(1)), Date: date(reader) })

/** Seconds since 2000. */
const stamp = (reader: ByteReader) => new Date(Date.UTC(2000, 0, 1) + reader.u32() * 1000).toISOString()

/** A number for a word that is known to both sides, or bit 7, a length and the word itself. */
function coded(reader: ByteReader, words: readonly string[]) {
  const byte = reader.u8()
  return byte & 0x80 ? text(reader.take(byte & 0x7f)) : (words[byte] ?? `${byte}`)
}

const common = ['!?!', '*', '']
const modes = [
  ...common,
  ...[' ACTIF', 'ACTIF', 'CONSO', 'CONTROLE', 'DEP', 'INACTIF', 'PROD', 'TEST', 'kVA', 'kW'],
]
const tariffPeriods = [
  ...common,
  ...[' ? ', '000', 'HC', 'HCD', 'HCE', 'HCH', 'HH', 'HH ', 'HP', 'HP ', 'HPD', 'HPE', 'HPH', 'JA', 'JA '],
  ...['P', 'P  ', 'PM', 'PM ', 'XXX'],
  // Linky only, from here.
  ...['INDEX NON CONSO', 'BASE', 'HEURE CREUSE', 'HEURE PLEINE', 'HEURE NORMALE', 'HEURE POINTE', 'HC BLEU'],
  ...[
    'BUHC',
    'HP BLEU',
    'BUHP',
    'HC BLANC',
    'BCHC',
    'HP BLANC',
    'BCHP',
    'HC ROUGE',
    'RHC',
    'HP ROUGE',
    'RHP',
  ],
  'HEURE WEEK-END',
]
const contracts = [
  ...common,
  ...['BT 4 SUP36', 'BT 5 SUP36', 'HTA 5     ', 'HTA 8     ', 'TJ EJP    ', 'TJ EJP-HH ', 'TJ EJP-PM '],
  ...['TJ EJP-SD ', 'TJ LU     ', 'TJ LU-CH  ', 'TJ LU-P   ', 'TJ LU-PH  ', 'TJ LU-SD  ', 'TJ MU     '],
  ...[
    'TV A5 BASE',
    'TV A8 BASE',
    'BASE',
    'H PLEINE-CREUSE',
    'HPHC',
    'HC',
    'HC et Week-End',
    'EJP',
    'PRODUCTEUR',
  ],
]

/** Eleven switching points of a day: hour, minute and what to do; FF alone is an unused one. */
const blocks = (reader: ByteReader) =>
  Array.from({ length: 11 }, () => {
    const hour = reader.u8()
    if (hour === 0xff) return 'NONUTILE'
    return `${two(hour)}:${two(reader.u8())} ${hexOf(reader.take(2))}`
  })

export const ticKinds = {
  empty: () => '',
  text: terminated,
  char: (reader: ByteReader) => text(reader.take(1)),
  hex: (reader: ByteReader) => hexOf(reader.take(reader.u8())).toUpperCase(),
  bits32: (reader: ByteReader) => hexOf(reader.take(4)).toUpperCase(),
  u8: (reader: ByteReader) => reader.u8(),
  u16: (reader: ByteReader) => reader.u16(),
  i16: (reader: ByteReader) => reader.i16(),
  u24: (reader: ByteReader) => reader.u24(),
  u32: (reader: ByteReader) => reader.u32(),
  float: (reader: ByteReader) => shortFloat(reader.f32()),
  date,
  stamp,
  stampPeriod: (reader: ByteReader) => ({ Date: stamp(reader), Label: coded(reader, tariffPeriods) }),
  season,
  seasonU8: (reader: ByteReader) => ({ ...season(reader), Value: reader.u8() }),
  seasonU16: (reader: ByteReader) => ({ ...season(reader), Value: reader.u16() }),
  seasonU24: (reader: ByteReader) => ({ ...season(reader), Value: reader.u24() }),
  mode: (reader: ByteReader) => coded(reader, modes),
  u24Mode: (reader: ByteReader) => ({ Value: reader.u24(), Label: coded(reader, modes) }),
  period: (reader: ByteReader) => coded(reader, tariffPeriods),
  contract: (reader: ByteReader) => coded(reader, contracts),
  hourDay: (reader: ByteReader) => {
    const [hour, minute, day, month] = Array.from(reader.take(4), two)
    return `${day}/${month} ${hour}:${minute}`
  },
  dayHour: (reader: ByteReader) => {
    const [day, month, hour] = Array.from(reader.take(3), two)
    return `${day}/${month} ${hour}`
  },
  hour: (reader: ByteReader) => Array.from(reader.take(2), two).join(':'),
  blocks,
} as const satisfies Record<string, (reader: ByteReader) => unknown>

export type TicKind = keyof typeof ticKinds
