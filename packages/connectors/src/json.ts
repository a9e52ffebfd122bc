import { isAscii, isUtf8 } from 'node:buffer'

/** Throws on bytes that are not UTF-8, which a lenient reading would silently turn into U+FFFD. */
export function parseJson(bytes: Buffer): unknown {
  // Most are: one copy, without a decoder.
  if (isAscii(bytes)) return JSON.parse(bytes.toString('latin1'))
  if (!isUtf8(bytes)) throw new SyntaxError('not UTF-8')
  return JSON.parse(bytes.toString('utf8'))
}
