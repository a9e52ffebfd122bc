import { devices, hexOf } from '@trame/devices'
import { type CommandKindId, commandKindIds, type Situation } from '@trame/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { effectsOf, hasActuator, mayMove, movers } from './effects.ts'
import { type CommandToEncode, encode } from './encode.ts'

const now = Date.parse('2026-01-15T20:00:00Z')
const minutes = (n: number) => new Date(now + n * 60_000)
const situation: Situation = {
  now,
  latest: { value: 100, at: now - 60_000 },
  staleAfterMs: 3 * 3_600_000,
  lastOrder: null,
  floor: 30,
  position: null,
}
const lamp = { modelId: 'nasys-ul20xx-1.1', network: 'lorawan' as const }
const valve = { modelId: 'milesight-uc511', network: 'lorawan' as const }
const order = (
  kind: CommandKindId,
  parameters: object,
  more: Partial<CommandToEncode> = {},
): CommandToEncode => ({
  kind,
  parameters: { ...parameters },
  expiresAt: minutes(10),
  leaseUntil: minutes(60),
  target: lamp,
  situation,
  ...more,
})
const until = minutes(60).toISOString()
const hexOfFrame = (encoded: ReturnType<typeof encode>) => (encoded.ok ? hexOf(encoded.bytes) : encoded.code)

test('a lamp is told for how long, so that it is back before its lease is over even if it hears it last', () => {
  // 09 fe level minutes: 60 minutes of lease less the 10 in which it may be heard.
  expect(hexOfFrame(encode(order('light.dim', { level: 40, until })))).toBe('09fe2832')
  const long = encode(
    order('light.dim', { level: 40, until: minutes(400).toISOString() }, { leaseUntil: minutes(400) }),
  )
  expect(long).toMatchObject({ ok: true, local: false })
  expect(hexOfFrame(long)).toBe('01fe28')
  expect(hexOfFrame(encode(order('light.resume', {})))).toBe('01feff')
})

test('what must be seen is by channel of the model, or by property of a device that names its values', () => {
  expect(encode(order('light.dim', { level: 40, until }))).toMatchObject({
    expects: [{ channel: 'level', property: 'light.level', value: 40 }],
  })
  const json = encode(
    order(
      'heating.setpoint',
      { celsius: 19 },
      {
        target: { modelId: 'trame-json', network: 'mqtt' },
        situation: { ...situation, latest: { value: 19.2, at: now } },
      },
    ),
  )
  expect(json).toMatchObject({
    payload: { type: 'json', body: { kind: 'heating.setpoint', parameters: { celsius: 19 } } },
    expects: [{ channel: 'heating.setpoint', value: 19 }],
  })
})

test('a valve that ends by itself is told so, and one that cannot is opened under a lease', () => {
  const asked = { open: true, valve: 1, seconds: 600 }
  expect(
    encode(
      order('valve.set', asked, {
        target: valve,
        situation: { ...situation, latest: { value: 0, at: now } },
      }),
    ),
  ).toMatchObject({ ok: true, local: true })
  const strega = { modelId: 'strega-smart-valve', network: 'lorawan' as const }
  const opened = encode(
    order('valve.set', asked, { target: strega, situation: { ...situation, latest: { value: 0, at: now } } }),
  )
  expect(opened).toMatchObject({ ok: true, local: false })
  expect(hexOfFrame(opened)).toBe('31')
  const bare = encode(
    order('valve.set', asked, {
      target: strega,
      leaseUntil: null,
      situation: { ...situation, latest: { value: 0, at: now } },
    }),
  )
  expect(bare).toMatchObject({ ok: false, code: 'command_out_of_envelope' })
})

