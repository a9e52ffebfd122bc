import { dayMs, epochMs, writeInt8 } from './binary-value.ts'

/** Rows in the binary format of COPY (PostgreSQL manual, COPY, "Binary Format"), written one value after another. */
export class CopyRows {
  #buffer: Buffer
  #at = 0
  readonly #columns: number
  readonly headerBytes: number

  constructor(columns: number, expectedBytes: number) {
    this.#columns = columns
    this.#buffer = Buffer.allocUnsafe(expectedBytes + 64)
    this.#at += this.#buffer.write('PGCOPY\n\xff\r\n\0', 'latin1')
    this.#int4(0)
    this.#int4(0)
    this.headerBytes = this.#at
  }

  get length(): number {
    return this.#at
  }

  get capacity(): number {
    return this.#buffer.length
  }

  /** Forgets what was written from there on. */
  cut(length: number) {
    this.#at = length
  }

  /** Takes over rows that were encoded elsewhere. */
  copy(from: CopyRows, start: number, end: number) {
    this.#reserve(end - start)
    this.#at += from.#buffer.copy(this.#buffer, this.#at, start, end)
  }

  row() {
    this.#reserve(2)
    this.#at = this.#buffer.writeInt16BE(this.#columns, this.#at)
  }

  int2(value: number | null) {
    if (this.#begin(value, 2)) this.#at = this.#buffer.writeInt16BE(value!, this.#at)
  }

  int4(value: number | null) {
    if (this.#begin(value, 4)) this.#int4(value!)
  }

  int8(value: number | null) {
    if (!this.#begin(value, 8)) return
    writeInt8(this.#buffer, value!, this.#at)
    this.#at += 8
  }

  float4(value: number | null) {
    if (this.#begin(value, 4)) this.#at = this.#buffer.writeFloatBE(value!, this.#at)
  }

  float8(value: number | null) {
    if (this.#begin(value, 8)) this.#at = this.#buffer.writeDoubleBE(value!, this.#at)
  }

  /** Milliseconds since 1970. */
  timestamptz(value: number) {
    this.int8((value - epochMs) * 1000)
  }

  /** The UTC day of milliseconds since 1970. */
  date(value: number) {
    this.int4(Math.floor((value - epochMs) / dayMs))
  }

  /** 32 hex digits. */
  uuid(value: string) {
    this.#begin(value, 16)
    this.#at += this.#buffer.write(value, this.#at, 16, 'hex')
  }

  text(value: string | null) {
    if (value === null) {
      this.#begin(null, 0)
      return
    }
    this.#reserve(4 + value.length * 3)
    const length = this.#buffer.write(value, this.#at + 4)
    this.#int4(length)
    this.#at += length
  }

  bytes(value: Uint8Array) {
    this.#begin(value, value.length)
    this.#buffer.set(value, this.#at)
    this.#at += value.length
  }

  end(): Buffer {
    this.#reserve(2)
    this.#at = this.#buffer.writeInt16BE(-1, this.#at)
    return this.#buffer.subarray(0, this.#at)
  }

  /** The length word of one value; false after that of null. */
  #begin(value: unknown, length: number): boolean {
    this.#reserve(4 + length)
    this.#int4(value === null ? -1 : length)
    return value !== null
  }

  #int4(value: number) {
    this.#at = this.#buffer.writeInt32BE(value, this.#at)
  }

  #reserve(bytes: number) {
    if (this.#at + bytes <= this.#buffer.length) return
    const larger = Buffer.allocUnsafe((this.#at + bytes) * 2)
    this.#buffer.copy(larger, 0, 0, this.#at)
    this.#buffer = larger
  }
}
