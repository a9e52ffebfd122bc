import { ByteReader } from '../byte-reader.ts'
import { type Decoded, type Frame, FrameError, type Reading } from '../define-device.ts'
import { bytesOf, hexOf } from '../hex.ts'
import { type Part, systemParts } from './system-parts.ts'
import type { TlvNumber } from './tlv-numbers.ts'

/**
 * Milesight's IPSO-like frames: channel byte, type byte, value with the least significant byte first, repeated. The
 * port is the installer's choice (85 by default), so it is not looked at. A field is named by its two bytes in hex.
 */
export type Fields<C extends string> = Readonly<Record<string, Field<C>>>

export interface Field<C extends string> {
  read(frame: ByteReader): Part<C>
  /** For `frame`: the channel whose value this field can write. */
  channel?: C
  write?(value: number): number[]
}

const outcome: Record<number, string> = { 0: 'released', 1: 'threshold', 2: 'mutation' }

/** One value of one channel. */
export function value<C extends string>(channel: C, number: TlvNumber): Field<C> {
  return { channel, write: number.write, read: (frame) => part(channel, number.read(frame)) }
}

/** A value, then a byte that says why it was sent at once (the 8x channels). */
export function alarmed<C extends string>(channel: C, number: TlvNumber): Field<C> {
  return {
    read: (frame) => {
      const { readings, info } = part(channel, number.read(frame))
      const flag = frame.u8()
      return { readings, info: { ...info, [`${channel}Alarm`]: outcome[flag] ?? flag } }
    },
  }
}

/** Several things of any shape, read by hand. */
export function field<C extends string>(read: (frame: ByteReader) => Part<C>): Field<C> {
  return { read }
}

/** Seconds since 1970, then values of that time. */
export function history<C extends string>(...columns: [channel: C, number: TlvNumber][]): Field<C> {
  return {
    read: (frame) => {
      const at = new Date(frame.u32Le() * 1000)
      const parts = columns.map(([channel, number]) => part(channel, number.read(frame)))
      return {
        readings: parts.flatMap(({ readings }) => readings.map((reading) => ({ ...reading, at }))),
        info: Object.assign({}, ...parts.map(({ info }) => info)),
      }
    },
  }
}

export function part<C extends string>(channel: C, got: number | { error: string }) {
  return typeof got === 'number'
    ? { readings: [{ channel, value: got }], info: {} }
    : { readings: [], info: { [`${channel}Error`]: got.error } }
}

export function decodeTlv<C extends string>(bytes: Uint8Array, fields: Fields<C>): Decoded<C> {
  const frame = new ByteReader(bytes)
  const readings = new Map<string, Reading<C>>()
  const info: Record<string, unknown> = {}
  if (frame.left === 0) throw new FrameError('frame_truncated', 'an empty frame')
  while (frame.left > 0) {
    const start = frame.offset
    const key = hexOf(frame.take(2))
    const known = fields[key] ?? (systemParts(key) as Field<C> | undefined)
    if (!known) {
      // Lengths are not on the wire: what follows an unknown field cannot be read.
      if (start === 0) throw new FrameError('frame_unknown', `field ${key}`)
      info.unread = hexOf(bytes.subarray(start))
      break
    }
    const got = known.read(frame)
    Object.assign(info, got.info)
    // An alarm repeats the value of the same moment: the last one counts.
    for (const reading of got.readings ?? []) {
      readings.set(`${reading.channel} ${reading.at?.getTime()}`, reading)
    }
  }
  return { readings: [...readings.values()], info }
}

/** The first field that can write a channel writes it. */
export function tlvFrame<C extends string>(fields: Fields<C>, values: Partial<Record<C, number>>): Frame {
  const written = new Set<C>()
  const bytes = Object.entries<Field<C>>(fields).flatMap(([key, { channel, write }]) => {
    const wanted = channel === undefined ? undefined : values[channel]
    if (channel === undefined || wanted === undefined || !write || written.has(channel)) return []
    written.add(channel)
    return [...bytesOf(key), ...write(wanted)]
  })
  return { fPort: 85, bytes: Uint8Array.from(bytes) }
}
