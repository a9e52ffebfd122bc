import { expect, test } from 'vitest'
import { decodeFrame } from '../decode-frame.ts'
import { bytesOf } from '../hex.ts'
import mlr003 from './mlr003.ts'

const observedAt = new Date('2026-01-15T12:00:00Z')
const infoOf = (fPort: number, hex: string) => {
  const frame = decodeFrame(mlr003, { fPort, bytes: bytesOf(hex), observedAt })
  return frame.ok ? frame.info : frame
}

// Answers that the maker publishes, and one of each bit that those leave at 0.
test.each([
  [2, 'c23118090300', { revision: '2.c', hardware: '1.3', firmware: '2024.9.3.0' }],
  [3, '09', { motorRangeMillimetres: 1.872 }],
  [3, '01', { motorRangeMillimetres: null }],
  [4, '00', { spreadingFactor: 7 }],
  [4, '03', { spreadingFactor: null }],
  [5, '0006', { openingFound: false, openingPercent: 0, status: 'looking for the opening point' }],
  [5, '9402', { openingFound: true, openingPercent: 20, status: 'no hot water expected' }],
  [6, 'f0', { closeMinutes: 60, beep: true, drops: 2, temperatureDropped: false }],
  [6, '81', { closeMinutes: 30, beep: false, drops: 1, temperatureDropped: true }],
  [7, '144bac80104a2a', { proportional: 20, integral: 1.5, derivative: 34.4, derivativeClosed: 14.8 }],
  [8, 'fa', { flowOffset: -1.5 }],
  [9, '0101', { externalExpiryMinutes: 5, external: true }],
  [15, 'c0', { staysOn: true, recalibrated: true, switchesOff: false }],
])('port %i, %s', (fPort, hex, says) => expect(infoOf(fPort, hex)).toMatchObject(says))

// The value's unit hangs on the mode: only two of them are set-points.
test.each([
  [0, 46, []],
  [1, 23, [23]],
  [2, 23, [23]],
  [3, 11.5, []],
  [4, 11.5, []],
  [5, null, []],
  [6, 46, []],
  [7, 46, []],
])('user mode %i: value %s, set-point %j', (mode, userValue, setPoints) => {
  const bytes = bytesOf('475e4e745720882ced502e59')
  bytes[9] = 0x50 | mode
  const frame = decodeFrame(mlr003, { fPort: 1, bytes, observedAt })
  if (!frame.ok) throw new Error(frame.detail)
  expect(frame.info).toMatchObject({ userMode: mode, userValue })
  expect(frame.readings.filter(({ channel }) => channel === 'setpoint').map(({ value }) => value)).toEqual(
    setPoints,
  )
})
