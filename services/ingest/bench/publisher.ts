import { setTimeout as wait } from 'node:timers/promises'
import { connectMqtt, publishPacket } from '../../../infra/bench/mqtt-wire.ts'
import { lorawanMessage } from './lorawan-message.ts'
import { readingsMessage } from './readings-message.ts'

/** A process of its own: publishes at QoS 1 as fast as the broker takes it, or at a given rate. */
export interface PublisherPlan {
  url: string
  kind: 'readings' | 'lorawan'
  messages: number
  /** Number of the first message, where others went before it (0). */
  first?: number
  devices: number
  /** Values in a message of readings. */
  values: number
  /** Messages a second; 0 = as fast as it goes. */
  rate: number
  /** Time of the first message when it goes as fast as it can; at a given rate each carries the time of its sending. */
  startAt: number
}

const window = 4000

async function publish(plan: PublisherPlan) {
  const socket = await connectMqtt(plan.url, `bench-publisher-${process.pid}`)
  let acknowledged = 0
  let wake = () => {}
  socket.on('data', (data) => {
    acknowledged += data.length / 4
    wake()
  })
  const startedAt = Date.now()
  const cpuBefore = process.cpuUsage()
  let sent = 0
  while (sent < plan.messages) {
    const due = plan.rate === 0 ? plan.messages : Math.floor(((Date.now() - startedAt) / 1000) * plan.rate)
    const count = Math.min(plan.messages, due, Math.floor(acknowledged) + window, sent + 500) - sent
    if (count <= 0) {
      if (plan.rate > 0) await wait(1)
      else await new Promise<void>((resolve) => (wake = resolve))
      continue
    }
    const packets: Buffer[] = []
    for (let i = 0; i < count; i++, sent++) {
      const n = (plan.first ?? 0) + sent
      const at = plan.rate === 0 ? plan.startAt + Math.floor(n / plan.devices) * 10 : Date.now()
      const { topic, payload } =
        plan.kind === 'readings' ? readingsMessage(plan, n, at) : lorawanMessage(plan.devices, n, at)
      packets.push(publishPacket(topic, 1 + (sent % 65_000), payload))
    }
    if (!socket.write(Buffer.concat(packets))) await new Promise((resolve) => socket.once('drain', resolve))
  }
  while (acknowledged < sent) await new Promise<void>((resolve) => (wake = resolve))
  socket.end()
  const { user, system } = process.cpuUsage(cpuBefore)
  process.send!({ startedAt, endedAt: Date.now(), cpuMs: (user + system) / 1000 })
  process.disconnect()
}

process.once('message', (plan: PublisherPlan) => void publish(plan))
