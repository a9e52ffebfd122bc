/**
 * Reads the protobuf wire format (https://protobuf.dev/programming-guides/encoding/), checking every length against
 * its surroundings. google-protobuf 3.21 does not: seven bytes that announce a text of 4 GiB hold it for minutes.
 */
export type Scalar = 'text' | 'bytes' | 'unsigned' | 'signed' | 'flag' | 'float' | 'double'

export interface Field {
  name: string
  type: Scalar | Message
  repeated?: true
}
/** Fields by their number; any other is skipped. */
export type Message = Readonly<Record<number, Field>>

export type Decoded = Record<string, unknown>

const wireOf = (type: Field['type']): number =>
  type === 'double'
    ? 1
    : type === 'float'
      ? 5
      : type === 'text' || type === 'bytes' || typeof type === 'object'
        ? 2
        : 0

/** Throws on what is not such a message. */
export function decodeProtobuf(message: Message, bytes: Buffer): Decoded {
  const decoded: Decoded = {}
  let at = 0

  /** The low 32 bits of the last number: all of an int32, whose sign fills the other 32. */
  let low = 0

  /** Values over 2^53 lose digits; no field that we read has such. */
  function varint(): number {
    let value = 0
    low = 0
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[at++]
      if (byte === undefined) break
      value += (byte & 0x7f) * 2 ** shift
      if (shift < 32) low |= (byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
    throw new RangeError('protobuf: malformed number')
  }
  function take(length: number): Buffer {
    if (length > bytes.length - at) throw new RangeError('protobuf: a field is longer than its message')
    at += length
    return bytes.subarray(at - length, at)
  }

  while (at < bytes.length) {
    const tag = varint()
    const wire = tag % 8
    const field = message[Math.floor(tag / 8)]
    let raw: number | Buffer
    if (wire === 0) raw = varint()
    else if (wire === 1) raw = take(8)
    else if (wire === 2) raw = take(varint())
    else if (wire === 5) raw = take(4)
    else throw new RangeError('protobuf: groups are not part of proto3')
    if (tag < 8) throw new RangeError('protobuf: field number 0')
    if (!field) continue
    if (wire !== wireOf(field.type)) throw new RangeError(`protobuf: ${field.name} has another type`)
    const value = typeof raw === 'number' ? integer(field.type, raw, low) : contents(field.type, raw)
    if (field.repeated) {
      const list = decoded[field.name] as unknown[] | undefined
      if (list) list.push(value)
      else decoded[field.name] = [value]
    } else decoded[field.name] = value
  }
  return decoded
}

function integer(type: Field['type'], raw: number, low: number): number | boolean {
  return type === 'flag' ? raw !== 0 : type === 'signed' ? low : raw
}

function contents(type: Field['type'], raw: Buffer): unknown {
  if (typeof type === 'object') return decodeProtobuf(type, raw)
  if (type === 'text') return raw.toString('utf8')
  // Seven digits are what a float carries: 88.3, and not 88.30000305.
  if (type === 'float') return Number(raw.readFloatLE().toPrecision(7))
  return type === 'double' ? raw.readDoubleLE() : raw
}
