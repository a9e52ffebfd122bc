import { connect, type Socket } from 'node:net'
import { generate, parser } from 'mqtt-packet'

export interface Load {
  /** `mqtt://user:password@host:port` */
  url: string
  clientId: string
  /** Topic and payload of the n-th message; called once a message, so keep it cheap. */
  message(n: number): { topic: string; payload: string | Buffer }
  count: number
  /** Unacknowledged at most; the broker's Receive Maximum if that is lower. */
  window?: number
  /** Messages a second; as fast as the broker takes them when left out. */
  rate?: number
}

/**
 * Publishes at QoS 1 as fast as one core can: packets are written by hand into large buffers, PUBACKs are counted, not
 * parsed. For benchmarks and load tests only: it neither reconnects nor resends. Resolves when all are acknowledged,
 * with the milliseconds that it took.
 */
export async function publishLoad({
  url,
  clientId,
  message,
  count,
  window = 5000,
  rate,
}: Load): Promise<number> {
  const { socket, receiveMaximum } = await connected(url, clientId)
  const most = Math.min(window, receiveMaximum, 65_000)
  const started = performance.now()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let sent = 0
  let acknowledged = 0
  let rest: Buffer = Buffer.alloc(0)
  let timer: NodeJS.Timeout | undefined

  const pump = () => {
    const due = rate === undefined ? count : Math.min(count, ((performance.now() - started) / 1000) * rate)
    const packets: Buffer[] = []
    while (sent < due && sent - acknowledged < most && packets.length < 500) {
      const { topic, payload } = message(sent)
      // Ids come round long after the window has passed over them.
      packets.push(publishPacket(topic, payload, (sent % 65_535) + 1))
      sent += 1
    }
    if (packets.length > 0) socket.write(Buffer.concat(packets))
    if (packets.length === 500) setImmediate(pump)
  }
  socket.on('data', (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let at = 0
    while (at + 2 <= bytes.length && at + 2 + bytes[at + 1]! <= bytes.length) {
      if (bytes[at] === 0x40) acknowledged += 1
      at += 2 + bytes[at + 1]!
    }
    rest = bytes.subarray(at)
    if (acknowledged === count) resolve()
    else pump()
  })
  socket.on('error', reject)
  socket.on('close', () => reject(new Error(`the broker closed the connection of ${clientId}`)))
  if (rate !== undefined) timer = setInterval(pump, 2)
  pump()
  if (count === 0) resolve()
  try {
    await promise
  } finally {
    clearInterval(timer)
    socket.destroy()
  }
  return performance.now() - started
}

function connected(address: string, clientId: string): Promise<{ socket: Socket; receiveMaximum: number }> {
  const url = new URL(address)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: url.hostname, port: Number(url.port) || 1883, noDelay: true })
    const answers = parser({ protocolVersion: 5 })
    answers.on('packet', (packet) => {
      if (packet.cmd !== 'connack') return
      socket.removeAllListeners()
      if (packet.reasonCode !== 0) reject(new Error(`the broker refused: ${packet.reasonCode}`))
      else resolve({ socket, receiveMaximum: packet.properties?.receiveMaximum ?? 65_535 })
    })
    socket.on('error', reject)
    socket.on('data', (chunk) => answers.parse(chunk))
    socket.on('connect', () =>
      socket.write(
        generate(
          {
            cmd: 'connect',
            clientId,
            protocolId: 'MQTT',
            protocolVersion: 5,
            clean: true,
            // Mosquitto 2.0 with max_keepalive throws out at once who asks for 0, or for just that maximum.
            keepalive: 300,
            ...(url.username && {
              username: decodeURIComponent(url.username),
              password: Buffer.from(decodeURIComponent(url.password)),
            }),
          },
          { protocolVersion: 5 },
        ),
      ),
    )
  })
}

/** MQTT 5.0 §3.3 at QoS 1 with no properties. */
export function publishPacket(topic: string, payload: string | Buffer, packetId: number): Buffer {
  const topicLength = Buffer.byteLength(topic)
  const length = 2 + topicLength + 2 + 1 + Buffer.byteLength(payload)
  const lengthBytes = length < 128 ? 1 : length < 16_384 ? 2 : length < 2_097_152 ? 3 : 4
  const packet = Buffer.allocUnsafe(1 + lengthBytes + length)
  packet[0] = 0x32
  let rest = length
  for (let i = 1; i <= lengthBytes; i++) {
    packet[i] = (rest & 0x7f) | (i < lengthBytes ? 0x80 : 0)
    rest >>= 7
  }
  let at = packet.writeUInt16BE(topicLength, 1 + lengthBytes)
  at += packet.write(topic, at)
  at = packet.writeUInt16BE(packetId, at)
  packet[at] = 0
  if (typeof payload === 'string') packet.write(payload, at + 1)
  else payload.copy(packet, at + 1)
  return packet
}
