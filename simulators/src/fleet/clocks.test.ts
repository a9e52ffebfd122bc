import { decodeFrame, deviceModel } from '@trame/devices'
import { expect, test } from 'vitest'
import { gateway, lamp, playing, vent } from '../testing.ts'
import { dayMs, hourMs, minuteMs } from '../world/local-time.ts'
import { describeClock, shownBy, wrongClockOf } from './clocks.ts'
import { goodTempers } from './faults.ts'
import { type Member, requireModel, wiringOf } from './member.ts'

const from = Date.parse('2026-11-24T06:00:00Z')
const keys = Array.from({ length: 2_000 }, (_, n) => `device-${n}`)
const wrong = keys.flatMap((key) => wrongClockOf(0.1, key) ?? [])

test('about the share that was asked for is wrong, always the same ones, in both directions', () => {
  expect(wrong.length).toBeGreaterThan(150)
  expect(wrong.length).toBeLessThan(250)
  expect(keys.flatMap((key) => wrongClockOf(0.1, key) ?? [])).toEqual(wrong)
  expect(keys.flatMap((key) => wrongClockOf(0, key) ?? [])).toEqual([])
  expect(wrong.some(({ offsetMs }) => offsetMs > 2 * minuteMs)).toBe(true)
  expect(wrong.some(({ offsetMs }) => offsetMs < -2 * minuteMs)).toBe(true)
})

test('a clock is never more than five minutes off, and drifts by at most twenty parts per million', () => {
  for (const clock of wrong)
    for (let day = 0; day < 400; day += 9) {
      const at = from + day * dayMs
      expect(Math.abs(shownBy(clock, at) - at)).toBeLessThanOrEqual(5 * minuteMs)
      // Whole milliseconds at both ends of the hour.
      const gained = shownBy(clock, at + hourMs) - shownBy(clock, at) - hourMs
      expect(Math.abs(gained)).toBeLessThanOrEqual(0.02 * 3_600 + 1)
    }
  const [slow] = wrong.filter(({ driftPpm }) => driftPpm < -10)
  const setAt = Math.ceil(from / (30 * dayMs)) * 30 * dayMs
  expect(shownBy(slow!, setAt) - setAt).toBe(slow!.offsetMs)
  expect(shownBy(slow!, setAt + 29 * dayMs) - setAt - 29 * dayMs).toBeLessThan(slow!.offsetMs - 25_000)
})

const meter: Member = {
  key: 'compteur-001',
  position: [0.3502, 47.0501],
  play: { kind: 'waterMeter', leaky: false },
  name: 'W1 compteur-001',
  assetId: 'ast_compteur-001',
  address: '0200000000000003',
  lorawan: { modelId: 'axioma-w1', wiring: wiringOf(requireModel('axioma-w1')), deviceClass: 'A' },
}

test('devices that stamp what they say, and gateways, show their own clock; nothing else changes', async () => {
  const members = [vent(), meter, lamp()]
  const play = async (clocks: number) => {
    const { player, take, truthSoFar } = playing(members, { from, tempers: { ...goodTempers, clocks } })
    await player.playUntil(from + 6 * hourMs)
    const sent = take().map(({ topic, payload }) => ({ topic, body: JSON.parse(payload) }))
    return { of: (address: string) => sent.filter(({ topic }) => topic.includes(address)), truthSoFar }
  }
  const [right, off] = [await play(0), await play(1)]
  const clockOf = (key: string) => wrongClockOf(1, key)!

  const stamps = (played: typeof right) => played.of(vent().address).map(({ body }) => Date.parse(body.t))
  expect(stamps(right).length).toBeGreaterThan(3)
  expect(stamps(off)).toEqual(stamps(right).map((at) => shownBy(clockOf(vent().key), at)))
  expect(off.of(vent().address).map(({ body }) => body.m)).toEqual(
    right.of(vent().address).map(({ body }) => body.m),
  )

  const indexes = (played: typeof right) =>
    played.of(meter.address).map(({ body }) => {
      const observedAt = new Date(body.time)
      const bytes = Buffer.from(body.data, 'base64')
      const decoded = decodeFrame(deviceModel('axioma-w1')!, { fPort: body.fPort, bytes, observedAt })
      return decoded.ok ? decoded.readings[0]!.at!.getTime() : Number.NaN
    })
  expect(indexes(right).length).toBeGreaterThan(3)
  const second = (at: number) => Math.floor(at / 1000) * 1000
  expect(indexes(off)).toEqual(
    right.of(meter.address).map(({ body }) => second(shownBy(clockOf(meter.key), Date.parse(body.time)))),
  )

  for (const { body } of off.of(lamp().address))
    expect(Date.parse(body.rxInfo[0].gwTime)).toBe(shownBy(clockOf(gateway.id), Date.parse(body.time)))
  expect(off.of(lamp().address).map(({ body }) => body.data)).toEqual(
    right.of(lamp().address).map(({ body }) => body.data),
  )

  const noted = off.truthSoFar().filter((line) => line.kind === 'truth' && line.what === 'clock')
  expect(noted.map((line) => line.kind === 'truth' && [line.device, line.is])).toEqual(
    expect.arrayContaining([vent().key, meter.key].map((key) => [key, describeClock(clockOf(key))])),
  )
  expect(noted.length).toBe(2)
  expect(off.truthSoFar().filter(({ kind }) => kind === 'gatewayClock')).toEqual([
    { kind: 'gatewayClock', gateway: gateway.id, is: describeClock(clockOf(gateway.id)) },
  ])
  expect(right.truthSoFar().filter((line) => line.kind === 'gatewayClock')).toEqual([])
})
