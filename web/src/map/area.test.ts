import { expect, test } from 'vitest'
import { formatArea, parseArea, polygonOf, simplify } from './area.ts'

test('a ring goes into the URL and comes back; what is no ring is none', () => {
  const ring = [
    [-0.56, 47.47],
    [-0.55, 47.47],
    [-0.55, 47.48],
  ] as const
  expect(parseArea(formatArea(ring))).toEqual(ring)
  for (const odd of [undefined, '', '1,2', '1,2;3,4', '1,2;3,4;x,6', '1,2,3;4,5;6,7'])
    expect(parseArea(odd)).toBeNull()
  expect(polygonOf(ring)).toMatchObject({ coordinates: [[ring[0], ring[1], ring[2], ring[0]]] })
})

test('a drawn line keeps its corners only', () => {
  const line = [...Array(11).keys()].map((i): [number, number] => [i, i % 2 ? 0.1 : 0])
  expect(simplify([...line, [10, 10]], 0.5)).toEqual([
    [0, 0],
    [10, 0],
    [10, 10],
  ])
  expect(simplify([[1, 1]], 1)).toEqual([[1, 1]])
})
