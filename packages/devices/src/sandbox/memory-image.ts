/**
 * A copy of the engine's linear memory, put back before every call: each call starts from the same bytes, so nothing that a
 * codec leaves behind (globals, patched prototypes, leaked memory) reaches the next call, at the price of one copy of
 * about 300 kB (some 20 microseconds) instead of a fresh context and a new evaluation of the source.
 */
export interface MemoryImage {
  segments: { at: number; bytes: Uint8Array }[]
  end: number
  size: number
}

const pageBytes = 64 * 1024
/** Emscripten's stack, the one large region that is empty between calls; its dead frames need no copy. */
const stackRegionBytes = 5 * 1024 * 1024

/** The unused middle of the stack, found once in a fresh engine; undefined = copy everything, slower but as correct. */
export function stackGap(memory: Uint8Array): { from: number; to: number } | undefined {
  const words = wordsOf(memory)
  let best = { from: 0, to: 0 }
  let from = 0
  for (let i = 0; i < words.length; i++) {
    if (words[i] === 0) continue
    if (i - from > (best.to - best.from) / 4) best = { from: from * 4, to: i * 4 }
    from = i + 1
  }
  // Static data that happens to be zero lies at the lower edge: one page of it is copied all the same. A gap longer than
  // the stack plus that page would mean that the layout is not the one assumed here.
  const length = best.to - best.from
  if (length < stackRegionBytes / 2 || length > stackRegionBytes + pageBytes) return undefined
  return { from: best.from + pageBytes, to: best.to }
}

export function takeImage(memory: Uint8Array, gap: { from: number; to: number } | undefined): MemoryImage {
  const end = usedBytes(memory)
  const ranges = gap
    ? [
        [0, gap.from],
        [gap.to, end],
      ]
    : [[0, end]]
  const segments = ranges.map(([from, to]) => ({ at: from!, bytes: memory.slice(from, to) }))
  return { segments, end, size: segments.reduce((sum, { bytes }) => sum + bytes.length, 0) }
}

export function restoreImage(memory: Uint8Array, image: MemoryImage): void {
  for (const { at, bytes } of image.segments) memory.set(bytes, at)
}

/** Also wipes what other codecs left above the image. Done when a codec is loaded, not on each call. */
export function restoreClean(memory: Uint8Array, image: MemoryImage): void {
  const used = usedBytes(memory)
  if (used > image.end) memory.fill(0, image.end, used)
  restoreImage(memory, image)
}

function usedBytes(memory: Uint8Array): number {
  const words = wordsOf(memory)
  let last = words.length - 1
  while (last >= 0 && words[last] === 0) last--
  return (last + 1) * 4
}

const wordsOf = (memory: Uint8Array) => new Int32Array(memory.buffer, 0, memory.byteLength >> 2)
