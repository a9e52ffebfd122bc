import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFairQueue } from './fair-queue.ts'

describe('the queue', () => {
  it('serves codecs in turns, however long one queue is', () => {
    const queue = createFairQueue<string, number>()
    for (let i = 0; i < 5; i++) queue.push('busy', i)
    queue.push('quiet', 100)
    const most = () => 2
    expect(queue.next(most)).toEqual({ key: 'busy', items: [0, 1] })
    expect(queue.next(most)).toEqual({ key: 'quiet', items: [100] })
    expect(queue.next(most)).toEqual({ key: 'busy', items: [2, 3] })
  })

  it('passes over a codec that may not run now', () => {
    const queue = createFairQueue<string, number>()
    queue.push('held', 1)
    queue.push('free', 2)
    expect(queue.next((key) => (key === 'held' ? 0 : 9))?.key).toBe('free')
    expect(queue.next(() => 0)).toBeUndefined()
    expect(queue.size()).toBe(1)
  })

  it('keeps the order of one codec and loses nothing, whatever is taken and put back', () => {
    const step = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      pushed: fc.nat(5),
      most: fc.nat(4),
      back: fc.nat(4),
    })
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const queue = createFairQueue<string, number>()
        const served = new Map<string, number[]>()
        let count = 0
        for (const { key, pushed, most, back } of steps) {
          for (let i = 0; i < pushed; i++) queue.push(key, count++)
          const turn = queue.next(() => most)
          if (!turn) continue
          const kept = turn.items.slice(0, Math.max(0, turn.items.length - back))
          queue.putBack(turn.key, turn.items.slice(kept.length))
          served.set(turn.key, [...(served.get(turn.key) ?? []), ...kept])
        }
        expect(queue.size() + [...served.values()].flat().length).toBe(count)
        for (const list of served.values()) expect(list).toEqual(list.toSorted((a, b) => a - b))
      }),
    )
  })
})
