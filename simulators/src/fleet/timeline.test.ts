import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTimeline } from './timeline.ts'

const every = (interval: number) => ({
  interval,
  source: { next: (after: number) => (Math.floor(after / interval) + 1) * interval },
})

test('speakers take their turns in order of time, and nobody is forgotten', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 }),
      fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 20 }),
      (intervals, answers) => {
        const speakers = intervals.map(every)
        const timeline = createTimeline<(typeof speakers)[number], string>(speakers, 0)
        for (const at of answers) timeline.add({ at, speaker: speakers[0]!, answer: 'yes' })
        const turns: { at: number; answer?: string }[] = []
        for (let turn = timeline.take(300); turn; turn = timeline.take(300)) turns.push(turn)
        const times = turns.map(({ at }) => at)
        expect(times).toEqual(times.toSorted((a, b) => a - b))
        expect(turns.filter(({ answer }) => answer !== undefined).length).toBe(
          answers.filter((at) => at <= 300).length,
        )
        expect(turns.filter(({ answer }) => answer === undefined).length).toBe(
          intervals.reduce((sum, interval) => sum + Math.floor(300 / interval), 0),
        )
      },
    ),
  )
})
