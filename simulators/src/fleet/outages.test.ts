import { expect, test } from 'vitest'
import { gateway, lamp, playing } from '../testing.ts'
import { dayMs, hourMs, minuteMs } from '../world/local-time.ts'
import { outageOf } from './outages.ts'

const from = Date.UTC(2026, 0, 1)
const outages = Array.from({ length: (360 * dayMs) / (5 * minuteMs) }, (_, n) =>
  outageOf(gateway.id, from + n * 5 * minuteMs),
).filter((one) => one !== null)
const distinct = [...new Map(outages.map((one) => [one.from, one])).values()]

test('a gateway is out about once a month, for ten minutes to four hours', () => {
  expect(distinct.length).toBeGreaterThanOrEqual(11)
  expect(distinct.length).toBeLessThanOrEqual(13)
  for (const { from: begin, until } of distinct) {
    expect(until - begin).toBeGreaterThanOrEqual(10 * minuteMs)
    expect(until - begin).toBeLessThanOrEqual(4 * hourMs)
  }
})

test('nobody is heard through it meanwhile, and the ledger says so', async () => {
  const outage = distinct.find(({ from: begin, until }) => until - begin > hourMs)!
  const { player, take, truthSoFar } = playing([lamp()], {
    from: outage.from - 2 * hourMs,
    outage: outageOf,
  })
  await player.playUntil(outage.from - 1)
  expect(take().length).toBeGreaterThanOrEqual(7)
  await player.playUntil(outage.until - 1)
  expect(take()).toEqual([])
  await player.playUntil(outage.until + 2 * hourMs)
  expect(take().length).toBeGreaterThanOrEqual(7)
  expect(truthSoFar().filter(({ kind }) => kind === 'outage')).toEqual([
    {
      kind: 'outage',
      gateway: gateway.id,
      from: new Date(outage.from).toISOString(),
      until: new Date(outage.until).toISOString(),
    },
  ])
})
