import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Rule } from './rule.ts'
import type { RuleInput, RuleState } from './state.ts'
import { compile, deadlineOf, initialState, step } from './step.ts'
import { hour, minute, play, ruleOf, seen, t0, tick } from './testing.ts'

const threshold = { kind: 'threshold', property: 'a', is: 'above', raise: 60, clear: 40 } as const
const lateness = 15 * minute

const rules: Record<string, Rule> = {
  threshold: ruleOf({ condition: threshold }),
  'counts and delays': ruleOf({
    condition: { ...threshold, raiseAfterMs: 7 * minute, clearAfterMs: 5 * minute, raiseAfterCount: 2 },
    severity: 'minor',
    steps: [
      { severity: 'major', raise: 80, clear: 70 },
      { severity: 'critical', hold: { raiseAfterMs: 40 * minute } },
    ],
  }),
  'all, any, not': ruleOf({
    condition: {
      kind: 'all',
      raiseAfterCount: 2,
      clearAfterMs: 3 * minute,
      of: [
        { kind: 'any', of: [threshold, { ...threshold, property: 'b', raiseAfterMs: 4 * minute }] },
        { kind: 'not', of: { ...threshold, property: 'b', is: 'below', raise: 10, clear: 20 } },
      ],
    },
  }),
  'repetition and rate': ruleOf({
    condition: {
      kind: 'any',
      of: [
        { kind: 'repetition', property: 'a', is: 'above', value: 70, count: 3, windowMs: 20 * minute },
        { kind: 'rate', property: 'b', is: 'rises', raise: 200, clear: 20, windowMs: 10 * minute },
        { kind: 'rate', property: 'a', is: 'falls', per: 'window', raise: 90, windowMs: 10 * minute },
      ],
    },
  }),
  silence: ruleOf({
    condition: { kind: 'silence', intervals: 2, expectedIntervalMs: 6 * minute, raiseAfterMs: minute },
  }),
  difference: ruleOf({
    condition: {
      kind: 'any',
      of: [
        {
          kind: 'difference',
          property: 'a',
          reference: { kind: 'property', property: 'b' },
          is: 'apart',
          raise: 70,
        },
        {
          kind: 'difference',
          property: 'b',
          reference: { kind: 'usual', weeks: 1 },
          is: 'above',
          as: 'percent',
          raise: 40,
        },
      ],
    },
  }),
  hours: ruleOf({
    condition: { ...threshold, raiseAfterMs: 5 * minute },
    activeHours: {
      weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '13:20', to: '14:00' }],
      atEnd: 'clear',
    },
  }),
  'an expression with the clock': ruleOf({
    condition: { kind: 'expression', cel: 'air_co2 > 60.0 && age_air_co2 < 600' },
  }),
}

