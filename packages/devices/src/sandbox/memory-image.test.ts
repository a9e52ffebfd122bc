import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { restoreClean, restoreImage, stackGap, takeImage } from './memory-image.ts'

const stack = 5 * 1024 * 1024
const dataEnd = 90_000
const heapStart = dataEnd + stack
const memorySize = 8 * 1024 * 1024

/** Static data, an untouched stack, a heap: the layout that Emscripten gives. */
function freshMemory(): Uint8Array {
  const memory = new Uint8Array(memorySize)
  memory.fill(1, 1024, dataEnd)
  memory.fill(2, heapStart, heapStart + 50_000)
  return memory
}

describe('an image of the memory', () => {
  it('leaves out the stack and little else', () => {
    const memory = freshMemory()
    const gap = stackGap(memory)!
    expect(gap.from).toBeGreaterThan(dataEnd)
    expect(gap.to).toBeLessThanOrEqual(heapStart)
    expect(takeImage(memory, gap).size).toBeLessThan(300_000)
  })

  it('copies everything where the layout is another one', () => {
    const memory = new Uint8Array(memorySize)
    memory[0] = 1
    memory[memorySize - 4] = 1
    expect(stackGap(memory)).toBeUndefined()
    expect(takeImage(memory, undefined).size).toBe(memorySize)
  })

  it('undoes every write to data and heap, zeroes included', () => {
    const inData = fc.integer({ min: 0, max: dataEnd - 1 })
    const inHeap = fc.integer({ min: heapStart, max: heapStart + 49_999 })
    const writes = fc.array(fc.tuple(fc.oneof(inData, inHeap), fc.nat(255)), { maxLength: 50 })
    const memory = freshMemory()
    const image = takeImage(memory, stackGap(memory))
    const before = memory.slice()
    fc.assert(
      fc.property(writes, (list) => {
        for (const [at, byte] of list) memory[at] = byte
        restoreImage(memory, image)
        expect(Buffer.compare(memory, before)).toBe(0)
      }),
      { numRuns: 20 },
    )
  })

  it('wipes what another codec left above when a codec is loaded', () => {
    const memory = freshMemory()
    const image = takeImage(memory, stackGap(memory))
    memory.fill(9, heapStart + 50_000, heapStart + 400_000)
    restoreClean(memory, image)
    expect(memory.subarray(heapStart + 50_000).every((byte) => byte === 0)).toBe(true)
  })
})
