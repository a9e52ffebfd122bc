import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import {
  generate,
  type IConnackPacket,
  type IPublishPacket,
  type ISubscribePacket,
  type Packet,
  parser,
} from 'mqtt-packet'

/** What the broker does; everything a real one can hardly be made to do on demand. Read at each packet. */
interface Script {
  connack: Partial<IConnackPacket>
  /** Reason code of every subscription and of every PUBACK; null: no answer. */
  suback: number | null
  puback: number | null
  answersPings: boolean
}

/** One connection of a client, as the broker sees it. */
export interface Peer {
  socket: Socket
  packets: Packet[]
  /** Packet ids of the PUBACKs, in the order in which they came. */
  acknowledged(): number[]
  send(packet: Packet): void
  publish(packetId: number, payload?: string | Buffer, more?: Partial<IPublishPacket>): void
}

const protocol = { protocolVersion: 5 }

/** For tests: an MQTT 5 broker on a real socket that follows a script. */
export async function scriptedBroker(script: Partial<Script> = {}) {
  const state: Script = { connack: {}, suback: 1, puback: 0, answersPings: true, ...script }
  const peers: Peer[] = []
  const server = createServer((socket) => {
    const peer = peerOf(socket, state)
    peers.push(peer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `mqtt://127.0.0.1:${port}`,
    script: state,
    peers,
    async close() {
      for (const { socket } of peers) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

export type ScriptedBroker = Awaited<ReturnType<typeof scriptedBroker>>

function peerOf(socket: Socket, state: Script): Peer {
  const packets: Packet[] = []
  const reading = parser(protocol)
  const send = (packet: Packet) => void (socket.destroyed || socket.write(generate(packet, protocol)))
  socket.on('error', () => {})
  socket.on('data', (chunk) => reading.parse(chunk))
  reading.on('packet', (packet) => {
    packets.push(packet)
    answer(packet, state, send)
  })
  return {
    socket,
    packets,
    send,
    acknowledged: () => packets.filter(({ cmd }) => cmd === 'puback').map(({ messageId }) => messageId!),
    publish: (messageId, payload = '{}', more = {}) =>
      send({
        cmd: 'publish',
        topic: 'any/topic',
        payload,
        qos: 1,
        dup: false,
        retain: false,
        messageId,
        properties: {},
        ...more,
      }),
  }
}

function answer(packet: Packet, state: Script, send: (packet: Packet) => void): void {
  const messageId = packet.messageId!
  if (packet.cmd === 'connect')
    send({ cmd: 'connack', sessionPresent: false, reasonCode: 0, ...state.connack })
  else if (packet.cmd === 'pingreq' && state.answersPings) send({ cmd: 'pingresp' })
  else if (packet.cmd === 'subscribe' && state.suback !== null) {
    const granted = (packet as ISubscribePacket).subscriptions.map(() => state.suback!)
    send({ cmd: 'suback', messageId, granted })
  } else if (packet.cmd === 'publish' && state.puback !== null)
    send({ cmd: 'puback', messageId, reasonCode: state.puback })
}