/** Steps of one minute with some equal times and gaps; the second property comes with its own times. */
const history = fc
  .array(
    fc.record({
      gap: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 0, max: 5 }) },
        { weight: 1, arbitrary: fc.integer({ min: 6, max: 90 }) },
      ),
      property: fc.constantFrom('a', 'a', 'b', 'air.co2'),
      value: fc.integer({ min: 0, max: 100 }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((items) => {
    const inputs = new Map<string, RuleInput>()
    let at = t0
    for (const { gap, property, value } of items) {
      at += gap * minute
      const key = `${at} ${property}`
      if (!inputs.has(key)) inputs.set(key, seen(property, at, value))
    }
    return [...inputs.values()]
  })

/** Each observation arrives after a delay within the lateness: any disorder that a rule promises to undo. */
const shuffled = history.chain((inputs) =>
  fc
    .array(fc.integer({ min: 0, max: lateness }), { minLength: inputs.length, maxLength: inputs.length })
    .map((delays) => ({
      inputs,
      arrived: inputs
        .map((input, i) => ({ input, arrival: input.at + delays[i]! }))
        .sort((a, b) => a.arrival - b.arrival),
    })),
)
const end = (inputs: readonly RuleInput[]) => tick(inputs.at(-1)!.at + 3 * hour)
const many = { numRuns: 150 }

describe.each(Object.entries(rules))('%s', (_, rule) => {
  const stepper = compile(rule)
  const ordered = (inputs: readonly RuleInput[]) => play(stepper, [...inputs, end(inputs)])

  test('any order of arrival within the lateness ends in the ordered alerts, and in the same state', () => {
    fc.assert(
      fc.property(shuffled, ({ inputs, arrived }) => {
        const expected = ordered(inputs)
        const found = play(stepper, [...arrived.map(({ input }) => input), end(inputs)])
        expect(found.summary).toEqual(expected.summary)
        expect(found.state.head).toEqual(expected.state.head)
      }),
      many,
    )
  })

  test('ticks when the deadlines ask for them, at wrong times, twice or never: the same alerts', () => {
    const clocks = fc.tuple(
      shuffled,
      fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: -hour, max: hour })), {
        maxLength: 15,
      }),
    )
    fc.assert(
      fc.property(clocks, ([{ inputs, arrived }, wrong]) => {
        const live: RuleInput[] = []
        arrived.forEach(({ input, arrival }, i) => {
          live.push(input, tick(arrival))
          for (const [when, by] of wrong) if (when === i) live.push(tick(arrival + by))
        })
        expect(play(stepper, [...live, end(inputs)]).summary).toEqual(ordered(inputs).summary)
      }),
      many,
    )
  })

  test('a tick exactly at each deadline, as the service sends them, opens at the deadline', () => {
    fc.assert(
      fc.property(history, (inputs) => {
        const state = stepper.start()
        const { ledger } = play(stepper, [], state)
        const until = end(inputs)
        for (const input of [...inputs, until]) {
          for (;;) {
            const deadline = deadlineOf(state, rule)
            if (!deadline || deadline.getTime() > input.at) break
            ledger.hear(stepper.apply(state, [tick(deadline.getTime())]))
          }
          ledger.hear(stepper.apply(state, [input]))
        }
        expect(ledger.summary()).toEqual(ordered(inputs).summary)
      }),
      many,
    )
  })

  test('duplicates change nothing but the trace', () => {
    const repeated = fc.tuple(shuffled, fc.array(fc.nat(), { maxLength: 30 }))
    fc.assert(
      fc.property(repeated, ([{ inputs, arrived }, again]) => {
        const twice = arrived.map(({ input }) => input)
        for (const which of again) {
          const input = arrived[which % arrived.length]!.input
          // Again at once, and once more at some later time.
          twice.splice(twice.indexOf(input) + 1, 0, input)
          twice.splice(which % twice.length, 0, twice[which % twice.length]!)
        }
        const once = play(stepper, [...arrived.map(({ input }) => input), end(inputs)])
        const found = play(stepper, [...twice, end(inputs)])
        expect(found.state).toEqual(once.state)
        expect(found.summary).toEqual(once.summary)
      }),
      many,
    )
  })

  test('a crash after any step, with the state read back from JSON, is not noticed', () => {
    fc.assert(
      fc.property(
        shuffled,
        fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
        ({ inputs, arrived }, crash) => {
          const all = [...arrived.map(({ input }) => input), end(inputs)]
          const expected = play(stepper, all)
          let state = stepper.start()
          const { ledger } = play(stepper, [], state)
          all.forEach((input, i) => {
            const saved = JSON.stringify(state)
            if (crash[i]) {
              // The step was done but never committed: it is done again from what was saved.
              stepper.apply(JSON.parse(saved) as RuleState, [input])
              state = JSON.parse(saved) as RuleState
            }
            ledger.hear(stepper.apply(state, [input]))
          })
          expect(ledger.summary()).toEqual(expected.summary)
          expect(JSON.parse(JSON.stringify(state))).toEqual(JSON.parse(JSON.stringify(expected.state)))
        },
      ),
      many,
    )
  })

  test('however a history is cut into batches, its alerts are the same', () => {
    fc.assert(
      fc.property(
        history,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 60, maxLength: 60 }),
        (inputs, sizes) => {
          const state = stepper.start()
          const { ledger } = play(stepper, [], state)
          for (let from = 0, i = 0; from < inputs.length; from += sizes[i++]!) {
            // Newest first, as meters send their history.
            ledger.hear(stepper.apply(state, inputs.slice(from, from + sizes[i]!).reverse()))
          }
          ledger.hear(stepper.apply(state, [end(inputs)]))
          expect(ledger.summary()).toEqual(ordered(inputs).summary)
        },
      ),
      many,
    )
  })

  test('the pure form leaves its state alone and gives what the fast form gives', () => {
    fc.assert(
      fc.property(shuffled, ({ arrived }) => {
        let pure = initialState(rule)
        const fast = stepper.start()
        for (const { input } of arrived) {
          const before = JSON.stringify(pure)
          const next = step(rule, pure, input)
          expect(JSON.stringify(pure)).toBe(before)
          expect(next.events).toEqual(stepper.apply(fast, [input]))
          pure = next.state
        }
        expect(pure).toEqual(fast)
      }),
      { numRuns: 40 },
    )
  })
})

