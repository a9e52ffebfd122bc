import { Condition } from '@trame/domain'
import { expect, test } from 'vitest'
import { newCondition } from './edit.ts'
import { drawnCorners, ringOf } from './place.ts'

const corners: [number, number][] = [
  [-1.43, 46.67],
  [-1.42, 46.67],
  [-1.42, 46.68],
]

test('a drawn zone is a closed ring, and comes back as its corners', () => {
  const condition = Condition.parse({ kind: 'place', is: 'inside', polygon: [ringOf(corners)] })
  expect(condition).toMatchObject({ polygon: [[...corners, corners[0]]] })
  expect(condition.kind === 'place' && drawnCorners(condition)).toEqual(corners)
})

test('a new zone has to be drawn before the rule can be saved', () => {
  const condition = newCondition('place', 'bin.fill', 10)
  expect(condition.kind === 'place' && drawnCorners(condition)).toBeNull()
  expect(Condition.safeParse(condition).success).toBe(false)
})
