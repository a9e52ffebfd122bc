import { z } from 'zod'
import { type Command, command, type Frame } from '../define-device.ts'

const single = (frame: Frame, fPort: number): number | undefined =>
  frame.fPort === fPort && frame.bytes.length === 1 ? frame.bytes[0] : undefined

const setFlowOffset = command<{ kelvin: number }, never>({
  description: 'Corrects the raw value of the flow sensor',
  parameters: z.object({ kelvin: z.number().min(-32).max(31.75).multipleOf(0.25) }),
  encode: ({ kelvin }) => ({ fPort: 8, bytes: Uint8Array.of(Math.round(4 * kelvin) & 0xff) }),
  decode(frame) {
    const byte = single(frame, 8)
    return byte === undefined ? undefined : { kelvin: ((byte << 24) >> 24) / 4 }
  },
  examples: [{ is: '1.5 K less', parameters: { kelvin: -1.5 }, fPort: 8, hex: 'fa' }],
})

const setExternalExpiry = command<{ minutes: number }, never>({
  description: 'How long a room temperature measured elsewhere counts; 0: until the next',
  parameters: z.object({ minutes: z.number().min(0).max(1275).multipleOf(5) }),
  encode: ({ minutes }) => ({ fPort: 9, bytes: Uint8Array.of(Math.round(minutes / 5)) }),
  decode(frame) {
    const byte = single(frame, 9)
    return byte === undefined ? undefined : { minutes: 5 * byte }
  },
  examples: [{ is: 'five minutes', parameters: { minutes: 5 }, fPort: 9, hex: '01' }],
})

const tellRoomTemperature = command<{ celsius: number }, never>({
  description: 'The room temperature measured elsewhere, for its control',
  parameters: z.object({ celsius: z.number().min(0).max(40).multipleOf(0.25) }),
  encode: ({ celsius }) => ({ fPort: 10, bytes: Uint8Array.of(Math.round(4 * celsius)) }),
  decode(frame) {
    const byte = single(frame, 10)
    return byte === undefined || byte > 160 ? undefined : { celsius: byte / 4 }
  },
  examples: [{ is: '22 °C', parameters: { celsius: 22 }, fPort: 10, hex: '58' }],
})

const beep = command<{ times: number }, never>({
  description: 'Beeps, to be found',
  parameters: z.object({ times: z.int().min(0).max(255) }),
  encode: ({ times }) => ({ fPort: 11, bytes: Uint8Array.of(times) }),
  decode(frame) {
    const times = single(frame, 11)
    return times === undefined ? undefined : { times }
  },
  examples: [{ is: 'three times', parameters: { times: 3 }, fPort: 11, hex: '03' }],
})

export const sensing: Readonly<Record<string, Command<never, never>>> = {
  setFlowOffset,
  setExternalExpiry,
  tellRoomTemperature,
  beep,
}
