import { z } from 'zod'
import { u8, u16 } from '../byte-writer.ts'
import { command } from '../define-device.ts'
import { bytesOf, hexOf } from '../hex.ts'

interface WattecoCommand<P> {
  description: string
  parameters: z.ZodType<P>
  /** What every such frame starts with, in hex. */
  head: string
  size: number
  write(parameters: P): number[]
  read(tail: Uint8Array): P
  example: { is: string; parameters: P; hex: string }
}

/** A downlink on port 125: fixed bytes, then the parameters. */
export function wattecoCommand<P>(definition: WattecoCommand<P>) {
  const { description, parameters, head, size, write, read, example } = definition
  const start = head.length / 2
  return command<P>({
    description,
    parameters,
    encode: (given) => ({ fPort: 125, bytes: Uint8Array.from([...bytesOf(head), ...write(given)]) }),
    decode: ({ fPort, bytes }) => {
      if (fPort !== 125 || bytes.length !== start + size) return undefined
      if (hexOf(bytes.subarray(0, start)) !== head) return undefined
      const parsed = parameters.safeParse(read(bytes.subarray(start)))
      return parsed.success ? parsed.data : undefined
    },
    examples: [{ ...example, fPort: 125 }],
  })
}

const plain = (description: string, head: string) =>
  wattecoCommand({
    description,
    parameters: z.object({}),
    head,
    size: 0,
    write: () => [],
    read: () => ({}),
    example: { is: description, parameters: {}, hex: head },
  })

export const reboot = plain('Restart the device', '1150005000')
export const factoryReset = plain('Back to factory settings', '1150005007')

export const setConfirmed = wattecoCommand({
  description: 'Ask the network to acknowledge every report, or not',
  parameters: z.object({ confirmed: z.boolean() }),
  head: '11058004000008',
  size: 1,
  write: ({ confirmed }) => u8(confirmed ? 1 : 0),
  read: ([flag]) => ({ confirmed: flag !== 0 }),
  example: { is: 'confirmed', parameters: { confirmed: true }, hex: '1105800400000801' },
})

export const setRetries = wattecoCommand({
  description: 'Sendings of a confirmed report before giving up',
  parameters: z.object({ retries: z.int().min(0).max(255) }),
  head: '11058004000120',
  size: 1,
  write: ({ retries }) => u8(retries),
  read: ([retries]) => ({ retries: retries ?? 0 }),
  example: { is: 'three times', parameters: { retries: 3 }, hex: '1105800400012003' },
})

export const setRejoin = wattecoCommand({
  description: 'Join the network again after so many minutes',
  parameters: z.object({ minutes: z.int().min(0).max(65535) }),
  head: '1150800400',
  size: 2,
  write: ({ minutes }) => u16(minutes),
  read: ([high = 0, low = 0]) => ({ minutes: high * 256 + low }),
  example: { is: 'in an hour', parameters: { minutes: 60 }, hex: '1150800400003c' },
})

/** Any frame on any port, for settings that have no command of their own. Not for actuators: nothing checks it. */
export const sendRaw = command<{ hex: string; fPort: number }>({
  description: 'Send bytes as they are',
  parameters: z.object({
    hex: z
      .string()
      .regex(/^([0-9a-f]{2})*$/)
      .max(400),
    fPort: z.int().min(1).max(223),
  }),
  encode: ({ hex, fPort }) => ({ fPort, bytes: bytesOf(hex) }),
  decode: ({ fPort, bytes }) =>
    fPort >= 1 && fPort <= 223 && bytes.length <= 200 ? { hex: hexOf(bytes), fPort } : undefined,
  examples: [
    {
      is: 'read the firmware version, on port 100',
      parameters: { hex: '110000000002', fPort: 100 },
      fPort: 100,
      hex: '110000000002',
    },
  ],
})

export const wattecoCommands = { reboot, factoryReset, setConfirmed, setRetries, setRejoin, sendRaw }
