import { dateOf, dayOf, isoWeekday } from '@trame/domain'
import { expect, test } from 'vitest'
import { walkBin } from '../../../bench/bin-walk.ts'
import { forecastFill } from '../forecast.ts'
import type { LonLat } from '../streets/network.ts'
import { routeAsTheCrowFlies } from '../streets/routing.ts'
import { chooseContainers } from './choose.ts'
import type { CollectionSetup, Container } from './container.ts'
import { placesOf, planTour } from './plan-tour.ts'
import { type ReplayedContainer, type ReplayedDay, replayWeeks } from './replay.ts'

const hourMs = 3_600_000
const hour = 3600
const start = Date.parse('2026-03-02T00:00:00Z')
const timeZone = 'UTC'

const setup: CollectionSetup = {
  depot: [0.38, 47.056],
  tips: [
    { name: 'Déchèterie', position: [0.381, 47.05], opensS: 6 * hour, closesS: 18 * hour, serviceS: 600 },
  ],
  trucks: 2,
  capacityM3: 12,
  compaction: 4,
  days: [1, 2, 3, 4, 5, 6],
  shift: { fromS: 5.5 * hour, untilS: 12.5 * hour },
  pause: { afterS: 4.5 * hour, lastsS: 1200 },
  pace: 1,
  costs: { crewPerHour: 60, perKm: 1.1, perTruck: 20 },
  choice: { fullFrom: 80, neighbourFrom: 60, neighbourDetourS: 300, leastStops: 4 },
}
const at = (i: number): LonLat => [0.35 + 0.004 * (i % 8), 47.04 + 0.003 * Math.floor(i / 8)]
const container = (i: number, points: { at: number; value: number }[], now: number): Container => ({
  id: `ast_${i}`,
  name: `Point ${i}`,
  position: at(i),
  capacityM3: 4,
  fill: points.at(-1)?.value ?? null,
  forecast: forecastFill({ points, now, timeZone }),
  serviceS: 150,
  accessFromS: null,
  accessUntilS: null,
})
const rising = (from: number, perHour: number, hours = 48) =>
  Array.from({ length: hours }, (_, i) => ({ at: start + i * hourMs, value: from + perHour * i }))
const options = { seed: 1, limitMs: 60_000, steps: 500, clock: () => performance.now() }

test('called at: what will be full at passage or before the next one, what is silent; neighbours are offered', () => {
  const now = start + 47 * hourMs
  const containers = [
    container(0, rising(58, 0.5), now),
    container(1, rising(10, 0.5), now),
    container(2, rising(30, 0.8), now),
    container(3, rising(10, 1.45), now),
    container(4, [], now),
    // Last heard three days ago.
    container(5, [{ at: now - 72 * hourMs, value: 50 }], now),
  ]
  const chosen = chooseContainers(containers, setup, { passages: [now, now + 12 * hourMs] })
  expect(chosen.map(({ container: { id }, reason }) => [id, reason])).toEqual([
    ['ast_0', 'full'],
    ['ast_2', 'neighbour'],
    ['ast_3', 'fullBeforeNext'],
    ['ast_5', 'silent'],
  ])
})

test('a truck does not leave for few that can wait, nor ever for neighbours alone', () => {
  const now = start + 47 * hourMs
  const due = Array.from({ length: 4 }, (_, i) => container(i, rising(62, 0.4), now))
  const choose = (some: Container[]) =>
    chooseContainers(some, setup, { passages: [now, now + 12 * hourMs] }).length
  expect(choose(due.slice(0, 3))).toBe(0)
  expect(choose(due)).toBe(4)
  expect(choose(Array.from({ length: 9 }, (_, i) => container(i, rising(40, 0.5), now)))).toBe(0)
})

