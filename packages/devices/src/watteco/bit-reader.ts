import { FrameError } from '../define-device.ts'

/** Bits of a batch, the least significant bit of each byte first. */
export class BitReader {
  private readonly bytes: Uint8Array
  private position = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  get left() {
    return 8 * this.bytes.length - this.position
  }

  bit(): number {
    if (this.left === 0) throw new FrameError('frame_truncated', `batch of ${this.bytes.length} bytes`)
    const bit = (this.bytes[this.position >> 3]! >> (this.position & 7)) & 1
    this.position++
    return bit
  }

  /** A number of up to 32 bits: an incomplete most significant byte first, then whole bytes. */
  field(bits: number): number {
    let value = 0
    for (let left = bits; left > 0; ) {
      const chunk = left % 8 || 8
      let byte = 0
      for (let i = 0; i < chunk; i++) byte |= this.bit() << i
      value = value * 256 + byte
      left -= chunk
    }
    return value
  }
}

export class BitWriter {
  private readonly bits: number[] = []

  field(value: number, bits: number): this {
    const bytes: number[] = []
    for (let left = bits; left > 0; left -= left % 8 || 8) bytes.push(left % 8 || 8)
    let shift = bits
    for (const chunk of bytes) {
      shift -= chunk
      const byte = Math.floor(value / 2 ** shift) % 2 ** chunk
      for (let i = 0; i < chunk; i++) this.bits.push((byte >> i) & 1)
    }
    return this
  }

  /** A Huffman code: its most significant bit first. */
  code(code: number, bits: number): this {
    for (let i = bits - 1; i >= 0; i--) this.bits.push((code >> i) & 1)
    return this
  }

  bytes(): Uint8Array {
    const bytes = new Uint8Array(Math.ceil(this.bits.length / 8))
    this.bits.forEach((bit, i) => {
      bytes[i >> 3]! |= bit << (i & 7)
    })
    return bytes
  }
}
