import { expect, test } from 'vitest'
import { writeCourse } from './course.ts'
import { listen } from './hearing.ts'
import { judgeNetwork } from './judge.ts'
import { drawNetwork, lossesFrom } from './network.ts'

test('the same seed draws the same network, course and nights; another one others', () => {
  const play = (seed: string) => {
    const network = drawNetwork(seed)
    const course = writeCourse(seed, network, 12)
    return JSON.stringify({ network, course, heard: listen(seed, network, course) })
  }
  expect(play('a')).toBe(play('a'))
  expect(play('a')).not.toBe(play('b'))
})

test('noise loses 0.05 dB a metre in metal, 0.3 in plastic, by the least path', () => {
  const nodes = [0, 1, 2].map((x) => [x * 100, 0] as const)
  const pipes = [
    { from: 0, to: 1, lengthM: 100, material: 'metal' as const },
    { from: 1, to: 2, lengthM: 100, material: 'plastic' as const },
  ]
  expect(lossesFrom({ nodes, pipes }, [[0, 0]])).toEqual([0, 5, 35])
})

test('leaks of a network are found and the quiet is left alone', () => {
  const judged = judgeNetwork('test/1', 110)
  expect(judged.loggerNights).toBeGreaterThan(1_000)
  expect(judged.leaks.length).toBeGreaterThan(0)
  expect(judged.leaks.filter(({ nightsToFind }) => nightsToFind === null)).toEqual([])
  expect(judged.falseAlarms / judged.loggerNights).toBeLessThan(0.002)
}, 60_000)
