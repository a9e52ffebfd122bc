import { z } from 'zod'
import { type Command, command, type Frame } from '../define-device.ts'

/** Ports of the settings; the device answers on the same one (`mlr003-answers.ts`). */
const single = (frame: Frame, fPort: number): number | undefined =>
  frame.fPort === fPort && frame.bytes.length === 1 ? frame.bytes[0] : undefined

const near = (value: number, step: number) => Math.round(value / step)
/** Without the dust of the binary fraction. */
const times = (steps: number, step: number) => Math.round(steps * step * 100) / 100

/** Code on port 3 -> travel of the spindle, mm: steps of 0.208, and 0 for the widest. */
export const motorRanges: Readonly<Record<number, number>> = {
  0: 2.56048,
  3: 0.624,
  4: 0.832,
  5: 1.04,
  6: 1.248,
  7: 1.456,
  8: 1.664,
  9: 1.872,
  10: 2.08,
  11: 2.288,
  12: 2.496,
}
const travels = Object.values(motorRanges)

const setMotorRange = command<{ millimetres: number }, never>({
  description: 'How far the spindle travels',
  parameters: z.object({
    millimetres: z.union(travels.map((travel) => z.literal(travel)) as [z.ZodLiteral<number>]),
  }),
  encode: ({ millimetres }) => ({
    fPort: 3,
    bytes: Uint8Array.of(Number(Object.entries(motorRanges).find(([, mm]) => mm === millimetres)![0])),
  }),
  decode(frame) {
    const millimetres = motorRanges[single(frame, 3) ?? -1]
    return millimetres === undefined ? undefined : { millimetres }
  },
  examples: [
    { is: '2.08 mm', parameters: { millimetres: 2.08 }, fPort: 3, hex: '0a' },
    { is: 'the widest', parameters: { millimetres: 2.56048 }, fPort: 3, hex: '00' },
  ],
})

const setSpreadingFactor = command<{ spreadingFactor: 7 | 8 }, never>({
  description: 'Spreading factor of the uplinks: 8 reaches further and costs twice the energy',
  parameters: z.object({ spreadingFactor: z.union([z.literal(7), z.literal(8)]) }),
  encode: ({ spreadingFactor }) => ({ fPort: 4, bytes: Uint8Array.of(spreadingFactor - 7) }),
  decode(frame) {
    const code = single(frame, 4)
    return code === 0 || code === 1 ? { spreadingFactor: code === 0 ? 7 : 8 } : undefined
  },
  examples: [{ is: 'SF8', parameters: { spreadingFactor: 8 }, fPort: 4, hex: '01' }],
})

const hotWaters = ['byTimeOfYear', 'off', 'on'] as const
const harvests = ['usual', 'detectAndHarvest', 'detectOnly', 'neither'] as const

interface Opening {
  reset: boolean
  hotWater: (typeof hotWaters)[number]
  slowHarvesting: (typeof harvests)[number]
  maxFlowRaw: number
}

/** Bit 4 starts the search anew, bits 2-3 say whether there is hot water, bits 0-1 what it may do meanwhile. */
const setOpeningPoint = command<Opening, never>({
  description:
    'Finding the point from which water flows: start anew, is there hot water, what it may do meanwhile',
  parameters: z.object({
    reset: z.boolean(),
    hotWater: z.enum(hotWaters),
    slowHarvesting: z.enum(harvests),
    /** Cel, of the raw flow sensor. */
    maxFlowRaw: z.number().min(0).max(33).multipleOf(0.5),
  }),
  encode: ({ reset, hotWater, slowHarvesting, maxFlowRaw }) => ({
    fPort: 5,
    bytes: Uint8Array.of(
      (reset ? 0x10 : 0) | (hotWaters.indexOf(hotWater) << 2) | harvests.indexOf(slowHarvesting),
      Math.round(2 * maxFlowRaw),
    ),
  }),
  decode({ fPort, bytes }) {
    const [flags, flow] = bytes
    if (fPort !== 5 || bytes.length !== 2 || flags! & 0xe0 || flow! > 66) return undefined
    const hotWater = hotWaters[(flags! >> 2) & 3]
    if (!hotWater) return undefined
    return {
      reset: (flags! & 0x10) !== 0,
      hotWater,
      slowHarvesting: harvests[flags! & 3]!,
      maxFlowRaw: flow! / 2,
    }
  },
  examples: [
    {
      is: 'hot water is on',
      parameters: { reset: false, hotWater: 'on', slowHarvesting: 'detectAndHarvest', maxFlowRaw: 27 },
      fPort: 5,
      hex: '0936',
    },
    {
      is: 'from the beginning, no hot water in summer',
      parameters: { reset: true, hotWater: 'off', slowHarvesting: 'neither', maxFlowRaw: 30 },
      fPort: 5,
      hex: '173c',
    },
  ],
})

const dropActions: Readonly<Record<number, 0 | 30 | 60>> = { 0: 0, 2: 30, 3: 60 }

