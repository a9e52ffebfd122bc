import { z } from 'zod'
import { ByteReader } from '../byte-reader.ts'
import { u16Le, u32Le } from '../byte-writer.ts'
import { command } from '../define-device.ts'
import { bytesOf, hexOf } from '../hex.ts'

interface TlvCommand<P> {
  description: string
  parameters: z.ZodType<P>
  /** The field, in hex: `ff03`. */
  field: string
  size: number
  write(parameters: P): number[]
  read(frame: ByteReader): P
  example: { is: string; parameters: P; hex: string }
}

/** A downlink of one field on port 85. */
export function tlvCommand<P>(definition: TlvCommand<P>) {
  const { description, parameters, field, size, write, read, example } = definition
  return command<P>({
    description,
    parameters,
    encode: (given) => ({ fPort: 85, bytes: Uint8Array.from([...bytesOf(field), ...write(given)]) }),
    decode: ({ bytes }) => {
      if (hexOf(bytes.subarray(0, 2)) !== field || bytes.length !== 2 + size) return undefined
      const parsed = parameters.safeParse(read(new ByteReader(bytes.subarray(2))))
      return parsed.success ? parsed.data : undefined
    },
    examples: [{ ...example, fPort: 85 }],
  })
}

const nothing = z.object({})

/** A field whose only value is FF. */
export const order = (description: string, field: string) =>
  tlvCommand({
    description,
    parameters: nothing,
    field,
    size: 1,
    write: () => [0xff],
    read: () => ({}),
    example: { is: description, parameters: {}, hex: `${field}ff` },
  })

export const reboot = order('Restart the device', 'ff10')
export const queryStatus = order('Report at once', 'ff28')
export const synchroniseTime = order('Ask the network for the time', 'ff4a')
export const clearHistory = order('Forget the stored history', 'ff27')

const Seconds = z.object({ seconds: z.int().min(60).max(64800) })
const interval = (description: string, field: string) =>
  tlvCommand({
    description,
    parameters: Seconds,
    field,
    size: 2,
    write: ({ seconds }) => u16Le(seconds),
    read: (frame) => ({ seconds: frame.u16Le() }),
    example: { is: 'every ten minutes', parameters: { seconds: 600 }, hex: `${field}5802` },
  })

export const setReportInterval = interval('Time between two reports', 'ff03')
export const setCollectionInterval = interval('Time between two measurements', 'ff02')

export const setClock = tlvCommand({
  description: 'Set the clock (seconds since 1970, UTC)',
  parameters: z.object({ seconds: z.int().min(0).max(4_294_967_295) }),
  field: 'ff11',
  size: 4,
  write: ({ seconds }) => u32Le(seconds),
  read: (frame) => ({ seconds: frame.u32Le() }),
  example: { is: '20 August 2023', parameters: { seconds: 1692507109 }, hex: 'ff11e59be164' },
})
