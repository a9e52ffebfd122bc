import { FrameError } from './define-device.ts'

/**
 * Reads a frame from front to back. Every read is checked: past the end it refuses with `frame_truncated`, so a
 * decoder never has to look at lengths itself. Names follow the C types; `Le` = least significant byte first.
 */
export class ByteReader {
  readonly bytes: Uint8Array
  offset = 0
  private readonly view: DataView

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get left() {
    return this.bytes.length - this.offset
  }

  private step(size: number) {
    if (size < 0 || size > this.left) {
      throw new FrameError('frame_truncated', `byte ${this.bytes.length} of at least ${this.offset + size}`)
    }
    const at = this.offset
    this.offset += size
    return at
  }

  u8() {
    return this.view.getUint8(this.step(1))
  }
  i8() {
    return this.view.getInt8(this.step(1))
  }
  u16() {
    return this.view.getUint16(this.step(2))
  }
  u16Le() {
    return this.view.getUint16(this.step(2), true)
  }
  i16() {
    return this.view.getInt16(this.step(2))
  }
  i16Le() {
    return this.view.getInt16(this.step(2), true)
  }
  u24() {
    return this.u16() * 256 + this.u8()
  }
  u24Le() {
    return this.u16Le() + this.u8() * 65536
  }
  i24() {
    return signed(this.u24(), 24)
  }
  u32() {
    return this.view.getUint32(this.step(4))
  }
  u32Le() {
    return this.view.getUint32(this.step(4), true)
  }
  i32() {
    return this.view.getInt32(this.step(4))
  }
  i32Le() {
    return this.view.getInt32(this.step(4), true)
  }
  f32() {
    return this.view.getFloat32(this.step(4))
  }
  f32Le() {
    return this.view.getFloat32(this.step(4), true)
  }

  take(size: number) {
    const at = this.step(size)
    return this.bytes.subarray(at, at + size)
  }

  rest() {
    return this.take(this.left)
  }

  skip(size: number) {
    this.step(size)
  }

  peek(ahead = 0): number | undefined {
    return this.bytes[this.offset + ahead]
  }
}

/** Two's complement of a number of any width up to 32 bits. */
export function signed(value: number, bits: number): number {
  return value >= 2 ** (bits - 1) ? value - 2 ** bits : value
}

/**
 * A float32 as its shortest decimal that is the same float: 23.2, not 23.200000762939453. The device meant the short
 * one, and exact examples can be written.
 */
export function shortFloat(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return value
}
