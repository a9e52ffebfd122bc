import { type Packet, parser as packetParser } from 'mqtt-packet'

/** One PUBLISH. `payload` is a view of the received chunk; it is shorter than `size` when the message was too large. */
export interface Inbound {
  topic: string
  payload: Buffer
  size: number
  qos: 0 | 1
  retain: boolean
  dup: boolean
  packetId: number
}

interface Sink {
  /** Asked before each PUBLISH: false leaves it, and all that follows, unread until `resume`. */
  hasRoom(): boolean
  publish(message: Inbound): void
  control(packet: Packet): void
}

/** Of a message over the limit, this much is kept, as evidence. */
const keptBytes = 4096
const largestControlPacket = 65_536
const nothing = Buffer.alloc(0)

/**
 * Cuts the byte stream into packets. PUBLISH is read here: in place, stopping anywhere for back-pressure, and without
 * ever buffering a message over the limit, none of which mqtt-packet's parser can do. That parser reads all the rest.
 */
export class FrameReader {
  readonly #sink: Sink
  readonly #maxMessageBytes: number
  readonly #control = packetParser({ protocolVersion: 5 })
  #buffer: Buffer = nothing
  /** Bytes of an oversize message still to be thrown away. */
  #skip = 0
  #reading = false

  constructor(sink: Sink, maxMessageBytes: number) {
    this.#sink = sink
    this.#maxMessageBytes = Math.max(maxMessageBytes, keptBytes)
    this.#control.on('packet', (packet) => sink.control(packet))
    this.#control.on('error', (error) => {
      throw error
    })
  }

  /** Bytes received and not read yet. */
  get waiting(): number {
    return this.#buffer.length
  }

  /** Throws when the peer does not speak MQTT: the connection must then be closed (MQTT 5.0 §4.13). */
  push(chunk: Buffer): void {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk])
    this.resume()
  }

  resume(): void {
    // A sink that frees room while it is being fed must not start a second loop over the same bytes.
    if (this.#reading) return
    this.#reading = true
    try {
      this.#read()
    } finally {
      this.#reading = false
    }
  }

  #read(): void {
    const buffer = this.#buffer
    let at = Math.min(this.#skip, buffer.length)
    this.#skip -= at
    while (buffer.length - at >= 2) {
      const header = lengthAt(buffer, at + 1)
      if (header === incomplete) break
      const length = Math.floor(header / 8)
      const body = at + 1 + (header % 8)
      const end = body + length
      if (buffer[at]! >> 4 === 3) {
        const cut = length > this.#maxMessageBytes
        const needed = cut ? body + keptBytes : end
        if (buffer.length < needed || !this.#sink.hasRoom()) break
        this.#sink.publish(publishAt(buffer, at, body, needed, length))
        this.#skip = Math.max(0, end - buffer.length)
        at = Math.min(end, buffer.length)
      } else {
        if (length > largestControlPacket) throw new Error('MQTT control packet too large')
        if (buffer.length < end) break
        this.#control.parse(buffer.subarray(at, end))
        at = end
      }
    }
    this.#buffer = at === buffer.length ? nothing : buffer.subarray(at)
  }
}

const incomplete = -1

/** MQTT 5.0 §1.5.5 variable byte integer, returned as value * 8 + its own size to spare an allocation per packet. */
function lengthAt(buffer: Buffer, at: number): number {
  let value = 0
  for (let i = 0; i < 4; i++) {
    const byte = buffer[at + i]
    if (byte === undefined) return incomplete
    value += (byte & 0x7f) * 2 ** (7 * i)
    if (byte < 0x80) return value * 8 + i + 1
  }
  throw new Error('MQTT variable byte integer is malformed')
}

/** MQTT 5.0 §3.3. */
function publishAt(buffer: Buffer, at: number, body: number, end: number, length: number): Inbound {
  const flags = buffer[at]!
  const qos = (flags >> 1) & 3
  // We subscribe at QoS 1, so the broker may not send at QoS 2 (MQTT 5.0 §3.8.4).
  if (qos > 1) throw new Error('MQTT PUBLISH with QoS 2 was not asked for')
  if (length < 3) throw new Error('MQTT PUBLISH is truncated')
  const topicEnd = body + 2 + buffer.readUInt16BE(body)
  let next = topicEnd + (qos === 1 ? 2 : 0)
  const properties = next < end ? lengthAt(buffer, next) : incomplete
  if (properties !== incomplete) next += (properties % 8) + Math.floor(properties / 8)
  if (properties === incomplete || next > end) throw new Error('MQTT PUBLISH is truncated')
  return {
    topic: buffer.toString('utf8', body + 2, topicEnd),
    payload: buffer.subarray(next, end),
    size: body + length - next,
    qos: qos as 0 | 1,
    retain: (flags & 1) === 1,
    dup: (flags & 8) === 8,
    packetId: qos === 1 ? buffer.readUInt16BE(topicEnd) : 0,
  }
}
