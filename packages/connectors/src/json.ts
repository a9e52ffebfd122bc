import { isUtf8 } from 'node:buffer'

/** Throws on bytes that are not UTF-8, which a lenient reading would silently turn into U+FFFD. */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new SyntaxError('not UTF-8')
  return JSON.parse(bytes.toString('utf8'))
}
