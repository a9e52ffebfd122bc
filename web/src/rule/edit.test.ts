import { Rule } from '@trame/domain'
import { expect, test } from 'vitest'
import { conditionAt, newCondition, newKinds, newRule, replaceAt, sameRule, withCondition } from './edit.ts'

const fill = newCondition('threshold', 'bin.fill', 80)
const warm = newCondition('threshold', 'air.temperature', 30)

test('a second condition makes a group, its removal unmakes it', () => {
  const both = withCondition(fill, warm)
  expect(both.kind).toBe('all')
  expect(conditionAt(both, [1])).toEqual(warm)
  expect(replaceAt(both, [1], null)).toEqual(fill)
})

test('a condition deep inside is replaced without touching its neighbours', () => {
  const nested = withCondition(withCondition(fill, warm, 'any'), fill)
  const changed = replaceAt(nested, [0, 1], { ...warm, raiseAfterMs: 60_000 })!
  expect(conditionAt(changed, [0, 1]).raiseAfterMs).toBe(60_000)
  expect(conditionAt(changed, [0, 0])).toEqual(fill)
  expect(conditionAt(changed, [1])).toEqual(fill)
})

// A zone has to be drawn first.
test.each(newKinds.filter((kind) => kind !== 'place'))(
  'a new %s is a rule that the schema accepts',
  (kind) => {
    const rule = {
      ...newRule('Test', 'bin.fill', 80, 'wasteBin'),
      condition: newCondition(kind, 'bin.fill', 80),
    }
    expect(Rule.safeParse(rule).success).toBe(true)
  },
)

test('two versions of the same sentence are the same', () => {
  const rule = newRule('Test', 'bin.fill', 80, undefined)
  expect(sameRule(rule, { ...rule, version: 7 })).toBe(true)
  expect(sameRule(rule, { ...rule, severity: 'major' })).toBe(false)
})
