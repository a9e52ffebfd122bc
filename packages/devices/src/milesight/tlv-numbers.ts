import type { ByteReader } from '../byte-reader.ts'
import { i16Le, u8 as u8Bytes, u16Le, u32Le } from '../byte-writer.ts'

export interface TlvNumber {
  read(frame: ByteReader): number | { error: string }
  write(value: number): number[]
}

const errors: Record<number, string> = { 65533: 'out of range', 65535: 'collection failed' }

/** `perUnit` counts of the wire make one unit of the property: `u16(10)` reads 235 as 23.5. */
const number =
  (read: (frame: ByteReader) => number, write: (value: number) => number[]) =>
  (perUnit = 1): TlvNumber => ({
    read: (frame) => read(frame) / perUnit,
    write: (value) => write(value * perUnit),
  })

export const u8 = number((frame) => frame.u8(), u8Bytes)
export const u16 = number((frame) => frame.u16Le(), u16Le)
export const i16 = number((frame) => frame.i16Le(), i16Le)
export const u32 = number((frame) => frame.u32Le(), u32Le)
/** A state: any value but 0 is 1. */
export const bit: TlvNumber = {
  read: (frame) => (frame.u8() === 0 ? 0 : 1),
  write: (value) => u8Bytes(value),
}

/** A 16 bit number in which FFFF and FFFD stand for a probe that gave nothing. */
export const probe = (of: TlvNumber): TlvNumber => ({
  write: of.write,
  read: (frame) => {
    const raw = (frame.peek() ?? 0) + 256 * (frame.peek(1) ?? 0)
    const got = of.read(frame)
    return errors[raw] ? { error: errors[raw] } : got
  },
})
