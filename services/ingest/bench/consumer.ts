import { connectMqtt, consume, subscribe } from '../../../infra/bench/mqtt-wire.ts'

/** A process of its own: the trivial consumer that shows what the broker itself can relay. */
process.once(
  'message',
  async ({ url, filter, messages }: { url: string; filter: string; messages: number }) => {
    const socket = await connectMqtt(url, `bench-consumer-${process.pid}`)
    await subscribe(socket, filter)
    const cpuBefore = process.cpuUsage()
    let received = 0
    consume(socket, (count) => {
      received += count
      if (received < messages) return
      const { user, system } = process.cpuUsage(cpuBefore)
      process.send!({ endedAt: Date.now(), cpuMs: (user + system) / 1000 })
      socket.end()
      process.disconnect()
    })
    process.send!({ ready: true })
  },
)
