import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutAtCrossings, facesOf, ringOf } from './planar.ts'
import type { Point } from './plane.ts'
import { areaOf } from './ring.ts'

const square: Point[] = [
  { x: 0, y: 0 },
  { x: 300, y: 0 },
  { x: 300, y: 300 },
  { x: 0, y: 300 },
  { x: 0, y: 0 },
]

test('a cross in a square makes four faces', () => {
  const net = cutAtCrossings([
    { points: square, tag: 'wall' },
    {
      points: [
        { x: 150, y: -10 },
        { x: 150, y: 310 },
      ],
      tag: 'street',
    },
    {
      points: [
        { x: -10, y: 100 },
        { x: 310, y: 100 },
      ],
      tag: 'street',
    },
  ])
  const areas = facesOf(net).map((face) => Math.round(areaOf(ringOf(face))))
  expect(areas.sort((a, b) => a - b)).toEqual([15000, 15000, 30000, 30000])
})

test('whatever lines cross a square, its faces fill it exactly', () => {
  const end = fc.integer({ min: 5, max: 295 })
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), end, end), { maxLength: 8 }), (lines) => {
      const net = cutAtCrossings([
        { points: square, tag: 0 },
        ...lines.map(([upright, from, to]) => ({
          points: upright
            ? [
                { x: from, y: -5 },
                { x: to, y: 305 },
              ]
            : [
                { x: -5, y: from },
                { x: 305, y: to },
              ],
          tag: 1,
        })),
      ])
      const sum = facesOf(net).reduce((total, face) => total + areaOf(ringOf(face)), 0)
      expect(Math.abs(sum - 90000)).toBeLessThan(20)
    }),
  )
})