interface TemperatureDrop {
  /** 0: a drop changes nothing. */
  closeMinutes: 0 | 30 | 60
  beep: boolean
  drops: 1 | 2
}

/** Bits 6-7 what it does, bit 5 whether it beeps when it goes on, bit 4 whether one drop is enough. */
const setTemperatureDrop = command<TemperatureDrop, never>({
  description: 'What it does when the room cools down fast, as by an open window',
  parameters: z.object({
    closeMinutes: z.union([z.literal(0), z.literal(30), z.literal(60)]),
    beep: z.boolean(),
    drops: z.union([z.literal(1), z.literal(2)]),
  }),
  encode: ({ closeMinutes, beep, drops }) => ({
    fPort: 6,
    bytes: Uint8Array.of(
      ({ 0: 0, 30: 2, 60: 3 }[closeMinutes] << 6) | (beep ? 0x20 : 0) | ((drops - 1) << 4),
    ),
  }),
  decode(frame) {
    const byte = single(frame, 6)
    const closeMinutes = byte === undefined ? undefined : dropActions[byte >> 6]
    if (byte === undefined || closeMinutes === undefined || byte & 0x0f) return undefined
    return { closeMinutes, beep: (byte & 0x20) !== 0, drops: byte & 0x10 ? 2 : 1 }
  },
  examples: [
    {
      is: 'shut for half an hour after one drop',
      parameters: { closeMinutes: 30, beep: false, drops: 1 },
      fPort: 6,
      hex: '80',
    },
  ],
})

interface Controller {
  proportional: number
  integral: number
  derivative: number
  closedPercent: number
  derivativeClosed: number
  offsetPercent: number
}

const setController = command<Controller, never>({
  description: 'Gains of the temperature control, and the opening that counts as shut',
  parameters: z.object({
    proportional: z.int().min(0).max(255),
    integral: z.number().min(0).max(5.1).multipleOf(0.02),
    derivative: z.number().min(0).max(51).multipleOf(0.2),
    closedPercent: z.int().min(0).max(100),
    derivativeClosed: z.number().min(0).max(51).multipleOf(0.2),
    offsetPercent: z.int().min(0).max(100),
  }),
  encode: (of) => ({
    fPort: 7,
    bytes: Uint8Array.of(
      of.proportional,
      near(of.integral, 0.02),
      near(of.derivative, 0.2),
      0x80,
      of.closedPercent,
      near(of.derivativeClosed, 0.2),
      of.offsetPercent,
    ),
  }),
  decode({ fPort, bytes }) {
    const [proportional, integral, derivative, fixed, closedPercent, derivativeClosed, offsetPercent] = bytes
    if (fPort !== 7 || bytes.length !== 7 || fixed !== 0x80) return undefined
    if (closedPercent! > 100 || offsetPercent! > 100) return undefined
    return {
      proportional: proportional!,
      integral: times(integral!, 0.02),
      derivative: times(derivative!, 0.2),
      closedPercent: closedPercent!,
      derivativeClosed: times(derivativeClosed!, 0.2),
      offsetPercent: offsetPercent!,
    }
  },
  examples: [
    {
      is: 'gains 20, 1.5 and 21',
      parameters: {
        proportional: 20,
        integral: 1.5,
        derivative: 21,
        closedPercent: 32,
        derivativeClosed: 14,
        offsetPercent: 42,
      },
      fPort: 7,
      hex: '144b698020462a',
    },
  ],
})

interface Recalibration {
  goesOnWithout: boolean
  now: boolean
  turnOff: boolean
}

const recalibrate = command<Recalibration, never>({
  description:
    'The reference run of every six weeks: whether it may fail, whether it is made now, and switching off',
  parameters: z.object({ goesOnWithout: z.boolean(), now: z.boolean(), turnOff: z.boolean() }),
  encode: ({ goesOnWithout, now, turnOff }) => ({
    fPort: 15,
    bytes: Uint8Array.of((goesOnWithout ? 0x80 : 0) | (now ? 0x40 : 0) | (turnOff ? 0x01 : 0)),
  }),
  decode(frame) {
    const flags = single(frame, 15)
    if (flags === undefined || flags & 0x3e) return undefined
    return { goesOnWithout: flags >= 0x80, now: (flags & 0x40) !== 0, turnOff: (flags & 0x01) !== 0 }
  },
  examples: [
    {
      is: 'may fail',
      parameters: { goesOnWithout: true, now: false, turnOff: false },
      fPort: 15,
      hex: '80',
    },
    {
      is: 'to the mounting position, and off',
      parameters: { goesOnWithout: false, now: false, turnOff: true },
      fPort: 15,
      hex: '01',
    },
  ],
})

export const settings: Readonly<Record<string, Command<never, never>>> = {
  setMotorRange,
  setSpreadingFactor,
  setOpeningPoint,
  setTemperatureDrop,
  setController,
  recalibrate,
}
