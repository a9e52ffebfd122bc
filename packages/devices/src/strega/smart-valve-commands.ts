import { z } from 'zod'
import { type Command, command } from '../define-device.ts'

const digitZero = 0x30

/** Open and close are the character 1 or 0 on port 1. */
const setValve = command<{ open: boolean }, 'valve'>({
  description: 'Opens or closes the valve',
  parameters: z.object({ open: z.boolean() }),
  encode: ({ open }) => ({ fPort: 1, bytes: Uint8Array.of(digitZero + Number(open)) }),
  decode: ({ fPort, bytes }) => {
    const digit = bytes[0]! - digitZero
    return fPort === 1 && bytes.length === 1 && (digit === 0 || digit === 1)
      ? { open: digit === 1 }
      : undefined
  },
  confirms: ({ open }) => ({ valve: Number(open) }),
  examples: [
    { is: 'open', parameters: { open: true }, fPort: 1, hex: '31' },
    { is: 'close', parameters: { open: false }, fPort: 1, hex: '30' },
  ],
})

const settings = {
  class: 9,
  timeRequest: 13,
  schedulers: 21,
  magnet: 22,
  counterRequest: 24,
  analogRequest: 25,
} as const
type Setting = keyof typeof settings
const names = Object.keys(settings) as [Setting, ...Setting[]]

/** Settings of one digit, each on its own port; what the digits mean is in the maker's manual. */
const setDigit = command<{ setting: Setting; digit: number }, 'valve'>({
  description: 'Sets the class, the magnet, the schedulers, or asks for time, counter or analogue input',
  parameters: z.object({ setting: z.enum(names), digit: z.int().min(0).max(9) }),
  encode: ({ setting, digit }) => ({ fPort: settings[setting], bytes: Uint8Array.of(digitZero + digit) }),
  decode: ({ fPort, bytes }) => {
    const setting = names.find((name) => settings[name] === fPort)
    const digit = bytes[0]! - digitZero
    return setting && bytes.length === 1 && digit >= 0 && digit <= 9 ? { setting, digit } : undefined
  },
  examples: [{ is: 'schedulers on', parameters: { setting: 'schedulers', digit: 1 }, fPort: 21, hex: '31' }],
})

interface Radio {
  adaptive: boolean
  dataRate: number
  spreading: number
}

const setRadio = command<Radio, 'valve'>({
  description: 'Adaptive data rate, data rate and spreading factor',
  parameters: z.object({
    adaptive: z.boolean(),
    dataRate: z.int().min(0).max(7),
    spreading: z.int().min(0).max(15),
  }),
  encode: ({ adaptive, dataRate, spreading }) => ({
    fPort: 10,
    bytes: Uint8Array.of((adaptive ? 0x80 : 0) | (dataRate << 4) | spreading),
  }),
  decode: ({ fPort, bytes }) => {
    const byte = bytes[0]
    if (fPort !== 10 || bytes.length !== 1 || byte === undefined) return undefined
    return { adaptive: byte >= 0x80, dataRate: (byte >> 4) & 7, spreading: byte & 15 }
  },
  examples: [
    {
      is: 'adaptive, from SF 12',
      parameters: { adaptive: true, dataRate: 0, spreading: 12 },
      fPort: 10,
      hex: '8c',
    },
  ],
})

interface Times {
  unit1: number
  time1: number
  unit2: number
  time2: number
}
const Unit = z.int().min(0).max(1)
const Time = z.int().min(0).max(255)

const setUplinkTimes = command<Times, 'valve'>({
  description: 'The two times between messages, each with its unit bit (the maker’s time and unit 1 and 2)',
  parameters: z.object({ unit1: Unit, time1: Time, unit2: Unit, time2: Time }),
  encode: ({ unit1, time1, unit2, time2 }) => ({
    fPort: 11,
    bytes: Uint8Array.of(unit1 * 0x80, time1, unit2 * 0x80, time2),
  }),
  decode: ({ fPort, bytes }) => {
    const [unit1, time1, unit2, time2] = bytes as unknown as number[]
    if (fPort !== 11 || bytes.length !== 4 || (unit1! | unit2!) & 0x7f) return undefined
    return { unit1: unit1! >> 7, time1: time1!, unit2: unit2! >> 7, time2: time2! }
  },
  examples: [
    {
      is: 'the maker’s own numbers',
      parameters: { unit1: 0, time1: 60, unit2: 0, time2: 10 },
      fPort: 11,
      hex: '003c000a',
    },
  ],
})

export const commands: Readonly<Record<string, Command<'valve', never>>> = {
  setValve,
  setDigit,
  setRadio,
  setUplinkTimes,
}
