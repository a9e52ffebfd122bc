import { FrameError } from '../define-device.ts'
import type { BitReader } from './bit-reader.ts'

/**
 * The three Huffman code books of Watteco's batch reports: the code of "how many bits the difference takes", 0 to 14;
 * 15 says that the value follows uncoded. [length, code] by meaning.
 */
type Code = readonly [length: number, code: number]
const books: readonly (readonly Code[])[] = [
  [
    [2, 0x000],
    [2, 0x001],
    [2, 0x003],
    [3, 0x005],
    [4, 0x009],
    [5, 0x011],
    [6, 0x021],
    [7, 0x041],
    [8, 0x081],
    [10, 0x200],
    [11, 0x402],
    [11, 0x403],
    [11, 0x404],
    [11, 0x405],
    [11, 0x406],
    [11, 0x407],
  ],
  [
    [7, 0x06f],
    [5, 0x01a],
    [4, 0x00c],
    [3, 0x003],
    [3, 0x007],
    [2, 0x002],
    [2, 0x000],
    [3, 0x002],
    [6, 0x036],
    [9, 0x1bb],
    [9, 0x1b9],
    [10, 0x375],
    [10, 0x374],
    [10, 0x370],
    [11, 0x6e3],
    [11, 0x6e2],
  ],
  [
    [4, 0x009],
    [3, 0x005],
    [2, 0x000],
    [2, 0x001],
    [2, 0x003],
    [5, 0x011],
    [6, 0x021],
    [7, 0x041],
    [8, 0x081],
    [10, 0x200],
    [11, 0x402],
    [11, 0x403],
    [11, 0x404],
    [11, 0x405],
    [11, 0x406],
    [11, 0x407],
  ],
]

/** Meaning by length and code, so that a code is found while its bits arrive. */
const meanings = books.map(
  (book) => new Map(book.map(([length, code], meaning) => [length * 4096 + code, meaning])),
)

export const uncoded = 15
export const timeBook = 1
export const unchangedTime = books[timeBook]![0]!

export function readCode(bits: BitReader, book: number): number {
  const known = meanings[book]
  if (!known) throw new FrameError('frame_unknown', `batch code book ${book}`)
  for (let length = 1, code = bits.bit(); length <= 11; length++, code = code * 2 + bits.bit()) {
    const meaning = known.get(length * 4096 + code)
    if (meaning !== undefined) return meaning
  }
  throw new FrameError('frame_unknown', 'batch code')
}
