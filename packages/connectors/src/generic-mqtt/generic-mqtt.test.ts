import { signCode } from '@trame/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Mapping } from './config.ts'
import { deviceTime } from './device-time.ts'
import { jsonPath } from './json-path.ts'
import { compileMapping } from './mapping.ts'
import { readingsEvent } from './readings-event.ts'
import { readTelemetry } from './telemetry.ts'
import { treeTopic } from './tree.ts'

describe('our telemetry', () => {
  test('takes values with a unit, plain numbers and booleans', () => {
    expect(
      readTelemetry({
        t: '2026-11-02T06:15:00Z',
        m: { 'air.temperature': { v: 7.4, u: 'Cel' }, 'bin.fill': 40, 'bin.full': false },
        seq: 812,
      }),
    ).toEqual({
      readings: [
        { channel: 'air.temperature', value: 7.4, unit: 'Cel' },
        { channel: 'bin.fill', value: 40 },
        { channel: 'bin.full', value: 0 },
      ],
      time: new Date('2026-11-02T06:15:00Z'),
      seq: 812,
    })
  })

  test('takes the text of a sign as its code', () => {
    expect(readTelemetry({ m: { 'sign.shown': 'COMPLET' } }).readings).toEqual([
      { channel: 'sign.shown', value: signCode('COMPLET') },
    ])
    expect(() => readTelemetry({ m: { 'sign.shown': 'x'.repeat(65) } })).toThrow('sign.shown')
  })

  test('takes a list, each entry at its own time', () => {
    const { readings, time, seq } = readTelemetry([
      { t: '2026-11-02T06:20:00Z', m: { a: 2 }, seq: 2 },
      { t: 1793600100, m: { a: 1 }, seq: 3 },
    ])
    expect(readings.map(({ observedAt }) => observedAt)).toEqual([
      new Date('2026-11-02T06:20:00Z'),
      new Date(1793600100_000),
    ])
    expect([time, seq]).toEqual([new Date('2026-11-02T06:20:00Z'), 3])
  })

  test.each([
    ['a list without times', [{ m: { a: 1 } }], 'its time'],
    ['an empty list', [], ''],
    ['no object', 5, ''],
    ['no values', { t: 1 }, 'm'],
    ['a value that is a text', { m: { a: 'x' } }, 'm.a'],
    ['an infinite value', { m: { a: Number.POSITIVE_INFINITY } }, 'm.a'],
    ['a unit that is no text', { m: { a: { v: 1, u: 2 } } }, 'm.a.u'],
    ['a name that is none', JSON.parse('{"m":{"__proto__":1}}'), '__proto__'],
    ['a time that is none', { t: 'soon', m: { a: 1 } }, 'not a time'],
  ])('refuses %s', (_, document, message) => {
    expect(() => readTelemetry(document)).toThrow(message)
  })
})

describe('a device’s time', () => {
  test.each([
    ['2026-11-02T06:15:00Z', '2026-11-02T06:15:00.000Z'],
    ['2026-11-02T07:15:00.25+01:00', '2026-11-02T06:15:00.250Z'],
    [1793600100, '2026-11-02T06:15:00.000Z'],
    [1793600100250, '2026-11-02T06:15:00.250Z'],
    ['1793600100', '2026-11-02T06:15:00.000Z'],
  ])('%j', (value, expected) => {
    expect(deviceTime(value)?.toISOString()).toBe(expected)
  })
  test('without a zone is none', () => {
    expect(deviceTime('2026-11-02T07:15:00')).toBeUndefined()
    expect(deviceTime(undefined)).toBeUndefined()
  })
})

describe('a JSON path', () => {
  const document = { a: { b: [{ c: 1 }, { c: 2 }] }, 'odd name': 3, température: 4 }
  test.each([
    ['$', document],
    ['$.a.b[1].c', 2],
    ['$["odd name"]', 3],
    ["$['a'].b[0].c", 1],
    ['$.température', 4],
    ['$.a.x.y', undefined],
    ['$.constructor', undefined],
    ['$["__proto__"]', undefined],
  ])('%s', (path, expected) => {
    expect(jsonPath(path)!(document)).toEqual(expected)
  })
  test.each(['', 'a', '$.', '$..a', '$.*', '$[*]', '$[?(@.a)]', '$.a()', '$[-1]'])('refuses %j', (path) => {
    expect(jsonPath(path)).toBeNull()
  })
  test('never throws', () => {
    fc.assert(fc.property(fc.string(), fc.jsonValue(), (path, value) => void jsonPath(`$${path}`)?.(value)))
  })
})

