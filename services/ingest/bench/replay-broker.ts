import { createServer, type Socket } from 'node:net'
import { publishPacket } from '../../../infra/bench/mqtt-wire.ts'
import { lorawanMessage } from './lorawan-message.ts'
import type { PublisherPlan } from './publisher.ts'
import { readingsMessage } from './readings-message.ts'

export type ReplayPlan = Pick<PublisherPlan, 'kind' | 'messages' | 'devices' | 'values' | 'startAt'> & {
  inFlight: number
  subscriptions: number
}

/**
 * A process of its own: just enough of an MQTT 5 broker to hand prepared messages to one consumer as fast as it
 * acknowledges them, so that what the consumer costs does not drown in what a broker costs.
 */
process.once('message', (plan: ReplayPlan) => {
  const packets = Array.from({ length: plan.messages }, (_, n) => packetOf(plan, n))
  const server = createServer((socket) => serve(socket, plan, packets))
  server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as { port: number }).port }))
  process.once('disconnect', () => process.exit(0))
})

function packetOf(plan: ReplayPlan, n: number): Buffer {
  const at = plan.startAt + Math.floor(n / plan.devices) * 10
  const { topic, payload } =
    plan.kind === 'readings' ? readingsMessage(plan, n, at) : lorawanMessage(plan.devices, n, at)
  return publishPacket(topic, 1 + (n % 65_000), payload, 5)
}

/** The consumer's own packets come one at a time, but for acknowledgements, which are four bytes each. */
function serve(
  socket: Socket,
  { messages, inFlight, subscriptions }: ReplayPlan,
  packets: readonly Buffer[],
) {
  let sent = 0
  let acknowledgedBytes = 0
  const sendMore = () => {
    const until = Math.min(messages, Math.floor(acknowledgedBytes / 4) + inFlight)
    if (until > sent) socket.write(Buffer.concat(packets.slice(sent, until)))
    sent = Math.max(sent, until)
    if (acknowledgedBytes >= messages * 4) process.send!({ endedAt: Date.now() })
  }
  socket.on('error', () => {})
  socket.on('data', (data: Buffer) => {
    const type = data[0]! >> 4
    if (type === 1) socket.write(Buffer.from([0x20, 3, 0, 0, 0]))
    else if (type === 8) {
      socket.write(Buffer.from([0x90, 3 + subscriptions, 0, 1, 0, ...Array<number>(subscriptions).fill(1)]))
      process.once('message', sendMore)
    } else if (type !== 12 && type !== 14) {
      acknowledgedBytes += data.length
      sendMore()
    }
  })
}
