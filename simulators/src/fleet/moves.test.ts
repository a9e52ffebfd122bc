import { decodeFrame, deviceModel } from '@trame/devices'
import { expect, test } from 'vitest'
import { gateway, lamp, playing } from '../testing.ts'
import { distanceM } from '../wire/position.ts'
import { dayMs, hourMs } from '../world/local-time.ts'
import { goodTempers } from './faults.ts'
import { type Member, requireModel, wiringOf } from './member.ts'
import { whereaboutsOf } from './moves.ts'
import { moved } from './placement.ts'

const june = Date.parse('2026-06-01T00:00:00Z')
const bin = (key = 'pav-001'): Member => ({
  key,
  position: gateway.position,
  play: { kind: 'bin', emptyM: 1.6, fullM: 0.3, rounds: [2, 5], roundHour: 6 },
  name: key,
  assetId: `ast_${key}`,
  address: '0200000000000009',
  lorawan: {
    modelId: 'pf-wilsen-sonic',
    wiring: wiringOf(requireModel('pf-wilsen-sonic')),
    deviceClass: 'A',
  },
})
const hours = Array.from({ length: 150 * 24 }, (_, hour) => june + hour * hourMs)

test('what does not stay where it was put is away about once a month, far enough to be missed, and comes back', () => {
  const restless = whereaboutsOf(1, bin())!
  const away = hours.filter((at) => restless.isAway(at))
  const spells = away.filter((at) => !away.includes(at - hourMs)).length
  expect(spells).toBeGreaterThanOrEqual(4)
  expect(spells).toBeLessThanOrEqual(6)
  expect(away.length).toBeGreaterThanOrEqual(spells * 5)
  expect(away.length).toBeLessThanOrEqual(spells * 73)
  for (const at of hours) {
    const metres = distanceM(restless.fix(at), gateway.position)
    if (restless.isAway(at)) expect(metres).toBeGreaterThan(50)
    else expect(metres).toBeLessThan(30)
  }
  expect(hours.map((at) => restless.fix(at))).toEqual(hours.map((at) => whereaboutsOf(1, bin())!.fix(at)))
})

test('the others stay, and who tells no position has none', () => {
  const calm = whereaboutsOf(0, bin())!
  expect(hours.filter((at) => calm.isAway(at))).toEqual([])
  expect(whereaboutsOf(1, lamp())).toBeNull()
  const keys = Array.from({ length: 400 }, (_, n) => `pav-${n}`)
  const some = keys.filter((key) => hours.some((at) => whereaboutsOf(0.1, bin(key))!.isAway(at)))
  expect(some.length).toBeGreaterThan(20)
  expect(some.length).toBeLessThan(60)
})

test('a bin that moves with the season is where it belongs in both', () => {
  const winter = moved(gateway.position, 0, 500)
  const seasonal = whereaboutsOf(0, { ...bin(), wintersAt: winter })!
  expect(distanceM(seasonal.fix(june), gateway.position)).toBeLessThan(30)
  expect(distanceM(seasonal.fix(Date.parse('2026-12-01T00:00:00Z')), winter)).toBeLessThan(30)
})

test('frames on the wire say where it is, and the ledger when it was away', async () => {
  const restless = whereaboutsOf(1, bin())!
  const from = hours.find((at) => restless.isAway(at))! - 3 * hourMs
  const { player, take, truthSoFar } = playing([bin()], { from, tempers: { ...goodTempers, moved: 1 } })
  await player.playUntil(from + 5 * dayMs)
  const model = deviceModel('pf-wilsen-sonic')!
  const sent = take().map(({ payload }) => {
    const { data, fPort, time } = JSON.parse(payload)
    const decoded = decodeFrame(model, {
      fPort,
      bytes: Buffer.from(data, 'base64'),
      observedAt: new Date(time),
    })
    return { at: Date.parse(time), position: decoded.ok ? decoded.position : undefined }
  })
  expect(sent.length).toBeGreaterThan(100)
  for (const { at, position } of sent) {
    const [longitude, latitude] = restless.fix(at)
    expect(position!.longitude).toBeCloseTo(longitude, 5)
    expect(position!.latitude).toBeCloseTo(latitude, 5)
  }
  const lines = truthSoFar().flatMap((line) =>
    line.kind === 'truth' && line.what === 'place' ? [[line.was, line.is]] : [],
  )
  expect(lines).toEqual([
    ['unknown', 'there'],
    ['there', 'away'],
    ['away', 'there'],
  ])
})
