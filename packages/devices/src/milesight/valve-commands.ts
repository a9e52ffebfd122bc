import { z } from 'zod'
import { ByteReader } from '../byte-reader.ts'
import { u24Le, u32Le } from '../byte-writer.ts'
import { command } from '../define-device.ts'
import { tlvCommand } from './commands.ts'

interface ValveOrder {
  valve: number
  open: boolean
  seconds?: number | undefined
  pulses?: number | undefined
}

/** Control byte: 7 duration follows, 6 pulses follow, 5 open, 0-2 the valve. */
function readOrder(frame: ByteReader): ValveOrder & { sequence: number; rainStop: boolean } {
  const control = frame.u8()
  const sequence = frame.u8()
  // Firmware of 2024 and later always sends both numbers back.
  const both = frame.left >= 7
  const seconds = both || control & 0x80 ? frame.u24Le() : undefined
  const pulses = both || control & 0x40 ? frame.u32Le() : undefined
  return {
    valve: (control & 0x07) + 1,
    open: (control & 0x20) !== 0,
    sequence,
    rainStop: ((control >> 3) & 1) !== ((control >> 4) & 1),
    ...(control & 0x80 ? { seconds } : {}),
    ...(control & 0x40 ? { pulses } : {}),
  }
}

export const readValveTask = (frame: ByteReader) => ({ info: { valveTask: readOrder(frame) } })

/** Opens or closes at once; with `seconds` or `pulses` the valve goes back by itself after that. */
export const setValve = command<ValveOrder, 'valve1' | 'valve2'>({
  description: 'Opens or closes a valve, for good, for some seconds or for some pulses of its meter',
  parameters: z.object({
    valve: z.int().min(1).max(2),
    open: z.boolean(),
    seconds: z.int().min(1).max(0xff_ffff).optional(),
    pulses: z.int().min(1).max(0xffff_ffff).optional(),
  }),
  encode: ({ valve, open, seconds, pulses }) => {
    const control = (seconds ? 0x80 : 0) | (pulses ? 0x40 : 0) | (open ? 0x20 : 0) | (valve - 1)
    const until = [...(seconds ? u24Le(seconds) : []), ...(pulses ? u32Le(pulses) : [])]
    return { fPort: 85, bytes: Uint8Array.from([0xff, 0x1d, control, 0, ...until]) }
  },
  decode: ({ bytes }) => {
    const [channel, type, control] = bytes as unknown as number[]
    if (channel !== 0xff || type !== 0x1d || control === undefined) return undefined
    const size = 4 + (control & 0x80 ? 3 : 0) + (control & 0x40 ? 4 : 0)
    if (bytes.length !== size || (control & 0x07) > 1) return undefined
    const { valve, open, seconds, pulses } = readOrder(new ByteReader(bytes.subarray(2)))
    return {
      valve,
      open,
      ...(seconds === undefined ? {} : { seconds }),
      ...(pulses === undefined ? {} : { pulses }),
    }
  },
  confirms: ({ valve, open }) => ({ [`valve${valve}`]: Number(open) }),
  examples: [
    { is: 'open the first', parameters: { valve: 1, open: true }, fPort: 85, hex: 'ff1d2000' },
    { is: 'close the second', parameters: { valve: 2, open: false }, fPort: 85, hex: 'ff1d0100' },
    {
      is: 'open the first for ten minutes',
      parameters: { valve: 1, open: true, seconds: 600 },
      fPort: 85,
      hex: 'ff1da000580200',
    },
  ],
})

export const setPulses = tlvCommand({
  description: 'Sets the pulse counter of a valve',
  parameters: z.object({ valve: z.int().min(1).max(2), pulses: z.int().min(0).max(0xffff_ffff) }),
  field: 'ff92',
  size: 5,
  write: ({ valve, pulses }) => [valve, ...u32Le(pulses)],
  read: (frame) => ({ valve: frame.u8(), pulses: frame.u32Le() }),
  example: { is: 'the first to 100', parameters: { valve: 1, pulses: 100 }, hex: 'ff920164000000' },
})
