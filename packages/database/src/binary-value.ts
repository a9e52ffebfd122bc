/** PostgreSQL counts time from 2000-01-01, in microseconds and in days. */
export const epochMs = Date.UTC(2000, 0, 1)
export const dayMs = 86_400_000

/** A whole number up to 2^53 as two halves: BigInt would be ten times slower. */
export function writeInt8(buffer: Buffer, value: number, at: number) {
  const high = Math.floor(value / 2 ** 32)
  buffer.writeInt32BE(high, at)
  buffer.writeUInt32BE(value - high * 2 ** 32, at + 4)
}
