import { expect, test } from 'vitest'
import { sparkPieces } from './Sparkline.tsx'

test('a hole parts the line, the extremes touch the edges', () => {
  const pieces = sparkPieces([
    [0, 1],
    [10, 3],
    [15, null],
    [20, 2],
  ])
  expect(pieces.map((piece) => piece.length)).toEqual([2, 1])
  expect(pieces[0]![0]).toEqual({ x: 3, y: 33 })
  expect(pieces[0]![1]!.y).toBe(3)
  expect(pieces[1]![0]!.x).toBe(157)
})

test('a flat line stands in the middle, nothing draws nothing', () => {
  expect(sparkPieces([[0, 5]])).toEqual([[{ x: 3, y: 18 }]])
  expect(sparkPieces([])).toEqual([])
  expect(sparkPieces([[0, null]])).toEqual([])
})
