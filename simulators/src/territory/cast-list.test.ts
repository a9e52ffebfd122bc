import { expect, test } from 'vitest'
import { whereaboutsOf } from '../fleet/moves.ts'
import { moved } from '../fleet/placement.ts'
import { lorawanMember } from '../fleet/plan.ts'
import { gateway, stageWith } from '../testing.ts'
import { distanceM } from '../wire/position.ts'
import { memberToPlay } from './cast-list.ts'

test('who plays a bin by the lake knows where it spends the winter, and nothing of what was registered', () => {
  const planned = lorawanMember(
    stageWith(),
    { key: 'pav-1', name: 'pav-1', position: gateway.position, siteId: null, type: 'wasteContainer' },
    'pf-wilsen-sonic',
    { kind: 'bin', emptyM: 1.6, fullM: 0.3, rounds: [2, 5], roundHour: 6 },
  )
  const wintersAt = moved(gateway.position, 40, 260)
  const member = memberToPlay({ ...planned, wintersAt })
  expect(member).not.toHaveProperty('asset')
  expect(member).not.toHaveProperty('bindings')
  const { fix } = whereaboutsOf(0, member)!
  expect(distanceM(fix(Date.parse('2026-12-01T00:00:00Z')), wintersAt)).toBeLessThan(30)
})
