import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Member } from '../fleet/member.ts'
import { sourceOf } from '../signals/source-plan.ts'
import { gateway, lamp, playing, scenes, stageWith } from '../testing.ts'
import { dayMs, hourMs, minuteMs } from '../world/local-time.ts'
import { takeStories } from './inbox.ts'

const noon = Date.parse('2026-11-24T11:00:00Z')
const leakLogger: Member['play'] = {
  kind: 'leakLogger',
  material: 'cast-iron',
  district: { key: 'secteur', properties: 600, spots: [], ofStory: true },
}
const device = (play: Member['play'], position: Member['position']) => ({ key: 'one', position, play })

test('leak-night: the pipe gets louder and steadier night after night, and the nearest meter never rests', () => {
  const stage = stageWith({ runs: [{ story: 'leak-night', from: noon }] })
  const logger = sourceOf(device(leakLogger, scenes.leak), stage)
  const nights = [-1, 0.6, 1.6, 2.6].map((days) => logger.signal(noon + days * dayMs))
  const [quiet, first, , third] = nights
  expect(quiet!['leak.level']!).toBeLessThan(15)
  expect(first!['leak.level']!).toBeGreaterThan(quiet!['leak.level']! + 6)
  expect(third!['leak.level']!).toBeGreaterThan(first!['leak.level']! + 6)
  expect(third!['leak.spread']!).toBeLessThan(8)

  const far = sourceOf(device(leakLogger, scenes.beach), stage)
  expect(far.truth!(noon + dayMs)).toEqual({ pipe: 'sound' })

  const meter = sourceOf(device({ kind: 'waterMeter', leaky: true }, scenes.leak), stage)
  const litres = (at: number) => meter.signal(at)['pulse.total']!
  for (let hour = 0; hour < 12 * 24; hour++)
    expect(litres(noon + (hour + 1) * hourMs)).toBeGreaterThanOrEqual(litres(noon + hour * hourMs))
  const night = Date.parse('2026-11-26T02:00:00Z')
  expect(litres(night + hourMs) - litres(night)).toBeGreaterThan(300)
})

test('heat-wave: masts in town stay warm at night', () => {
  const stage = stageWith({ runs: [{ story: 'heat-wave', from: noon }] })
  const mast = sourceOf(
    device({ kind: 'mast', heatK: 4, heightM: 0, badShieldK: 0 }, gateway.position),
    stage,
  )
  const beforeDawn = Date.parse('2026-11-26T04:00:00Z')
  expect(mast.signal(beforeDawn)['air.temperature']!).toBeGreaterThan(21)
  expect(mast.signal(noon + 9 * dayMs)['air.temperature']!).toBeLessThan(20)
})

test('beach-sunday: bins at the beach fill six times faster, its car park is full, the centre is as ever', () => {
  const options = { emptyM: 1.6, fullM: 0.3, rounds: [2], roundHour: 6 }
  const stage = stageWith({ runs: [{ story: 'beach-sunday', from: noon }] })
  // Of twenty bins together, so that the noise of one sensor decides nothing.
  const filled = (position: Member['position'], on: typeof stage) =>
    Array.from({ length: 20 }, (_, i) => {
      const bin = device({ kind: 'bin', ...options }, position)
      const { signal } = sourceOf({ ...bin, key: `pav-${i}` }, on)
      return signal(noon).distance! - signal(noon + 3 * hourMs).distance!
    }).reduce((sum, metres) => sum + metres, 0)
  const usual = filled(scenes.beach, stageWith())
  expect(filled(scenes.beach, stage) / usual).toBeGreaterThan(4.5)
  expect(filled(gateway.position, stage)).toBeCloseTo(filled(gateway.position, stageWith()), 6)
  const bay = sourceOf(device({ kind: 'bay' }, scenes.beach), stage)
  for (let hour = 0; hour < 12; hour++) expect(bay.signal(noon + hour * hourMs)['parking.occupied']).toBe(1)
})

test('gateway-down: for two hours its devices are unheard, then they are back', async () => {
  const { player, take, truthSoFar } = playing([lamp()], { from: noon })
  await player.playUntil(noon + hourMs)
  expect(take().length).toBe(4)
  const { touched } = player.tell('gateway-down', noon + hourMs)
  expect(touched.map(({ member }) => member.key)).toEqual(['lampe-001'])
  await player.playUntil(noon + 3 * hourMs)
  expect(take()).toEqual([])
  await player.playUntil(noon + 4 * hourMs)
  expect(take().length).toBe(4)
  const truth = truthSoFar()
  expect(truth.flatMap((entry) => (entry.kind === 'story' ? [entry.step] : []))).toEqual(['began', 'ended'])
  const counts = truth.flatMap((entry) => (entry.kind === 'uplinks' ? [entry.devices['lampe-001']] : []))
  expect(counts).toEqual([{ sent: 8, unheard: 8 }])
})

test('who hears a leak says so soon after it began, not at the next night only', async () => {
  const ear: Member = {
    key: 'ea-001',
    position: scenes.leak,
    play: leakLogger,
    name: 'MQTT ea-001',
    assetId: 'ast_ea-001',
    address: 'valmeraie/ea-001',
  }
  const { player, take } = playing([ear], { from: noon })
  player.tell('leak-night', noon)
  await player.playUntil(noon + 5 * minuteMs)
  expect(take().length).toBe(1)
})

test('stories are taken once from the file that another process leaves', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stories-'))
  const file = path.join(folder, 'stories.txt')
  expect(takeStories(file)).toEqual([])
  writeFileSync(file, 'heat-wave\nno such story\nleak-night\n')
  expect(takeStories(file)).toEqual(['heat-wave', 'leak-night'])
  expect(takeStories(file)).toEqual([])
  rmSync(folder, { recursive: true })
})
