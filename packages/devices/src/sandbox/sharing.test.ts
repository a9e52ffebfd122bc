import { afterAll, describe, expect, it } from 'vitest'
import { createSandbox } from './sandbox.ts'

const clock = { now: Date.UTC(2026, 0, 15) }
const now = () => clock.now
const sandbox = createSandbox({ poolSize: 2, breaker: { now, coolingMs: 30_000 } })
afterAll(() => sandbox.stop())

const frame = { fPort: 1, bytes: [7] }
const codec = (id: string, body: string) => ({
  id,
  version: 1,
  source: `function decodeUplink(input) { ${body} }`,
})
const good = codec('good', 'return { data: input.bytes[0] }')

describe('codecs that share the workers', () => {
  it('answers a good codec between the calls of one that always runs into its limit', async () => {
    await sandbox.decodeUplink(good, frame)
    const looping = codec('looping', 'for (;;);')
    let looped = 0
    const bad = Array.from({ length: 6 }, () => sandbox.decodeUplink(looping, frame).then(() => looped++))
    for (let i = 0; i < 20; i++) expect(await sandbox.decodeUplink(good, frame)).toMatchObject({ data: 7 })
    expect(looped).toBeLessThan(6)
    await Promise.all(bad)
  })

  it('answers in order and completely when a batch contains a call that kills the worker', async () => {
    const moody = codec(
      'moody',
      'if (input.bytes[0] === 13) { var a = [1]; a.length = 4e9; a.sort() } return { data: input.bytes[0] }',
    )
    const inputs = Array.from({ length: 30 }, (_, i) => ({ fPort: 1, bytes: [i] }))
    const results = await sandbox.decodeMany(moody, inputs)
    for (const [i, result] of results.entries()) {
      expect(result).toMatchObject(i === 13 ? { ok: false, code: 'codec_timeout' } : { ok: true, data: i })
    }
  })

  it('gives each call its own fresh state on every worker', async () => {
    const counting = codec('counting', 'n = (typeof n === "undefined" ? 0 : n) + 1; return { data: n }')
    const results = await sandbox.decodeMany(counting, new Array(500).fill(frame))
    expect(results.every((result) => result.ok && result.data === 1)).toBe(true)
  })
})

describe('the circuit breaker', () => {
  const spoiled = codec('spoiled', 'if (input.bytes[0] === 7) { for (;;); } return { data: "well" }')

  it('suspends after three hard failures, also for the calls that wait', async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => sandbox.decodeUplink(spoiled, frame)))
    const codes = results.map((result) => (result.ok ? 'ok' : result.code))
    expect(codes).toEqual([
      'codec_timeout',
      'codec_timeout',
      'codec_timeout',
      'codec_suspended',
      'codec_suspended',
    ])
    expect(sandbox.suspendedUntil(spoiled)).toEqual(new Date(clock.now + 30_000))
    expect(sandbox.waiting()).toBe(0)
  })

  it('leaves other codecs, other versions and a mended source alone', async () => {
    expect(await sandbox.decodeUplink(good, frame)).toMatchObject({ ok: true })
    expect(await sandbox.decodeUplink({ ...spoiled, version: 2 }, { fPort: 1, bytes: [1] })).toMatchObject({
      ok: true,
    })
  })

  it('tries again after the cooling time and recovers', async () => {
    expect(await sandbox.decodeUplink(spoiled, { fPort: 1, bytes: [1] })).toMatchObject({
      code: 'codec_suspended',
    })
    clock.now += 30_001
    expect(await sandbox.decodeUplink(spoiled, { fPort: 1, bytes: [1] })).toMatchObject({
      ok: true,
      data: 'well',
    })
    expect(sandbox.suspendedUntil(spoiled)).toBeUndefined()
  })

  it('does not count ordinary errors', async () => {
    const failing = codec('failing', 'throw new Error("always")')
    for (let i = 0; i < 5; i++)
      expect(await sandbox.decodeUplink(failing, frame)).toMatchObject({ code: 'decode_failed' })
  })
})

describe('time', () => {
  it('is UTC and stands still at the moment of reception, whatever the zone of the server', async () => {
    const telling = codec(
      'telling',
      'return { data: [new Date(), Date.now(), new Date(0).getHours(), new Date(2026, 6, 1), Math.random()] }',
    )
    const recvTime = new Date('2020-05-06T07:08:09Z')
    const zone = process.env.TZ
    process.env.TZ = 'Asia/Tokyo'
    const there = createSandbox({ poolSize: 1 })
    try {
      const first = await there.decodeUplink(telling, { ...frame, recvTime })
      const data = [
        '2020-05-06T07:08:09.000Z',
        recvTime.getTime(),
        0,
        '2026-07-01T00:00:00.000Z',
        expect.any(Number),
      ]
      expect(first).toMatchObject({ ok: true, data })
      // A replay gives the same, even where a codec asks for a random number.
      const again = await there.decodeUplink(telling, { ...frame, recvTime })
      expect(again.ok && again.data).toEqual(first.ok && first.data)
    } finally {
      await there.stop()
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
  })
})

it('answers with a value after stop', async () => {
  const brief = createSandbox({ poolSize: 1 })
  const waiting = brief.decodeUplink(good, frame)
  await brief.stop()
  expect(await waiting).toMatchObject({ ok: false, code: 'internal' })
  expect(await brief.decodeUplink(good, frame)).toMatchObject({ ok: false, code: 'internal' })
})

it('says so when its workers cannot start, instead of trying for ever', async () => {
  const broken = createSandbox({ poolSize: 1, heapBytes: 1000 })
  const errors = [expect.stringContaining('workers of the sandbox do not start')]
  expect(await broken.decodeUplink(good, frame)).toMatchObject({ ok: false, code: 'internal', errors })
  await broken.stop()
})
