import { expect, test } from 'vitest'
import { radioVerdict, snrMargin } from './radio.ts'

test.each([
  [{ snr: 9, spreadingFactor: 7, rssi: -80 }, 'good'],
  [{ snr: -12, spreadingFactor: 12, rssi: -118 }, 'fair'],
  [{ snr: -6, spreadingFactor: 7, rssi: -100 }, 'weak'],
  [{ snr: -6, spreadingFactor: 12, rssi: -118 }, 'good'],
  [{ snr: null, spreadingFactor: null, rssi: -112 }, 'fair'],
  [{ snr: null, spreadingFactor: null, rssi: null }, 'unknown'],
] as const)('the same signal is judged by what its spreading factor needs: %j is %s', (device, verdict) => {
  expect(radioVerdict(device)).toBe(verdict)
})

test('a spreading factor that LoRa does not have gives no margin', () => {
  expect(snrMargin(3, 50)).toBeNull()
})