test('a tour leaves and returns within the shift, its load fits, its neighbours are near', () => {
  const now = start + 47 * hourMs
  const containers = Array.from({ length: 24 }, (_, i) =>
    container(i, rising(i % 3 === 0 ? 45 : 25, 0.8), now),
  )
  const far = { ...container(30, rising(25, 0.8), now), position: [0.6, 47.2] as LonLat }
  const chosen = chooseContainers([...containers, far], setup, { passages: [now, now + 12 * hourMs] })
  const tour = planTour(chosen, setup, routeAsTheCrowFlies(placesOf(chosen, setup)), options)
  expect(tour.complete).toBe(true)
  expect(tour.skipped).toContain('ast_30')
  expect(tour.figures.stops + tour.skipped.length).toBe(chosen.length)
  for (const route of tour.routes) {
    expect(route.leavesS).toBeGreaterThanOrEqual(setup.shift.fromS)
    expect(route.returnsS).toBeLessThanOrEqual(setup.shift.untilS)
    expect(Math.max(...route.stops.map(({ loadM3 }) => loadM3))).toBeLessThanOrEqual(setup.capacityM3)
    expect(route.stops.at(-2)!.kind).toBe('tip')
    expect(route.stops.at(-1)!.kind).toBe('depot')
    expect(route.line.length).toBeGreaterThan(2)
  }
})

test('nothing to collect is a tour of nothing', () => {
  const tour = planTour([], setup, routeAsTheCrowFlies(placesOf([], setup)), options)
  expect(tour).toMatchObject({ routes: [], complete: true, figures: { metres: 0, stops: 0, meanFill: null } })
})

const fixedOn = (i: number) => (i % 2 === 0 ? [1, 4] : [2, 5])
const replayMonth = (containers: readonly ReplayedContainer[], lastDay = '2026-05-03') =>
  replayWeeks({
    containers,
    setup,
    timeZone,
    firstDay: dayOf('2026-04-06'),
    lastDay: dayOf(lastDay),
    routingOf: routeAsTheCrowFlies,
    solving: { limitMs: 60_000, steps: 200, clock: () => performance.now() },
  })
const sum = (
  days: readonly ReplayedDay[],
  of: 'metres' | 'overflowHours' | 'collected' | 'missed' | 'seconds',
) => days.reduce((total, day) => total + day[of], 0)

test('over a month tours on demand drive less than the fixed round, and no more overflows', () => {
  const containers = Array.from(
    { length: 24 },
    (_, i): ReplayedContainer => ({
      ...container(i, [], start),
      points: walkBin(i + 1, start, 70, 22).readings,
      rounds: fixedOn(i),
    }),
  )
  const { fixed, proposed } = replayMonth(containers)
  const meanFill = (days: typeof fixed) =>
    days.reduce((total, { fill, collected }) => total + (fill ?? 0) * collected, 0) / sum(days, 'collected')
  expect(fixed).toHaveLength(28)
  expect(sum(fixed, 'collected')).toBe(4 * 2 * 24)
  expect(sum(proposed, 'metres')).toBeLessThan(0.8 * sum(fixed, 'metres'))
  expect(sum(proposed, 'seconds')).toBeLessThan(0.9 * sum(fixed, 'seconds'))
  expect(sum(proposed, 'overflowHours')).toBeLessThanOrEqual(sum(fixed, 'overflowHours'))
  expect(meanFill(proposed)).toBeGreaterThan(meanFill(fixed) + 10)
  expect(sum(fixed, 'missed') + sum(proposed, 'missed')).toBe(0)
  // Never on a Sunday.
  expect(proposed.filter(({ day }) => isoWeekday(day) === 7).every(({ collected }) => collected === 0)).toBe(
    true,
  )
}, 120_000)

test('weeks of which nothing is known count for neither way', () => {
  // The sensors came on 29 April.
  const late = Date.parse('2026-04-29T00:00:00Z')
  const containers = Array.from(
    { length: 6 },
    (_, i): ReplayedContainer => ({
      ...container(i, [], start),
      points: walkBin(i + 1, start, 70, 22).readings.filter(({ at }) => at >= late),
      rounds: fixedOn(i),
    }),
  )
  const { fixed, proposed } = replayMonth(containers)
  expect(fixed.map(({ day }) => dateOf(day))).toEqual(['2026-05-01', '2026-05-02', '2026-05-03'])
  expect(proposed.map(({ day }) => day)).toEqual(fixed.map(({ day }) => day))
  expect(sum(proposed, 'collected')).toBeLessThanOrEqual(6)
  expect(replayMonth(containers, '2026-04-28')).toEqual({ fixed: [], proposed: [] })
}, 60_000)
