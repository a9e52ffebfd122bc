import type { BatchTable } from './batch.ts'
import type { WattecoProfile } from './decode.ts'

export const channels = {
  temperature: 'air.temperature',
  humidity: 'air.relativeHumidity',
  pulses: 'pulse.total',
  tamper: 'device.tamper',
  battery: 'battery',
} as const

export type Channel = keyof typeof channels

/** Temp’O outdoor: three bits of tag. */
export const outdoor: BatchTable<Channel> = {
  tagBits: 3,
  series: {
    0: { channel: 'temperature', type: 'i16', resolution: 10, perUnit: 100, between: [-60, 130] },
    5: { channel: 'battery', type: 'u16', resolution: 100, perUnit: 1000, between: [1, 5] },
  },
}

/** TH and Temp’O: two bits of tag. */
export const indoor: BatchTable<Channel> = {
  tagBits: 2,
  series: {
    0: { channel: 'temperature', type: 'i16', resolution: 10, perUnit: 100, between: [-60, 130] },
    1: { channel: 'humidity', type: 'u16', resolution: 100, perUnit: 100, between: [0, 100] },
    2: { channel: 'battery', type: 'u16', resolution: 1, perUnit: 1000, between: [1, 5] },
    3: { channel: 'tamper', type: 'bit', resolution: 1, perUnit: 1 },
  },
}

export const climateProfile = (...batch: BatchTable<Channel>[]): WattecoProfile<Channel> => ({
  attributes: {
    '0402/0000': { channels: ['temperature'], perUnit: 100 },
    '0405/0000': { channels: ['humidity'], perUnit: 100 },
    '000f/0402': { channels: ['pulses'] },
    '000f/0055': { channels: ['tamper'], flag: true },
  },
  batch,
  power: { disposable: 'battery', rechargeable: 'battery' },
})

/** Devices send first values on the grid of their table, which helps to tell the tables apart. */
export function onGrid(values: Partial<Record<Channel, number>>): Partial<Record<Channel, number>> {
  const steps: Partial<Record<Channel, number>> = { temperature: 10, humidity: 1 }
  return Object.fromEntries(
    Object.entries(values).map(([channel, value]) => {
      const perUnit = steps[channel as Channel] ?? 1000
      return [channel, Math.round(value * perUnit) / perUnit]
    }),
  )
}
