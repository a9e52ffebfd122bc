import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dryRun } from './dry-run.ts'
import { compile } from './step.ts'
import { hour, minute, play, ruleOf, seen, t0, tick } from './testing.ts'

const rule = ruleOf({
  condition: {
    kind: 'threshold',
    property: 'bin.fill',
    is: 'above',
    raise: 80,
    clear: 70,
    raiseAfterMs: 20 * minute,
  },
  steps: [{ severity: 'major', raise: 95 }],
})

test('the alerts of a dry run are those that the live engine raised, its ticks and crashes included', () => {
  const values = fc.array(fc.integer({ min: 40, max: 100 }), { minLength: 1, maxLength: 80 })
  fc.assert(
    fc.property(values, (series) => {
      const inputs = series.map((value, i) => seen('bin.fill', t0 + i * 7 * minute, value))
      const until = t0 + series.length * 7 * minute + hour
      const live = inputs.flatMap((input, i) => [input, tick(input.at + ((i * 37) % 420) * 1000)])
      const { ledger } = play(compile(rule), [...live, tick(until)])
      const dry = [...dryRun(rule, [{ assetId: 'ast_1', inputs, until }])]
      expect(
        dry.map(({ openedAt, severity, clearedAt, reason }) => ({ openedAt, severity, clearedAt, reason })),
      ).toEqual(ledger.summary())
    }),
  )
})

test('several assets, each with its context; what ended before the asked time only warmed the rule up', () => {
  const limited = ruleOf({
    condition: { kind: 'threshold', property: 'water.level', is: 'above', raise: { attribute: 'yellow' } },
  })
  const inputs = [1, 3, 1, 3].map((value, i) => seen('water.level', t0 + i * hour, value))
  const found = dryRun(limited, [
    { assetId: 'ast_1', inputs, context: { attributes: { yellow: 2 } }, from: t0 + 150 * minute },
    { assetId: 'ast_2', inputs, context: { attributes: { yellow: 5 } } },
  ])
  expect([...found]).toMatchObject([{ assetId: 'ast_1', number: 2, openedAt: t0 + 3 * hour, count: 1 }])
})

test('an alert still open at the end tells its newest values', () => {
  const simple = ruleOf({ condition: { kind: 'threshold', property: 'a', is: 'above', raise: 1 } })
  const inputs = [2, 9, 4].map((value, i) => seen('a', t0 + i * hour, value))
  expect([...dryRun(simple, [{ assetId: 'ast_1', inputs }])]).toMatchObject([
    { count: 3, first: [2, t0], last: [4, t0 + 2 * hour], highest: 9, clearedAt: null },
  ])
})
