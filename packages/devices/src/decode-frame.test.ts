import { describe, expect, test } from 'vitest'
import { decodeFrame } from './decode-frame.ts'
import { type Decoded, defineDevice, FrameError } from './define-device.ts'

const uplink = { fPort: 1, bytes: new Uint8Array(), observedAt: new Date('2026-01-15T12:00:00Z') }

const model = (decode: () => Decoded<'level'>) =>
  defineDevice({
    id: 'acme-level',
    version: 1,
    maker: 'Acme',
    model: 'Level',
    description: '',
    source: '',
    expectedIntervalMs: 1,
    channels: { level: 'distance' },
    decode,
    examples: [],
  })

describe('decodeFrame', () => {
  test('keeps good readings and names the ones that it leaves out', () => {
    const decoded = decodeFrame(
      model(() => ({
        readings: [
          { channel: 'level', value: 1 },
          { channel: 'level', value: Number.NaN },
          { channel: 'level', value: 1, at: new Date(Number.NaN) },
        ],
      })),
      uplink,
    )
    expect(decoded).toEqual({
      ok: true,
      readings: [{ channel: 'level', value: 1 }],
      refused: [
        { channel: 'level', code: 'value_not_finite' },
        { channel: 'level', code: 'time_out_of_bounds' },
      ],
    })
  })

  test('drops a position that is not on Earth', () => {
    const far = { longitude: 200, latitude: 91 }
    expect(
      decodeFrame(
        model(() => ({ readings: [], position: far })),
        uplink,
      ),
    ).not.toHaveProperty('position')
  })

  test.each([
    [new FrameError('frame_truncated', 'short'), 'frame_truncated'],
    [new RangeError('offset'), 'decode_failed'],
    ['a string', 'decode_failed'],
  ])('turns %s into a refusal', (thrown, code) => {
    const decoded = decodeFrame(
      model(() => {
        throw thrown
      }),
      uplink,
    )
    expect(decoded).toMatchObject({ ok: false, code })
  })
})
