import { connectAsync } from 'mqtt'

export interface Publisher {
  /** Hands one message over; waits only while too many are not yet acknowledged by the broker. */
  publish(topic: string, payload: string | Uint8Array): Promise<void>
  /** Until the broker has acknowledged everything. */
  drained(): Promise<void>
  published(): number
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
    resubscribe: false,
  })
  client.on('error', () => {})
  let open = 0
  let count = 0
  let wake: (() => void)[] = []
  const waitForChange = () => new Promise<void>((resolve) => wake.push(resolve))

  return {
    async publish(topic, payload) {
      while (open >= window) await waitForChange()
      open++
      client.publish(topic, payload as Buffer | string, { qos: 1 }, () => {
        open--
        count++
        const waiting = wake
        wake = []
        for (const resolve of waiting) resolve()
      })
    },
    async drained() {
      while (open > 0) await waitForChange()
    },
    published: () => count,
    close: () => client.endAsync(),
  }
}
