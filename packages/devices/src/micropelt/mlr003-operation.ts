import { z } from 'zod'
import { type Command, command, type Frame } from '../define-device.ts'

/**
 * The downlink of port 1, six bytes: set value (% of the valve, or 0.5 K), room temperature from elsewhere (0.25 K; 0:
 * the device's own estimate), safety value, interval and modes, reserved, reference run. The radio interval is in the upper
 * half of the fourth byte; bits 2-3 are the user mode, bits 0-1 the safety mode.
 */
const modes = { valve: 0, temperature: 2 } as const
const safetyModes = { temperature: 0, valve: 2 } as const
type Mode = keyof typeof modes
const intervals: readonly number[] = [10, 5, 60, 120, 480]
const referenceRun = 0x80

interface Operation {
  mode: Mode
  value: number
  roomTemperature: number
  safetyMode: Mode
  safetyValue: number
  intervalMinutes: number
  referenceRun: boolean
}

const raw = (mode: Mode, value: number) => Math.round(mode === 'valve' ? value : 2 * value)
const real = (mode: Mode, byte: number) => (mode === 'valve' ? byte : byte / 2)

const encode = (of: Operation): Frame => ({
  fPort: 1,
  bytes: Uint8Array.of(
    raw(of.mode, of.value),
    Math.round(4 * of.roomTemperature),
    raw(of.safetyMode, of.safetyValue),
    (intervals.indexOf(of.intervalMinutes) << 4) | (modes[of.mode] << 2) | safetyModes[of.safetyMode],
    0,
    of.referenceRun ? referenceRun : 0,
  ),
})

function decode({ fPort, bytes }: Frame): Operation | undefined {
  if (fPort !== 1 || bytes.length !== 6 || bytes[4] !== 0) return undefined
  const [value, room, safety, code, , run] = Array.from(bytes) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const intervalMinutes = intervals[code >> 4]
  const [user, fallback] = [(code >> 2) & 3, code & 3]
  if (intervalMinutes === undefined || (user & 1) !== 0 || (fallback & 1) !== 0) return undefined
  if (run !== 0 && run !== referenceRun) return undefined
  const mode = user === modes.valve ? 'valve' : 'temperature'
  const safetyMode = fallback === safetyModes.valve ? 'valve' : 'temperature'
  const operation: Operation = {
    mode,
    value: real(mode, value),
    roomTemperature: room / 4,
    safetyMode,
    safetyValue: real(safetyMode, safety),
    intervalMinutes,
    referenceRun: run === referenceRun,
  }
  return fits(mode, operation.value) && fits(safetyMode, operation.safetyValue) ? operation : undefined
}

const limits = { valve: 100, temperature: 40 } as const
const fits = (mode: Mode, value: number) => value >= 0 && value <= limits[mode]

type Channel = 'valve' | 'setpoint'
const usual = { roomTemperature: 0, intervalMinutes: 10, referenceRun: false } as const
/** When the network falls silent: a leaf shuts, a room is kept from frost and damp. */
const shut = { safetyMode: 'valve', safetyValue: 0 } as const
const keptWarm = { safetyMode: 'temperature', safetyValue: 16 } as const

const isUsual = (of: Operation | undefined, mode: Mode, safety: typeof shut | typeof keptWarm) =>
  of !== undefined &&
  of.mode === mode &&
  of.roomTemperature === 0 &&
  of.intervalMinutes === usual.intervalMinutes &&
  !of.referenceRun &&
  of.safetyMode === safety.safetyMode &&
  of.safetyValue === safety.safetyValue

const setValvePosition = command<{ percent: number }, Channel>({
  description: 'Moves the spindle and keeps it there; shuts when the network is not heard any more',
  parameters: z.object({ percent: z.int().min(0).max(100) }),
  encode: ({ percent }) => encode({ ...usual, ...shut, mode: 'valve', value: percent }),
  decode(frame) {
    const of = decode(frame)
    return isUsual(of, 'valve', shut) ? { percent: of!.value } : undefined
  },
  confirms: ({ percent }) => ({ valve: percent }),
  examples: [
    { is: 'half open', parameters: { percent: 50 }, fPort: 1, hex: '320000020000' },
    { is: 'shut', parameters: { percent: 0 }, fPort: 1, hex: '000000020000' },
  ],
})

const setRoomTemperature = command<{ celsius: number }, Channel>({
  description: 'Set-point of the room; 16 °C when the network is not heard any more',
  parameters: z.object({ celsius: z.number().min(5).max(40).multipleOf(0.5) }),
  encode: ({ celsius }) => encode({ ...usual, ...keptWarm, mode: 'temperature', value: celsius }),
  decode(frame) {
    const of = decode(frame)
    return isUsual(of, 'temperature', keptWarm) && of!.value >= 5 ? { celsius: of!.value } : undefined
  },
  confirms: ({ celsius }) => ({ setpoint: celsius }),
  examples: [{ is: '19 °C', parameters: { celsius: 19 }, fPort: 1, hex: '260020080000' }],
})

const Modes = z.enum(['valve', 'temperature'])
const operate = command<Operation, Channel>({
  description:
    'All of it: what is set, the temperature measured elsewhere, what counts without a network, how often it speaks',
  parameters: z
    .object({
      mode: Modes,
      value: z.number().min(0).max(100).multipleOf(0.5),
      roomTemperature: z.number().min(0.25).max(60).multipleOf(0.25),
      safetyMode: Modes,
      safetyValue: z.number().min(0).max(100).multipleOf(0.5),
      intervalMinutes: z.union(intervals.map((minutes) => z.literal(minutes)) as [z.ZodLiteral<number>]),
      referenceRun: z.boolean(),
    })
    .refine(
      ({ mode, value, safetyMode, safetyValue }) =>
        fits(mode, value) &&
        fits(safetyMode, safetyValue) &&
        (mode === 'temperature' || Number.isInteger(value)) &&
        (safetyMode === 'temperature' || Number.isInteger(safetyValue)),
      'whole percent of a valve, or up to 40 °C',
    ),
  encode,
  decode(frame) {
    const of = decode(frame)
    return of && of.roomTemperature > 0 ? of : undefined
  },
  examples: [
    {
      is: '21 °C, 20 °C measured elsewhere, 19 °C without a network, every five minutes',
      parameters: {
        mode: 'temperature',
        value: 21,
        roomTemperature: 20,
        safetyMode: 'temperature',
        safetyValue: 19,
        intervalMinutes: 5,
        referenceRun: false,
      },
      fPort: 1,
      hex: '2a5026180000',
    },
  ],
})

export const operations: Readonly<Record<string, Command<Channel, never>>> = {
  setValvePosition,
  setRoomTemperature,
  operate,
}
