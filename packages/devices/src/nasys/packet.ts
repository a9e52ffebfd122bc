import { ByteReader } from '../byte-reader.ts'
import { type Command, command } from '../define-device.ts'
import { hexOf } from '../hex.ts'
import type { Part } from './layout.ts'

/** A packet that goes both ways: the platform sends it, the controller answers with the same. */
export interface Packet<T extends object = object> {
  name: string
  fPort: number
  header: readonly number[]
  body: Part<T>
  /** What the header says beside the packet's name. */
  says?: Record<string, unknown>
}

export const packet = <T extends object>(
  name: string,
  fPort: number,
  header: readonly number[],
  body: Part<T>,
  says?: Record<string, unknown>,
): Packet<T> => ({ name, fPort, header, body, ...(says ? { says } : {}) })

const startsWith = (bytes: Uint8Array, header: readonly number[]) =>
  bytes.length >= header.length && header.every((byte, i) => bytes[i] === byte)

export const isOf = (packet: Packet, fPort: number, bytes: Uint8Array) =>
  fPort === packet.fPort && startsWith(bytes, packet.header)

/** `packet_type` and the fields, as the maker names them. */
export function readPacket(packet: Packet<never>, reader: ByteReader): Record<string, unknown> {
  reader.skip(packet.header.length)
  return { packet_type: packet.name, ...packet.says, ...(packet.body.read(reader) as object) }
}

type Example<T> = readonly [is: string, parameters: T, hex: string]

interface Said<T, C extends string> {
  description: string
  confirms?: (parameters: T) => Partial<Record<C, number>>
  examples: readonly Example<T>[]
}

/** The packet as a command: parameters named as in the maker's documents, unit after the double underscore. */
export function asCommand<T extends object, C extends string>(
  packet: Packet<T>,
  { description, confirms, examples }: Said<T, C>,
): Command<C, never> {
  return command<T, C>({
    description,
    parameters: packet.body.schema,
    encode: (parameters) => ({
      fPort: packet.fPort,
      bytes: Uint8Array.from([...packet.header, ...packet.body.write(parameters)]),
    }),
    decode: ({ fPort, bytes }) => (isOf(packet as Packet, fPort, bytes) ? whole(packet, bytes) : undefined),
    ...(confirms ? { confirms } : {}),
    examples: examples.map(([is, parameters, hex]) => ({ is, parameters, fPort: packet.fPort, hex })),
  })
}

/** The parameters, if the bytes are this packet to the last byte. */
export function whole<T extends object>(packet: Packet<T>, bytes: Uint8Array): T | undefined {
  const reader = new ByteReader(bytes)
  reader.skip(packet.header.length)
  try {
    const parsed = packet.body.schema.safeParse(packet.body.read(reader))
    if (!parsed.success || reader.left > 0) return undefined
    const written = [...packet.header, ...packet.body.write(parsed.data)]
    return hexOf(written) === hexOf(bytes) ? parsed.data : undefined
  } catch {
    return undefined
  }
}