describe('a mapping', () => {
  const mapping = (more: object) =>
    compileMapping(
      Mapping.parse({
        pattern: 'villes/{site}/{device}/mesures',
        address: '{site}/{device}',
        channels: { temperature: '$.temp' },
        ...more,
      }),
    )
  const read = (more: object, payload: unknown) =>
    mapping(more).read(Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)))

  test('names the device after its topic', () => {
    expect(mapping({}).addressOf('villes/lyon/a1/mesures')).toBe('lyon/a1')
    expect(mapping({}).addressOf('villes/lyon/a1')).toBeNull()
  })
  test('reads times, numbers in texts, units and texts that stand for numbers', () => {
    const more = {
      time: '$.ts',
      seq: '$.n',
      channels: {
        temperature: { path: '$.temp', unit: 'Cel' },
        'relay.on': { path: '$.state', values: { ON: 1, OFF: 0 } },
        absent: '$.absent',
      },
    }
    expect(read(more, { ts: 1793600100, n: 4, temp: '21.5', state: 'ON' })).toEqual({
      readings: [
        { channel: 'temperature', value: 21.5, unit: 'Cel' },
        { channel: 'relay.on', value: 1 },
      ],
      time: new Date('2026-11-02T06:15:00Z'),
      seq: 4,
    })
  })
  test('reads Tasmota, whose time has no zone', () => {
    const more = { time: '$.Time', channels: { 'power.active': '$.ENERGY.Power' } }
    const { readings, time } = read(more, { Time: '2026-11-02T07:15:00', ENERGY: { Total: 12.3, Power: 41 } })
    expect(readings).toEqual([{ channel: 'power.active', value: 41 }])
    expect(time).toBeUndefined()
  })
  test('reads a bare number, and a bare word', () => {
    const channels = { level: { path: '$', values: { OPEN: 1 } } }
    expect(read({ channels }, '21.5').readings[0]!.value).toBe(21.5)
    expect(read({ channels }, 'OPEN').readings[0]!.value).toBe(1)
  })
  test.each([
    [{ temp: 'warm' }, 'temperature: not a number'],
    [{ other: 1 }, 'none of the mapped values'],
    ['1e400', 'none of'],
  ])('refuses %j', (payload, message) => {
    expect(() => read({}, payload)).toThrow(message)
  })
  test.each([
    [{ address: '{city}/{device}' }, 'address'],
    [{ command: 'x/{other}' }, 'command'],
    [{ pattern: 'villes/#' }, 'pattern'],
    [{ time: '$..ts' }, 'time'],
  ])('refuses the configuration %j', (more, path) => {
    const parsed = Mapping.safeParse({
      pattern: 'villes/{site}/{device}/mesures',
      address: '{site}/{device}',
      channels: {},
      ...more,
    })
    expect(parsed.error?.issues[0]?.path).toEqual([path])
  })
})

describe('keys', () => {
  const key = (payload: string, time?: Date, seq?: number, receivedAt = new Date(1793600100_000)) =>
    readingsEvent(
      { connectorId: 'con_1', topic: 't', payload: Buffer.from(payload), receivedAt },
      'a/b',
      [],
      time,
      seq,
    ).keys[0]
  const later = new Date(1793600200_000)
  test('with the device’s time, or a sequence number, a second delivery has the same key', () => {
    expect(key('a', new Date(1), undefined, later)).toBe(key('a', new Date(1)))
    expect(key('a', undefined, 5, later)).toBe(key('a', undefined, 5))
    expect(key('b', new Date(1))).not.toBe(key('a', new Date(1)))
  })
  test('with neither, the same words said again are another message', () => {
    expect(key('a', undefined, undefined, later)).not.toBe(key('a'))
  })
})

test('our topics are told from all others', () => {
  expect(treeTopic('trame/v1/valmont/bin-12/telemetry')).toEqual({
    address: 'valmont/bin-12',
    about: 'telemetry',
  })
  expect(treeTopic('trame/v1/valmont/lamp-1/cmd/cmd_01/ack')).toMatchObject({
    about: 'acknowledgement',
    id: 'cmd_01',
  })
  for (const other of [
    'trame/v1/valmont/bin-12/cmd',
    'trame/v1/Valmont/b/telemetry',
    'trame/v2/a/b/telemetry',
  ])
    expect(treeTopic(other)).toBeNull()
})
