import { ByteReader } from '../byte-reader.ts'
import { u16 } from '../byte-writer.ts'
import { type Decoded, type Frame, FrameError, type Reading } from '../define-device.ts'

/**
 * Decentlab's frames, protocol 2: version, device id, a bit for each block of sensors that is present, then 16 bit words.
 * https://www.decentlab.com/support (payload description of each DL-xxx)
 */
export interface Block<C extends string> {
  words: number
  /** Values of this block; a word of FFFF is a sensor that gave nothing, unless the device says otherwise. */
  read(words: readonly number[]): { [K in C]?: number }
  /** Facts that are no channel. */
  info?(words: readonly number[]): Record<string, unknown>
  /** For `frame`: undefined when it lacks what this block needs. */
  write?(values: { [K in C]?: number }): number[] | undefined
}

/** Most values travel with an offset, so that they can be negative. */
export const zero = 32768

/** Every Decentlab device ends with its battery, in millivolts. */
export const battery: Block<'battery'> = {
  words: 1,
  read: ([millivolts = 0]) => ({ battery: millivolts / 1000 }),
  write: ({ battery: volts }) => (volts === undefined ? undefined : [volts * 1000]),
}

export interface Header {
  deviceId: number
  flags: number
  /** The words of all blocks together. */
  words: number[]
}

export function readHeader(bytes: Uint8Array): Header {
  const frame = new ByteReader(bytes)
  const version = frame.u8()
  if (version !== 2) throw new FrameError('frame_unknown', `protocol ${version}`)
  const deviceId = frame.u16()
  const flags = frame.u16()
  const words: number[] = []
  while (frame.left >= 2) words.push(frame.u16())
  return { deviceId, flags, words }
}

export function decodeDecentlab<C extends string>(
  bytes: Uint8Array,
  blocks: readonly Block<C>[],
): Decoded<C> {
  const { deviceId, flags, words } = readHeader(bytes)
  return decodeBlocks({ deviceId, flags, words }, blocks)
}

export function decodeBlocks<C extends string>(
  { deviceId, flags, words }: Header,
  blocks: readonly Block<C>[],
): Decoded<C> {
  const readings: Reading<C>[] = []
  const info: Record<string, unknown> = { deviceId }
  let at = 0
  for (const [bit, block] of blocks.entries()) {
    if ((flags & (1 << bit)) === 0) continue
    const own = words.slice(at, at + block.words)
    if (own.length < block.words) throw new FrameError('frame_truncated', `block ${bit} of the frame`)
    at += block.words
    for (const [channel, value] of Object.entries(block.read(own)) as [C, number][]) {
      readings.push({ channel, value })
    }
    Object.assign(info, block.info?.(own))
  }
  return { readings, info }
}

export function decentlabFrame<C extends string>(
  blocks: readonly Block<C>[],
  values: Partial<Record<C, number>>,
): Frame {
  const written = blocks.map((block) => block.write?.(values as { [K in C]?: number }))
  const flags = written.reduce((sum, words, bit) => sum + (words ? 1 << bit : 0), 0)
  const words = written.flatMap((block) => block ?? []).flatMap((word) => u16(word))
  return { fPort: 1, bytes: Uint8Array.from([2, ...u16(1), ...u16(flags), ...words]) }
}
