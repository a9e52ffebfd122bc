import { existsSync } from 'node:fs'
import { observedProperties } from '@trame/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeFrame } from './decode-frame.ts'
import type { Command, DeviceModel, Example, Reading } from './define-device.ts'
import { bytesOf, hexOf } from './hex.ts'
import { deviceModel, devices } from './index.ts'
import { parametersOf } from './vectors/parameters-of.ts'

test('is sorted, and every id and every maker and model is there once', () => {
  const ids = devices.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)].sort())
  expect(new Set(devices.map(({ maker, model }) => `${maker} ${model}`.toLowerCase())).size).toBe(ids.length)
})

describe.each(devices)('$id', (model) => {
  test('lies in the file that its id names', () => {
    const [maker] = model.id.split('-') as [string]
    const file = new URL(`./${maker}/${model.id.slice(maker.length + 1)}.ts`, import.meta.url)
    expect(existsSync(file), file.pathname).toBe(true)
    expect(deviceModel(model.id)).toBe(model)
    expect(model.examples.some((example) => example.gives)).toBe(true)
  })

  test.each(model.examples)('$is', (example) => decodesExactly(model, example))

  test('gives values or a typed refusal for any bytes', () => anyBytes(model))

  if (model.frame) test('reads back the frames that it makes', () => framesReadBack(model))

  for (const [name, command] of Object.entries(model.commands ?? {})) {
    test(`${name}: parameters survive the way to bytes and back`, () =>
      commandRoundTrips(command as unknown as Command))
  }
})

const timeOf = (example: Example) => new Date(example.observedAt ?? '2026-01-15T12:00:00Z')

function decodesExactly(model: DeviceModel, example: Example) {
  const observedAt = timeOf(example)
  const decoded = decodeFrame(model, { fPort: example.fPort, bytes: bytesOf(example.hex), observedAt })
  if (example.refuses) {
    expect(decoded).toMatchObject({ ok: false, code: example.refuses })
    return
  }
  if (!decoded.ok) throw new Error(`${decoded.code}: ${decoded.detail}`)
  expect(decoded.refused).toEqual([])
  const ours = byChannel(decoded.readings, observedAt)
  // Observations are keyed by series and time: a second value of the same moment would be lost.
  for (const [channel, list] of Object.entries(ours)) {
    expect(new Set(list.map(({ at }) => at.getTime())).size, channel).toBe(list.length)
  }
  expect(Object.keys(ours).sort()).toEqual(Object.keys(example.gives ?? {}).sort())
  for (const [channel, gives] of Object.entries(example.gives ?? {})) {
    const wanted = (Array.isArray(gives) ? gives : [gives]) as (number | [number, string])[]
    const got = ours[channel]!
    expect(got, channel).toHaveLength(wanted.length)
    for (const [i, want] of wanted.entries()) {
      const [value, at] = Array.isArray(want) ? want : [want, undefined]
      const slack = 1e-9 * Math.max(1, Math.abs(value))
      expect(Math.abs(got[i]!.value - value), `${channel} ${got[i]!.value}`).toBeLessThanOrEqual(slack)
      if (at) expect(got[i]!.at.toISOString()).toBe(new Date(at).toISOString())
      const [low, high] = observedProperties[model.channels[channel]!].range
      expect(value >= low && value <= high, `${channel} in ${low}..${high}`).toBe(true)
    }
  }
}

/** Readings of each channel in order of time. */
function byChannel(readings: Reading[], observedAt: Date) {
  const channels: Record<string, { value: number; at: Date }[]> = {}
  for (const { channel, value, at } of readings) {
    channels[channel] = [...(channels[channel] ?? []), { value, at: at ?? observedAt }]
  }
  for (const list of Object.values(channels)) list.sort((a, b) => a.at.getTime() - b.at.getTime())
  return channels
}

/** Ports and first bytes that the model knows are tried more often than chance would. */
function anyBytes(model: DeviceModel) {
  const known = model.examples.map(({ fPort, hex }) => ({ fPort, bytes: bytesOf(hex) }))
  const fPort = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...known.map((e) => e.fPort)))
  const junk = fc.uint8Array({ maxLength: 242 })
  const broken = fc
    .tuple(fc.constantFrom(...known), fc.nat(400), fc.nat(255), fc.uint8Array({ maxLength: 12 }))
    .map(([{ bytes }, at, byte, tail]) => {
      const copy = Uint8Array.from([...bytes.subarray(0, at), ...tail])
      if (copy.length > 0) copy[at % copy.length] = byte
      return copy
    })
  fc.assert(
    fc.property(fPort, fc.oneof(junk, broken), (port, bytes) => {
      const before = hexOf(bytes)
      const observedAt = new Date('2026-01-15T12:00:00Z')
      const decoded = decodeFrame(model, { fPort: port, bytes, observedAt })
      expect(hexOf(bytes)).toBe(before)
      if (!decoded.ok) {
        // A decoder foresees what it cannot read: decode_failed would be an exception of its own making.
        expect(['frame_unknown', 'frame_truncated']).toContain(decoded.code)
        return
      }
      expect(decoded.readings.length).toBeLessThanOrEqual(2000)
      expect(JSON.stringify(decoded.info ?? {}).length).toBeLessThanOrEqual(20_000)
      for (const reading of decoded.readings) {
        expect(Number.isFinite(reading.value)).toBe(true)
        expect(Object.hasOwn(model.channels, reading.channel), reading.channel).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
}

function framesReadBack(model: DeviceModel) {
  const observedAt = new Date('2026-01-15T12:00:00Z')
  let whole = 0
  for (const example of model.examples) {
    const entries = Object.entries(example.gives ?? {}).filter(([, v]) => typeof v === 'number') as [
      string,
      number,
    ][]
    const values = Object.fromEntries(entries)
    if (entries.length === 0) continue
    const frame = model.frame!(values)
    const decoded = decodeFrame(model, { ...frame, observedAt })
    if (!decoded.ok) throw new Error(`${example.is}: ${decoded.code} ${decoded.detail}`)
    const ours = byChannel(decoded.readings, observedAt)
    for (const [channel, value] of entries) {
      if (!ours[channel]) continue
      // A variant of the family may have a finer grain than the frame that the simulator sends.
      const { precision } = observedProperties[model.channels[channel]!]
      const off = Math.abs(ours[channel].at(-1)!.value - value)
      expect(off, channel).toBeLessThanOrEqual(0.5 * 10 ** -precision + 1e-9)
    }
    if (entries.every(([channel]) => ours[channel])) whole++
  }
  expect(whole, 'examples that a frame of ours says in full').toBeGreaterThan(0)
}

function commandRoundTrips(command: Command) {
  expect(command.examples.length).toBeGreaterThan(0)
  for (const example of command.examples) {
    const parameters = command.parameters.parse(example.parameters)
    const frame = command.encode(parameters)
    expect({ fPort: frame.fPort, hex: hexOf(frame.bytes) }).toEqual({
      fPort: example.fPort,
      hex: example.hex,
    })
    expect(command.decode(frame)).toEqual(parameters)
  }
  const invented = parametersOf(command.parameters)
  if (!invented) return
  fc.assert(
    fc.property(invented, (given) => {
      const parameters = command.parameters.parse(given)
      expect(command.decode(command.encode(parameters))).toEqual(parameters)
    }),
    { numRuns: 100 },
  )
  fc.assert(
    fc.property(fc.nat(255), fc.uint8Array({ maxLength: 32 }), (fPort, bytes) => {
      command.decode({ fPort, bytes })
    }),
    { numRuns: 100 },
  )
}
