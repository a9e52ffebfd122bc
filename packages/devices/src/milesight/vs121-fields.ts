import type { ByteReader } from '../byte-reader.ts'
import { hexOf } from '../hex.ts'
import type { Part } from './system-parts.ts'
import { type Field, type Fields, field } from './tlv.ts'

type Region = `region${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16}`

/** The ceiling camera counts in regions of a room and over lines, beside going in and out. */
export type AreaChannel =
  | 'people'
  | 'peopleMax'
  | 'in'
  | 'out'
  | 'lineIn'
  | 'lineOut'
  | 'totalIn'
  | 'totalOut'
  | Region

/** People in each region of the room that the installer drew. */
export const regionChannels = Object.fromEntries(
  Array.from({ length: 16 }, (_, i) => [`region${i + 1}`, 'people.count']),
) as Record<Region, 'people.count'>

/** Two u16, those who came in and those who went out. */
export const countBoth = <C extends string>(ins: C, outs: C): Field<C> =>
  field((frame) => ({
    readings: [
      { channel: ins, value: frame.u16Le() },
      { channel: outs, value: frame.u16Le() },
    ],
  }))

/** People, number of regions, and a bit for each region with somebody in it. */
function people(frame: ByteReader): Part<AreaChannel> {
  const count = frame.u8()
  const regions = frame.u8()
  const taken = frame.u16()
  return {
    readings: [{ channel: 'people', value: count }],
    info: { regions: Array.from({ length: Math.min(16, regions) }, (_, bit) => (taken >> bit) & 1) },
  }
}

const regionCounts = (first: number, size = 8) =>
  field<AreaChannel>((frame) => ({
    readings: Array.from(frame.take(size), (value, i) => ({
      channel: `region${first + i}` as Region,
      value,
    })),
  }))

const flows = (from: string) =>
  field<AreaChannel>((frame) => ({
    info: Object.fromEntries(['a', 'b', 'c', 'd'].map((to) => [`${from}_to_${to}`, frame.u16Le()])),
  }))

const dwell = field<AreaChannel>((frame) => ({
  info: { dwell_region: frame.u8(), dwell_time_avg: frame.u16Le(), dwell_time_max: frame.u16Le() },
}))

export const areaFields: Fields<AreaChannel> = {
  '04c9': field(people),
  '06cd': field((frame) => ({ readings: [{ channel: 'peopleMax', value: frame.u8() }] })),
  '07d5': regionCounts(1),
  '08d5': regionCounts(9),
  '09da': flows('a'),
  '0ada': flows('b'),
  '0bda': flows('c'),
  '0cda': flows('d'),
  '0dcc': countBoth('totalIn', 'totalOut'),
  '0ee4': dwell,
  '0f85': field((frame) => ({ info: { timestamp: new Date(frame.u32Le() * 1000).toISOString() } })),
  '10f7': countBoth('lineIn', 'lineOut'),
  ff1f: field((frame) => ({ info: { firmware: Array.from(frame.take(4)).join('.') } })),
}

const kinds: Readonly<Record<number, Field<AreaChannel>>> = {
  1: field(people),
  2: countBoth('in', 'out'),
  3: field((frame) => ({ readings: [{ channel: 'peopleMax', value: frame.u8() }] })),
  4: regionCounts(1, 4),
  5: regionCounts(5, 4),
  6: regionCounts(9, 4),
  7: regionCounts(13, 4),
}

/** A record of history after its time and kind. */
export function areaHistory(frame: ByteReader, kind: number, at: Date): Part<AreaChannel> {
  const known = kinds[kind]
  if (!known) return { info: { history: { at: at.toISOString(), kind, unread: hexOf(frame.rest()) } } }
  const { readings = [], info = {} } = known.read(frame)
  return {
    readings: readings.map((reading) => ({ ...reading, at })),
    info: Object.keys(info).length > 0 ? { history: { at: at.toISOString(), ...info } } : {},
  }
}