test('T34: the last encoder refuses out-of-range values whatever let them through', () => {
  const refused: [CommandToEncode, string][] = [
    [order('light.dim', { level: 140, until }), 'invalid'],
    [order('light.dim', { level: Number.NaN, until }), 'invalid'],
    [order('light.dim', { level: 20, until }, { leaseUntil: null }), 'command_out_of_envelope'],
    [order('light.dim', { level: 20, until }, { leaseUntil: minutes(-1) }), 'command_out_of_envelope'],
    [
      order('light.dim', { level: 20, until }, { situation: { ...situation, latest: null } }),
      'command_stale_data',
    ],
    [order('valve.set', { open: true, valve: 1, seconds: 99_999 }, { target: valve }), 'invalid'],
    [order('device.request', { command: 'dim', parameters: { level: 0 } }), 'command_unsupported'],
    [order('device.request', { command: 'factoryReset' }), 'command_unsupported'],
    [order('device.configure', { command: 'dim', parameters: { level: 0 } }), 'command_out_of_envelope'],
    [
      order('device.configure', {
        command: 'dimSeveral',
        parameters: { destination: [{ address: 'dali_single_1', dimming_level__percent: 0 }] },
      }),
      'command_out_of_envelope',
    ],
    [
      order(
        'device.configure',
        { command: 'setValve', parameters: { valve: 1, open: true } },
        { target: valve },
      ),
      'command_out_of_envelope',
    ],
  ]
  for (const [command, code] of refused)
    expect(encode(command), JSON.stringify(command.parameters)).toMatchObject({ ok: false, code })
})

test('T34: raw bytes are read back, and may neither dim nor open nor be anything unknown', () => {
  const raw = (hex: string, fPort = 60, target = lamp) =>
    encode(order('device.raw', { fPort, hex }, { target }))
  // Full light; back to the calendar; a question.
  for (const hex of ['01fe64', '01feff', '0501']) expect(raw(hex), hex).toMatchObject({ ok: true })
  for (const hex of ['01fe1e', '09fe1e1e', '0102000400', '0c01', '04027f', 'deadbeef'])
    expect(raw(hex), hex).toMatchObject({ ok: false, code: 'command_out_of_envelope' })
  expect(raw('ff1d2000', 85, valve)).toMatchObject({ ok: false })
  expect(raw('ff1d0000', 85, valve)).toMatchObject({ ok: true })
})

test('T34: no kind, with whatever parameters, makes bytes that dim a lamp without a lease', () => {
  const anything = fc.oneof(
    fc.record({ level: fc.double({ min: -50, max: 150 }), until: fc.constant(until) }),
    fc.record({
      fPort: fc.integer({ min: 1, max: 223 }),
      hex: fc.uint8Array({ minLength: 1, maxLength: 8 }).map((bytes) => hexOf(bytes)),
    }),
    fc.record({
      fPort: fc.constant(60),
      hex: fc.uint8Array({ minLength: 2, maxLength: 4 }).map((bytes) => `01${hexOf(bytes)}`),
    }),
    fc.record({
      command: fc.constantFrom('dim', 'dimFor', 'dimSeveral', 'resume', 'switchOpenDrain', 'requestStatus'),
      parameters: fc.record(
        {
          level: fc.integer({ min: 0, max: 100 }),
          minutes: fc.integer({ min: 1, max: 255 }),
          on: fc.boolean(),
          address: fc.constant('dali_broadcast'),
        },
        { requiredKeys: [] },
      ),
    }),
  )
  const model = devices.find(({ id }) => id === lamp.modelId)!
  fc.assert(
    fc.property(fc.constantFrom(...commandKindIds), anything, (kind, parameters) => {
      const encoded = encode(order(kind, parameters, { leaseUntil: null }))
      if (!encoded.ok) return
      const effects = effectsOf(model, { fPort: encoded.fPort!, bytes: encoded.bytes })
      for (const effect of effects) if (effect.moves === 'light') expect(effect.level).toBe(100)
    }),
    { numRuns: 3000 },
  )
})

/** Commands of models with actuators that move nothing: questions, intervals, clocks and the like. */
const harmless =
  /^(resume|request|query|ask|read|identify|setStatusInterval|setUsageInterval|setReportInterval|setStatusLed|setMeteringAlerts|setBootDelay|setDaliMonitor|setDimNotify|setPulses|setRadio|setSpreadingFactor|beep|setUplinkTimes|synchroniseTime|clearHistory|reboot|restart)/

test('every command of a model with an actuator is known to move, to move perhaps, or to be harmless', () => {
  const unknown = devices
    .filter(hasActuator)
    .flatMap(({ id, commands }) => Object.keys(commands!).map((name) => ({ id, name })))
    .filter(({ name }) => !Object.hasOwn(movers, name) && !mayMove.has(name) && !harmless.test(name))
  expect(unknown).toEqual([])
})
