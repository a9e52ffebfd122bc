import { expect, test } from 'vitest'
import { airtimeMs, dutyCycle, phyAirtimeMs } from './airtime.ts'
import { type BatteryUse, batteryLife } from './battery-life.ts'
import vectors from './vectors.json' with { type: 'json' }

const codeRates: Record<string, 1 | 2 | 3 | 4> = { '4/5': 1, '4/6': 2, '4/7': 3, '4/8': 4 }

test.each(vectors['lora.airtime'])('time on air: $id', ({ input, expected }) => {
  const { sf, bwHz, cr, preamble, crc, phyPayload } = input
  const frame = {
    spreadingFactor: sf,
    bandwidthHz: bwHz,
    codeRate: codeRates[cr]!,
    preambleSymbols: preamble,
    crc,
  }
  const ms = phyAirtimeMs(phyPayload, frame)
  expect(ms).toBeCloseTo(expected.ms, 3)
  if (expected.maxPerHour1pct !== undefined) expect(dutyCycle(ms).perHour).toBe(expected.maxPerHour1pct)
  if (expected.offTimeMs1pct !== undefined)
    expect(dutyCycle(ms).silentMs).toBeCloseTo(expected.offTimeMs1pct, 1)
  if ('appPayload' in input && input.appPayload !== undefined)
    expect(airtimeMs({ ...frame, applicationBytes: input.appPayload })).toBe(ms)
})

test.each(vectors['lora.batteryLife'])('battery: $id', ({ input, expected }) => {
  const { dailyMAh, years } = batteryLife(input as BatteryUse)
  expect(Math.abs(dailyMAh / expected.dailyMAh - 1)).toBeLessThan(0.01)
  expect(Math.abs(years / expected.years - 1)).toBeLessThan(0.01)
})
