import { Rule } from '@trame/domain'
import { expect, test } from 'vitest'
import { limitsOf } from './limits.ts'

const rule = Rule.parse({
  id: 'rul_1',
  version: 1,
  name: 'Point d’apport plein',
  severity: 'minor',
  condition: { kind: 'threshold', property: 'bin.fill', is: 'above', raise: 80, clear: 60 },
  steps: [{ severity: 'major', raise: 95 }],
})

test('the limit is that of the severity that the alert has', () => {
  expect(limitsOf(rule, 'minor', {})).toEqual([{ property: 'bin.fill', raise: 80, clear: 60, below: false }])
  expect(limitsOf(rule, 'major', {})).toEqual([
    { property: 'bin.fill', raise: 95, clear: null, below: false },
  ])
})

test('a limit of the asset itself is read from its attributes', () => {
  const own = Rule.parse({
    ...rule,
    steps: [],
    condition: {
      kind: 'threshold',
      property: 'water.level',
      is: 'above',
      raise: { attribute: 'yellow', plus: 0.5 },
    },
  })
  expect(limitsOf(own, 'minor', { yellow: 2 })[0]?.raise).toBe(2.5)
  expect(limitsOf(own, 'minor', {})).toEqual([])
})
