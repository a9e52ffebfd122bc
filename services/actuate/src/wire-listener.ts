import { connectAsync } from 'mqtt'

// For tests: what really passes over a broker.
export async function listenOn(url: string, topics: string[]) {
  const client = await connectAsync(url)
  const heard = new Map<string, string[]>()
  const waiting = new Map<string, (text: string) => void>()
  client.on('message', (topic, payload) => {
    const text = payload.toString()
    const wanted = waiting.get(topic)
    if (wanted) {
      waiting.delete(topic)
      wanted(text)
    } else heard.set(topic, [...(heard.get(topic) ?? []), text])
  })
  await client.subscribeAsync(topics, { qos: 1 })
  return {
    async next(topic: string) {
      const [first, ...rest] = heard.get(topic) ?? []
      if (first !== undefined) {
        heard.set(topic, rest)
        return JSON.parse(first)
      }
      return JSON.parse(await new Promise<string>((resolve) => waiting.set(topic, resolve)))
    },
    close: () => client.endAsync(),
  }
}
