import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createBatcher } from './batcher.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function batcherUnderTest() {
  const written: number[][] = []
  const ends: (() => void)[] = []
  const batcher = createBatcher<number[]>(
    { afterMs: 20, maxUplinks: 3 },
    () => [],
    (batch) => {
      written.push(batch)
      return new Promise((resolve) => ends.push(resolve))
    },
  )
  const push = (...numbers: number[]) => {
    for (const n of numbers) {
      batcher.open().push(n)
      batcher.added()
    }
  }
  return { batcher, push, written, endOne: () => ends.shift()!() }
}

test('writes a batch when its first item has waited long enough, a full one at once', async () => {
  const { push, written, endOne } = batcherUnderTest()
  push(1)
  await vi.advanceTimersByTimeAsync(10)
  push(2)
  await vi.advanceTimersByTimeAsync(9)
  expect(written).toEqual([])
  await vi.advanceTimersByTimeAsync(2)
  expect(written).toEqual([[1, 2]])
  endOne()
  await vi.advanceTimersByTimeAsync(0)
  push(3, 4, 5)
  expect(written[1]).toEqual([3, 4, 5])
})

test('what arrives while a batch is being written makes the next ones, in order, up to the limit', async () => {
  const { batcher, push, written, endOne } = batcherUnderTest()
  push(1, 2, 3, 4, 5, 6, 7)
  expect(written).toEqual([[1, 2, 3]])
  expect(batcher.waiting()).toBe(4)
  await vi.advanceTimersByTimeAsync(50)
  endOne()
  await vi.advanceTimersByTimeAsync(0)
  expect(written[1]).toEqual([4, 5, 6])
  const idle = batcher.idle()
  endOne()
  await vi.advanceTimersByTimeAsync(0)
  expect(written[2]).toEqual([7])
  endOne()
  await idle
})
