/** `0a ff` or `0AFF` -> bytes. Throws on anything that is no hex: these are constants and checked inputs. */
export function bytesOf(hex: string): Uint8Array {
  const digits = hex.replace(/\s/g, '')
  if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) throw new RangeError('not hexadecimal')
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
    Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  )
}

const digitsOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

export function hexOf(bytes: Iterable<number>): string {
  let hex = ''
  for (const byte of bytes) hex += digitsOf[byte]!
  return hex
}
