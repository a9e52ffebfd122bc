import { z } from 'zod'
import { type Command, command } from '../define-device.ts'

const only = ({ bytes }: { bytes: Uint8Array }, length: number) => bytes.length === length

/** Stroke of the spindle in steps of 0.032 mm from 1.76 mm. */
const setMotorRange = command<{ millimetres: number }, never>({
  description: 'How far the spindle travels',
  parameters: z
    .object({ millimetres: z.number().min(1.76).max(4) })
    .refine(
      ({ millimetres }) => Math.abs(((millimetres - 1.76) / 0.032) % 1) < 1e-6,
      'steps of 0.032 mm from 1.76',
    ),
  encode: ({ millimetres }) => ({ fPort: 3, bytes: Uint8Array.of(Math.round((millimetres - 1.76) / 0.032)) }),
  decode: (frame) =>
    frame.fPort === 3 && only(frame, 1) && frame.bytes[0]! <= 70
      ? { millimetres: Math.round(1760 + 32 * frame.bytes[0]!) / 1000 }
      : undefined,
  examples: [{ is: '2.08 mm', parameters: { millimetres: 2.08 }, fPort: 3, hex: '0a' }],
})

interface Opening {
  reset: boolean
  hotWater: boolean
  slowHarvesting: number
  maxFlowRaw: number
}

const setOpeningPoint = command<Opening, never>({
  description:
    'Finding the point from which water flows: start anew, is there hot water, what it may do meanwhile',
  parameters: z.object({
    reset: z.boolean(),
    hotWater: z.boolean(),
    /** As the maker numbers them; 1: look for the opening point and harvest slowly. */
    slowHarvesting: z.int().min(0).max(7),
    maxFlowRaw: z.number().min(0).max(127.5).multipleOf(0.5),
  }),
  encode: ({ reset, hotWater, slowHarvesting, maxFlowRaw }) => ({
    fPort: 5,
    bytes: Uint8Array.of(
      (reset ? 0x80 : 0) | (slowHarvesting << 3) | Number(hotWater),
      Math.round(2 * maxFlowRaw),
    ),
  }),
  decode: (frame) => {
    const [flags, flow] = frame.bytes as unknown as [number, number]
    if (frame.fPort !== 5 || !only(frame, 2) || flags & 0x46) return undefined
    return {
      reset: flags >= 0x80,
      hotWater: (flags & 1) === 1,
      slowHarvesting: (flags >> 3) & 7,
      maxFlowRaw: flow / 2,
    }
  },
  examples: [
    {
      is: 'hot water is on',
      parameters: { reset: false, hotWater: true, slowHarvesting: 1, maxFlowRaw: 27 },
      fPort: 5,
      hex: '0936',
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
    bytes: Uint8Array.of((goesOnWithout ? 0x80 : 0) | (now ? 0x40 : 0) | (turnOff ? 0x20 : 0)),
  }),
  decode: (frame) => {
    const flags = frame.bytes[0]!
    if (frame.fPort !== 15 || !only(frame, 1) || flags & 0x1f) return undefined
    return { goesOnWithout: flags >= 0x80, now: (flags & 0x40) !== 0, turnOff: (flags & 0x20) !== 0 }
  },
  examples: [
    {
      is: 'may fail',
      parameters: { goesOnWithout: true, now: false, turnOff: false },
      fPort: 15,
      hex: '80',
    },
  ],
})

export const settings: Readonly<Record<string, Command<never, never>>> = {
  setMotorRange,
  setOpeningPoint,
  recalibrate,
}
