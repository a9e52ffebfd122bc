import { instantOf, isoWeekday } from '@trame/domain'
import { type Container, chooseContainers, forecastFill } from '@trame/use-cases'
import { expect, test } from 'vitest'
import type { Member } from '../fleet/member.ts'
import { sourceOf } from '../signals/source-plan.ts'
import { gateway, scenes, stageWith } from '../testing.ts'
import { dayMs, hourMs } from '../world/local-time.ts'

const timeZone = 'Europe/Paris'
const sunday = Math.floor(Date.parse('2026-11-22') / dayMs)
const at = (day: number, hour: number) => instantOf(timeZone, day, hour * 60, 'first')
const planned = at(sunday, 21)
/** When trucks leave next, and on their days after it. */
const passages = [1, 2, 3, 4, 5].map((days) => at(sunday + days, 5.5))

const setup = {
  depot: [0.38, 47.056] as const,
  tips: [
    { name: 'Déchèterie', position: [0.381, 47.05] as const, opensS: 0, closesS: 86_400, serviceS: 600 },
  ],
  trucks: 1,
  capacityM3: 12,
  compaction: 4,
  days: [1, 2, 3, 4, 5, 6],
  shift: { fromS: 5.5 * 3600, untilS: 12.5 * 3600 },
  pause: null,
  pace: 1,
  costs: { crewPerHour: 60, perKm: 1.1, perTruck: 20 },
  choice: { fullFrom: 80, neighbourFrom: 60, neighbourDetourS: 300, leastStops: 3 },
}
const probe = { emptyM: 1.6, fullM: 0.3 }

/** What the platform knows on Sunday evening of bins that the truck empties on Tuesdays and Fridays, and what is true later. */
function binsAt(position: Member['position'], stage: ReturnType<typeof stageWith>) {
  return Array.from({ length: 5 }, (_, i) => {
    const play: Member['play'] = { kind: 'bin', ...probe, rounds: [2, 5], roundHour: 6 }
    const { signal } = sourceOf({ key: `pav-${i}`, position, play }, stage)
    const fillAt = (time: number) =>
      (100 * (probe.emptyM - signal(time).distance!)) / (probe.emptyM - probe.fullM)
    const points = Array.from({ length: 28 * 24 }, (_, hours) => planned - hours * hourMs)
      .reverse()
      .map((time) => ({ at: time, value: fillAt(time) }))
    const container: Container = {
      id: `ast_${i}`,
      name: `Point ${i}`,
      position: [position[0] + i / 1000, position[1]],
      capacityM3: 4,
      fill: points.at(-1)!.value,
      forecast: forecastFill({ points, now: planned, timeZone }),
      serviceS: 150,
      accessFromS: null,
      accessUntilS: null,
    }
    return { container, fillAt }
  })
}
const toured = (bins: ReturnType<typeof binsAt>) =>
  chooseContainers(
    bins.map(({ container }) => container),
    setup,
    { passages },
  ).filter(({ reason }) => reason === 'full' || reason === 'fullBeforeNext')

test('beach-sunday: the bins that filled at the beach are in the next tour; on a quiet Sunday, and in the centre, none has to be', () => {
  expect(isoWeekday(sunday)).toBe(7)
  const story = stageWith({ runs: [{ story: 'beach-sunday', from: at(sunday, 9) }] })
  const bins = binsAt(scenes.beach, story)
  const stops = toured(bins)
  expect(stops.map(({ container }) => container.id)).toEqual(bins.map(({ container }) => container.id))
  for (const [i, { fill }] of stops.entries())
    expect(Math.abs(fill! - bins[i]!.fillAt(passages[0]!))).toBeLessThan(10)
  expect(toured(binsAt(scenes.beach, stageWith()))).toEqual([])
  expect(toured(binsAt(gateway.position, story))).toEqual([])
})
