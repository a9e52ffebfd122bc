import { describe, expect, it } from 'vitest'
import { mapChannels } from './map-channels.ts'

const map = (data: unknown, path: string, more: object = {}) =>
  mapChannels(data, [{ name: 'value', path, ...more }])

describe('mapChannels', () => {
  it('follows members and indices', () => {
    const data = { temperature: 21.5, channels: [{ value: 3 }], air: { 'co2 (ppm)': 800 } }
    expect(map(data, 'temperature').readings).toEqual([{ channel: 'value', value: 21.5 }])
    expect(map(data, 'channels[0].value').readings).toEqual([{ channel: 'value', value: 3 }])
    expect(map(data, 'air.co2 (ppm)').readings).toEqual([{ channel: 'value', value: 800 }])
  })

  it('brings a value to the unit of the property', () => {
    expect(map({ t: 212 }, 't', { scale: 5 / 9, offset: -160 / 9 }).readings[0]!.value).toBeCloseTo(100, 9)
  })

  it('reads booleans as one and nought', () => {
    expect(map({ open: true }, 'open').readings[0]!.value).toBe(1)
    expect(map({ open: false }, 'open').readings[0]!.value).toBe(0)
  })

  it('passes over what is not in this frame', () => {
    expect(map({ other: 1 }, 'value')).toEqual({ readings: [], refused: [] })
    expect(map({ value: null }, 'value')).toEqual({ readings: [], refused: [] })
    expect(map(null, 'a.b')).toEqual({ readings: [], refused: [] })
  })

  it('refuses text, objects and lists of bare numbers', () => {
    const found = (data: unknown) => map(data, 'v').refused.map((refusal) => refusal.found)
    expect(found({ v: '21.5' })).toEqual(['text'])
    expect(found({ v: {} })).toEqual(['an object'])
    expect(found({ v: [1, 2] })).toEqual(['a list'])
    expect(found({ v: [] })).toEqual(['a list'])
    expect(found({ v: Number.NaN })).toEqual(['no finite number'])
  })

  it('takes a list of values that carry their own times', () => {
    const at = new Date('2026-01-15T12:00:00Z')
    const v = [
      { time: at.toISOString(), value: 1 },
      { timestamp: at.getTime() / 1000, value: 2 },
      { timestamp: at.getTime(), value: true },
    ]
    expect(map({ v }, 'v', { scale: 10 }).readings).toEqual([
      { channel: 'value', value: 10, at },
      { channel: 'value', value: 20, at },
      { channel: 'value', value: 10, at },
    ])
    expect(map({ v: [...v, { value: 3 }] }, 'v')).toMatchObject({
      readings: [],
      refused: [{ found: 'a list' }],
    })
  })

  it('never leaves the decoded object', () => {
    expect(map({}, '__proto__.constructor.name').readings).toEqual([])
    expect(map({}, 'constructor.length').readings).toEqual([])
    expect(map({ text: 'abc' }, 'text.length').readings).toEqual([])
  })
})
