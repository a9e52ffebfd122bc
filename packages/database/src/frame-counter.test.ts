import { expect, test } from 'vitest'
import { followFrame } from './frame-counter.ts'

const frame = (fCnt: number, second = fCnt, devAddr = 'aa') => ({ devAddr, fCnt, at: second * 1000 })

test('counts the frames between two that came', () => {
  expect(followFrame(frame(99), frame(111))).toEqual({ session: frame(111), lost: { from: 100, to: 110 } })
  expect(followFrame(frame(99), frame(100)).lost).toBeUndefined()
})

test('a frame that was sent earlier is late, and leaves the session as it is', () => {
  expect(followFrame(frame(111), frame(104))).toEqual({ session: frame(111), late: true })
})

test('another address, a smaller counter sent later, and a step beyond MAX_FCNT_GAP begin a new session', () => {
  expect(followFrame(undefined, frame(500)).lost).toBeUndefined()
  expect(followFrame(frame(500), frame(0, 600, 'bb'))).toEqual({ session: frame(0, 600, 'bb') })
  expect(followFrame(frame(500), frame(0, 600))).toEqual({ session: frame(0, 600) })
  expect(followFrame(frame(500), frame(40_000, 600)).lost).toBeUndefined()
})

test('after a join the frame 0 is expected', () => {
  const joined = { devAddr: 'aa', fCnt: -1, at: 0 }
  expect(followFrame(joined, frame(0)).lost).toBeUndefined()
  expect(followFrame(joined, frame(3)).lost).toEqual({ from: 0, to: 2 })
})

test.each([2 ** 16, 2 ** 32])('a counter that wraps at %d goes on', (size) => {
  const last = { devAddr: 'aa', fCnt: size - 1, at: 1000 }
  expect(followFrame(last, frame(0, 2))).toEqual({ session: frame(0, 2) })
  expect(followFrame(last, frame(2, 2)).lost).toEqual({ from: size, to: size + 1 })
})
