import { expect, test } from 'vitest'
import { compareMembers } from './compare-members.ts'

const lamp = (n: number) => ({ id: `dev_${n}`, name: `L${n}`, address: `70b3d5000000000${n}` })
const known = (n: number) => {
  const { address, ...device } = lamp(n)
  return { address, device }
}

test('what only one of the two sides counts comes first, whoever owns it', () => {
  const stranger = { address: 'ffffffffffffffff', device: null }
  const rows = compareMembers([lamp(1), lamp(2)], [known(1), known(3), stranger])
  expect(rows.map(({ address, side }) => [address.at(-1), side])).toEqual([
    ['3', 'network'],
    ['f', 'network'],
    ['2', 'here'],
    ['1', 'both'],
  ])
  expect(rows.map(({ device }) => device?.name ?? null)).toEqual(['L3', null, 'L2', 'L1'])
})

test('a network that has not said is not one without members', () => {
  expect(compareMembers([lamp(1)], undefined).map(({ side }) => side)).toEqual(['unknown'])
  expect(compareMembers([lamp(1)], []).map(({ side }) => side)).toEqual(['here'])
})
