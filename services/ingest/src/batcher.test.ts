import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createBatcher } from './batcher.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function batcherUnderTest() {
  const batches: number[][] = []
  const ends: (() => void)[] = []
  const batcher = createBatcher<number>({ uplinks: 3, afterMs: 20, maxUplinks: 5 }, (batch) => {
    batches.push(batch)
    return new Promise((resolve) => ends.push(resolve))
  })
  return { batcher, batches, endOne: () => ends.shift()!() }
}

test('hands on a full batch at once, any other when its oldest item has waited long enough', async () => {
  const { batcher, batches, endOne } = batcherUnderTest()
  for (const n of [1, 2, 3]) batcher.push(n)
  expect(batches).toEqual([[1, 2, 3]])
  endOne()
  await vi.advanceTimersByTimeAsync(0)
  batcher.push(4)
  await vi.advanceTimersByTimeAsync(19)
  expect(batches).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(2)
  expect(batches[1]).toEqual([4])
})

test('what arrives while a batch is being written makes the next one, up to the limit', async () => {
  const { batcher, batches, endOne } = batcherUnderTest()
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9]) batcher.push(n)
  expect(batches).toEqual([[1, 2, 3]])
  endOne()
  await vi.advanceTimersByTimeAsync(0)
  expect(batches[1]).toEqual([4, 5, 6, 7, 8])
  const idle = batcher.idle()
  endOne()
  await vi.advanceTimersByTimeAsync(25)
  expect(batches[2]).toEqual([9])
  endOne()
  await idle
})
