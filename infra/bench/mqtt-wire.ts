import { createConnection, type Socket } from 'node:net'

/** The least MQTT 3.1.1 that a benchmark needs, so that its own cost stays small beside what it measures. */
export async function connectMqtt(url: string, clientId: string): Promise<Socket> {
  const { hostname, port, username, password } = new URL(url)
  const socket = createConnection({ host: hostname, port: Number(port), noDelay: true })
  const fields = [clientId, decodeURIComponent(username), decodeURIComponent(password)].map(text)
  const header = Buffer.concat([text('MQTT'), Buffer.from([4, 0xc2, 0x02, 0x58])])
  socket.write(packet(0x10, Buffer.concat([header, ...fields])))
  await reply(socket, 0x20)
  socket.once('close', () => {
    if (!socket.writableEnded) throw new Error('the broker closed the connection')
  })
  return socket
}

export async function subscribe(socket: Socket, filter: string): Promise<void> {
  socket.write(packet(0x82, Buffer.concat([Buffer.from([0, 1]), text(filter), Buffer.from([1])])))
  await reply(socket, 0x90)
}

function reply(socket: Socket, type: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('data', (data) => {
      const refused = type === 0x20 ? data[3] : (data[4] ?? 0) & 0x80
      if (data[0] === type && !refused) resolve()
      else reject(new Error(`the broker answered ${data.subarray(0, 5).toString('hex')}`))
    })
    socket.once('error', reject)
  })
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes])
}

function packet(type: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([type, ...remainingLength(body.length)]), body])
}

function remainingLength(length: number): number[] {
  const bytes: number[] = []
  let rest = length
  do {
    bytes.push((rest & 127) | (rest > 127 ? 128 : 0))
    rest >>= 7
  } while (rest > 0)
  return bytes
}

/** QoS 1, packet ids of the caller; MQTT 5 has a length of properties besides, which is 0 here. */
export function publishPacket(topic: string, packetId: number, payload: string, version: 4 | 5 = 4): Buffer {
  const length = 2 + topic.length + 2 + (version === 5 ? 1 : 0) + payload.length
  const head = remainingLength(length)
  const buffer = Buffer.allocUnsafe(1 + head.length + length)
  let at = buffer.writeUInt8(0x32, 0)
  for (const byte of head) at = buffer.writeUInt8(byte, at)
  at = buffer.writeUInt16BE(topic.length, at)
  at += buffer.write(topic, at, 'latin1')
  at = buffer.writeUInt16BE(packetId, at)
  if (version === 5) at = buffer.writeUInt8(0, at)
  buffer.write(payload, at, 'latin1')
  return buffer
}

/** Acknowledges every publication as soon as it is here, and says how many came. */
export function consume(socket: Socket, onMessages: (count: number) => void) {
  let rest: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    const data = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer])
    const acknowledgements: number[] = []
    let at = 0
    for (;;) {
      let length = 0
      let head = 1
      let more = true
      while (more && at + head < data.length) {
        const byte = data[at + head]!
        length |= (byte & 127) << (7 * (head - 1))
        head++
        more = byte > 127
      }
      if (more || at + head + length > data.length) break
      if (data[at]! >> 4 === 3) {
        const topicLength = data.readUInt16BE(at + head)
        acknowledgements.push(data.readUInt16BE(at + head + 2 + topicLength))
      }
      at += head + length
    }
    rest = data.subarray(at)
    const answer = Buffer.allocUnsafe(acknowledgements.length * 4)
    for (const [i, id] of acknowledgements.entries()) answer.writeUInt32BE(0x40020000 + id, i * 4)
    socket.write(answer)
    onMessages(acknowledgements.length)
  })
}
