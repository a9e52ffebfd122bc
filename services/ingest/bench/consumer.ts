import { connectMqtt, consume, subscribe } from './mqtt-wire.ts'

/** A process of its own: the trivial consumer that shows what the broker itself can relay. */
process.once(
  'message',
  async ({ url, filter, messages }: { url: string; filter: string; messages: number }) => {
    const socket = await connectMqtt(url, `bench-consumer-${process.pid}`)
    await subscribe(socket, filter)
    let received = 0
    consume(socket, (count) => {
      received += count
      if (received < messages) return
      process.send!({ endedAt: Date.now() })
      socket.end()
      process.disconnect()
    })
    process.send!({ ready: true })
  },
)