test('noise around a threshold with hysteresis: exactly one raise and one clear', () => {
  const noise = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 200, maxLength: 400 })
  fc.assert(
    fc.property(noise, (jitter) => {
      // Up to 80 for a third, and down to 50 for the rest; noise of 9 never spans the 20 between raise and clear.
      const inputs = jitter.map((by, i) => {
        const level = i < jitter.length / 3 ? 30 + (i * 150) / jitter.length : 80 - (i * 30) / jitter.length
        return seen('a', t0 + i * minute, (i > jitter.length * 0.9 ? 25 : level) + by)
      })
      const { summary } = play(compile(rules.threshold!), inputs)
      expect(summary).toHaveLength(1)
      expect(summary[0]!.clearedAt).not.toBeNull()
    }),
  )
})

test('later than the lateness: shown in the trace, and a closed episode stays as it was told', () => {
  const stepper = compile(rules.threshold!)
  const { state, ledger } = play(stepper, [
    seen('a', t0, 70),
    seen('a', t0 + 10 * minute, 30),
    seen('a', t0 + 40 * minute, 30),
  ])
  const before = JSON.stringify(state)
  expect(stepper.apply(state, [seen('a', t0 + 5 * minute, 10)])).toEqual([
    { type: 'late', property: 'a', value: 10, at: t0 + 5 * minute, watermark: t0 + 25 * minute },
  ])
  expect(JSON.stringify(state)).toBe(before)
  expect(ledger.summary()).toMatchObject([{ openedAt: t0, clearedAt: t0 + 10 * minute }])
})

test('within the lateness: the alert is moved or taken back, and says so', () => {
  const rule = ruleOf({ condition: { ...threshold, raiseAfterMs: 10 * minute } })
  const stepper = compile(rule)
  const state = stepper.start()
  stepper.apply(state, [seen('a', t0, 70)])
  expect(stepper.apply(state, [seen('a', t0 + 12 * minute, 75)])).toMatchObject([
    { type: 'opened', at: t0 + 10 * minute },
  ])
  expect(stepper.apply(state, [seen('a', t0 + 5 * minute, 30)])).toMatchObject([
    { type: 'retracted', episode: { number: 1 } },
  ])
  expect(stepper.apply(state, [tick(t0 + 22 * minute)])).toMatchObject([
    { type: 'opened', at: t0 + 22 * minute, episode: { number: 1 } },
  ])
})

test('the state stays small however long and dense the history is', () => {
  for (const rule of Object.values(rules)) {
    const stepper = compile(rule)
    const state = stepper.start()
    for (let i = 0; i < 20_000; i++) {
      stepper.apply(state, [seen(i % 2 ? 'a' : 'b', t0 + i * 500, (i * 7919) % 101)])
    }
    expect(state.buffer.length).toBeLessThanOrEqual(513)
    expect(JSON.stringify(state).length).toBeLessThan(150_000)
  }
})
