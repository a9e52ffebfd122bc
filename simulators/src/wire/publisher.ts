import { connectAsync } from 'mqtt'

export interface Publisher {
  /** Hands one message over; waits only while too many are not yet acknowledged by the broker. */
  publish(topic: string, payload: string | Uint8Array): Promise<void>
  /** Until the broker has acknowledged everything, or the limit has passed (a broker that is gone). */
  drained(limitMs?: number): Promise<void>
  /** What the broker hands to us, from now on and after each reconnection. */
  subscribe(filter: string, take: (topic: string, payload: Buffer) => void): Promise<void>
  published(): number
  /** Ends every wait at once and sends nothing any more. */
  giveUp(): void
  close(): Promise<void>
}

export interface PublisherOptions {
  url: string
  username: string
  password: string
  clientId: string
  /** Messages sent and not yet acknowledged. */
  window?: number
}

export async function createPublisher({
  url,
  window = 500,
  ...credentials
}: PublisherOptions): Promise<Publisher> {
  const client = await connectAsync(url, {
    ...credentials,
    protocolVersion: 5,
    reconnectPeriod: 1000,
  })
  client.on('error', () => {})
  let open = 0
  let count = 0
  let ending = false
  let wake: (() => void)[] = []
  const wakeAll = () => {
    const waiting = wake
    wake = []
    for (const resolve of waiting) resolve()
  }
  const waitForChange = () => new Promise<void>((resolve) => wake.push(resolve))

  return {
    async publish(topic, payload) {
      while (open >= window && !ending) await waitForChange()
      if (ending) return
      open++
      client.publish(topic, payload as Buffer | string, { qos: 1 }, () => {
        open--
        count++
        wakeAll()
      })
    },
    async drained(limitMs) {
      let over = false
      const timer =
        limitMs === undefined
          ? undefined
          : setTimeout(() => {
              over = true
              wakeAll()
            }, limitMs)
      while (open > 0 && !over && !ending) await waitForChange()
      clearTimeout(timer)
    },
    async subscribe(filter, take) {
      client.on('message', (topic, payload) => take(topic, payload))
      await client.subscribeAsync(filter, { qos: 1 })
    },
    published: () => count,
    giveUp() {
      ending = true
      wakeAll()
    },
    // Gracefully when the broker is there; without it there is nobody to say goodbye to.
    close: () => client.endAsync(ending || !client.connected),
  }
}
