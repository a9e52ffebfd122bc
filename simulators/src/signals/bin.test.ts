import { expect, test } from 'vitest'
import { castOf } from '../fleet/cast.ts'
import { goodTempers } from '../fleet/faults.ts'
import type { Member } from '../fleet/member.ts'
import { gateway, playing, scenes, stageWith } from '../testing.ts'
import { hourMs } from '../world/local-time.ts'
import type { BinOptions } from './bin.ts'
import { blindM, echoOf } from './bin-probe.ts'
import { sourceOf } from './source-plan.ts'

const june = Date.parse('2026-06-09T12:00:00Z')
const options: BinOptions = { emptyM: 1.6, fullM: 0.3, rounds: [2, 5], roundHour: 6 }
const bin = (
  key: string,
  more: Partial<BinOptions> = {},
  position: Member['position'] = scenes.leak,
): Member => ({
  key,
  position,
  play: { kind: 'bin', ...options, ...more },
  name: key,
  assetId: `ast_${key}`,
  address: '0200000000000009',
  lorawan: {
    modelId: 'milesight-em400-mud',
    wiring: { distance: 'distance', temperature: 'air.temperature', battery: 'battery.level' },
    deviceClass: 'A',
  },
})
const hours = (days: number) => Array.from({ length: days * 24 }, (_, i) => june + i * hourMs)
const keys = Array.from({ length: 40 }, (_, i) => `pav-${i}`)

test('two readings in a hundred are false echoes, and the ledger knows which', () => {
  const echoes = keys.flatMap((key) => hours(60).map((at) => echoOf(key, at, 0.02)))
  const share = (echo: string) => echoes.filter((one) => one === echo).length / echoes.length
  expect(share('falseEcho')).toBeCloseTo(0.02, 2)
  expect(keys.every((key) => hours(30).every((at) => echoOf(key, at, 0) === 'sound'))).toBe(true)

  const [told, true_] = [{ falseEchoes: 0.02 }, {}].map((more) => sourceOf(bin('pav-1', more), stageWith()))
  for (const at of hours(60)) {
    const away = Math.abs(told!.signal(at).distance! - true_!.signal(at).distance!)
    if (told!.truth!(at).echo === 'sound') expect(away).toBe(0)
  }
})

test('a bag before the probe reads as full for some hours, while the bin is not', () => {
  const key = keys.find((one) => hours(60).some((at) => echoOf(one, at, 0.02) === 'blocked'))!
  const blocked = hours(60).filter((at) => echoOf(key, at, 0.02) === 'blocked')
  expect(blocked.length).toBeGreaterThanOrEqual(4)
  expect(blocked.length).toBeLessThanOrEqual(40)
  const source = sourceOf(bin(key, { falseEchoes: 0.02 }), stageWith())
  for (const at of blocked) {
    expect(source.signal(at).distance!).toBeLessThan(blindM + 0.1)
    expect(source.truth!(at).echo).toBe('blocked')
  }
})

test('by the lake six times as much is thrown away in July and August', () => {
  const filledIn = (at: number, more: Partial<BinOptions>) =>
    keys.reduce((sum, key) => {
      const { signal } = sourceOf(bin(key, more), stageWith())
      return sum + signal(at).distance! - signal(at + 3 * hourMs).distance!
    }, 0)
  const july = Date.parse('2026-07-14T09:00:00Z')
  const october = Date.parse('2026-10-13T09:00:00Z')
  expect(filledIn(july, { seasonal: true }) / filledIn(july, {})).toBeGreaterThan(4.5)
  expect(filledIn(october, { seasonal: true })).toBeCloseTo(filledIn(october, {}), 6)
})

test('its battery follows the sun instead of running down', () => {
  const [actor] = castOf([bin('pav-1', { seasonal: true })], stageWith(), [gateway], goodTempers)
  const level = (date: string) => actor!.source.signal(Date.parse(date))['battery.level']!
  expect(level('2026-07-08T12:00:00Z')).toBeGreaterThan(95)
  expect(level('2027-01-06T12:00:00Z')).toBeLessThan(60)
  expect(level('2027-07-08T12:00:00Z')).toBe(level('2026-07-08T12:00:00Z'))
  expect(actor!.battery.fails(Date.parse('2027-01-06T03:00:00Z'))).toBe(false)
})

test('bin-fire: the lid gets hot within minutes, its probe says so every ten, and no other burns', async () => {
  const { player, take, truthSoFar } = playing([bin('pav-1', {}, scenes.fire), bin('pav-2')], { from: june })
  const { touched } = player.tell('bin-fire', june)
  expect(touched.map(({ member }) => member.key)).toEqual(['pav-1'])
  const hot = player.actors.map(({ source }) => source.signal(june + 30 * 60_000)['air.temperature']!)
  expect(hot[0]).toBeGreaterThan(70)
  expect(hot[1]).toBeLessThan(45)
  await player.playUntil(june + 2.5 * hourMs)
  expect(take().length).toBeGreaterThanOrEqual(12 + 4)
  expect(player.actors[0]!.source.signal(june + 3 * hourMs)['air.temperature']!).toBeLessThan(45)
  const truth = truthSoFar()
  expect(truth.flatMap((entry) => (entry.kind === 'story' ? [entry.step] : []))).toEqual(['began', 'ended'])
  expect(
    truth.flatMap((entry) =>
      entry.kind === 'truth' && entry.what === 'fire' && entry.is === 'burning' ? [entry.device] : [],
    ),
  ).toEqual(['pav-1'])
})
