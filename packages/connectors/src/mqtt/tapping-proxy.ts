import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { parser } from 'mqtt-packet'

/**
 * For tests: stands between a client and a real broker, counts what passes, and can cut and refuse connections: a
 * broker that is away, whatever the broker is.
 */
export async function tappingProxy(target: string) {
  const { hostname, port } = new URL(target)
  const pairs = new Set<Socket>()
  const acknowledged: number[] = []
  const delivered: number[] = []
  let away = false
  const server = createServer((client) => {
    if (away) {
      client.destroy()
      return
    }
    const broker = connect({ host: hostname, port: Number(port) || 1883 })
    tap(client, 'puback', acknowledged)
    tap(broker, 'publish', delivered)
    for (const [from, to] of [
      [client, broker],
      [broker, client],
    ] as const) {
      pairs.add(from)
      from.on('error', () => {})
      from.on('close', () => {
        pairs.delete(from)
        to.destroy()
      })
      from.pipe(to)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => {
    for (const socket of pairs) socket.destroy()
  }
  return {
    url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Packet ids, in the order in which they passed. */
    acknowledged,
    delivered,
    open: () => pairs.size,
    cut,
    leave() {
      away = true
      cut()
    },
    comeBack() {
      away = false
    },
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}

function tap(socket: Socket, command: 'puback' | 'publish', ids: number[]): void {
  const reading = parser({ protocolVersion: 5 })
  reading.on('packet', (packet) => {
    if (packet.cmd === command) ids.push(packet.messageId ?? 0)
  })
  socket.on('data', (chunk) => reading.parse(chunk))
}
