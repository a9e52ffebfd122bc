import { FrameError } from '../define-device.ts'

/** Fields of any width, the most significant bit first, one after the other. */
export class BitFields {
  private readonly bytes: Uint8Array
  private position: number

  constructor(bytes: Uint8Array, start: number) {
    this.bytes = bytes
    this.position = start
  }

  get left() {
    return 8 * this.bytes.length - this.position
  }

  take(width: number): number {
    if (width > this.left) throw new FrameError('frame_truncated', `bit ${this.position + width}`)
    let value = 0
    for (let i = 0; i < width; i++, this.position++) {
      value = value * 2 + ((this.bytes[this.position >> 3]! >> (7 - (this.position & 7))) & 1)
    }
    return value
  }

  /** Named fields in order; those that a shorter, older frame lacks are left out. */
  named(layout: readonly (readonly [name: string, width: number])[]): Record<string, number> {
    const values: Record<string, number> = {}
    for (const [name, width] of layout) {
      if (width > this.left) break
      values[name] = this.take(width)
    }
    return values
  }
}

/** The other way, for simulated frames. */
export function packBits(fields: readonly (readonly [value: number, width: number])[]): number[] {
  const bits = fields.flatMap(([value, width]) =>
    Array.from({ length: width }, (_, i) => Math.floor(value / 2 ** (width - 1 - i)) % 2),
  )
  return Array.from({ length: Math.ceil(bits.length / 8) }, (_, byte) =>
    Array.from({ length: 8 }, (_, i) => bits[8 * byte + i] ?? 0).reduce((sum, bit) => sum * 2 + bit, 0),
  )
}
