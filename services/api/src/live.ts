import { liveStreamKey } from '@trame/domain'
import type { Redis } from 'ioredis'

export interface Subscriber {
  /** One entry of the stream: its id, what it tells of (`values`, `alerts`...: see LiveEvent), and the JSON of that. */
  entry(id: string, name: string, json: string): void
  /** History before the id asked for is gone: read everything again. */
  reset(): void
}

export interface LiveHub {
  start(): void
  subscribe(
    organisationId: string,
    lastEventId: string | undefined,
    subscriber: Subscriber,
  ): Promise<() => void>
  subscriberCount(): number
  stop(): Promise<void>
}

/**
 * One blocking reader of Redis serves every open page. Live values are a comfort, not the truth: when Redis is away
 * pages keep what they have, and when it comes back empty they are told to read again.
 */
export function createLiveHub(connect: () => Redis): LiveHub {
  const reader = connect()
  const asker = connect()
  for (const redis of [reader, asker]) redis.on('error', () => {})
  const subscribers = new Map<string, Set<Subscriber>>()
  const positions = new Map<string, string>()
  let running = false
  let wake: (() => void) | undefined
  let loop: Promise<void> = Promise.resolve()

  async function readOnce() {
    const organisations = [...subscribers.keys()]
    if (organisations.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
      return
    }
    const keys = organisations.map(liveStreamKey)
    const from = organisations.map((id) => positions.get(id) ?? '$')
    const answer = await reader.xread('COUNT', 200, 'BLOCK', 1000, 'STREAMS', ...keys, ...from)
    for (const [key, entries] of (answer ?? []) as [string, [string, string[]][]][]) {
      const organisationId = organisations[keys.indexOf(key)]!
      for (const [id, fields] of entries) {
        positions.set(organisationId, id)
        for (const subscriber of subscribers.get(organisationId) ?? []) tell(subscriber, id, fields)
      }
    }
  }

  async function run() {
    while (running) {
      try {
        await readOnce()
      } catch {
        // ioredis reconnects by itself; waiting here keeps a dead Redis from becoming a busy loop.
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    }
  }

  async function tellMissed(key: string, after: string, upTo: string, subscriber: Subscriber) {
    const oldest = (await asker.xrange(key, '-', '+', 'COUNT', 1)) as [string, string[]][]
    if (!oldest[0] || isLater(oldest[0][0], after)) {
      subscriber.reset()
      return
    }
    const missed = (await asker.xrange(key, `(${after}`, upTo)) as [string, string[]][]
    for (const [id, fields] of missed) tell(subscriber, id, fields)
  }

  return {
    start() {
      running = true
      loop = run()
    },
    async subscribe(organisationId, lastEventId, subscriber) {
      const key = liveStreamKey(organisationId)
      if (!positions.has(organisationId) || !subscribers.has(organisationId)) {
        const newest = (await asker.xrevrange(key, '+', '-', 'COUNT', 1)) as [string, string[]][]
        positions.set(organisationId, newest[0]?.[0] ?? '0-0')
      }
      // Live entries wait in `held` until what was missed has been told: ids only grow on the wire.
      const upTo = positions.get(organisationId)!
      let held: [string, string, string][] | null = []
      const member: Subscriber = {
        entry: (...entry) => (held ? held.push(entry) : subscriber.entry(...entry)),
        reset: () => subscriber.reset(),
      }
      const set = subscribers.get(organisationId) ?? new Set<Subscriber>()
      subscribers.set(organisationId, set.add(member))
      wake?.()
      if (lastEventId && /^\d+-\d+$/.test(lastEventId)) await tellMissed(key, lastEventId, upTo, subscriber)
      for (const entry of held) subscriber.entry(...entry)
      held = null
      return () => {
        set.delete(member)
        if (set.size === 0) {
          subscribers.delete(organisationId)
          positions.delete(organisationId)
        }
      }
    },
    subscriberCount: () => [...subscribers.values()].reduce((sum, set) => sum + set.size, 0),
    async stop() {
      running = false
      wake?.()
      reader.disconnect()
      asker.disconnect()
      await loop
    },
  }
}

const tell = (subscriber: Subscriber, id: string, fields: string[]) =>
  subscriber.entry(id, fields[0] ?? 'values', fields[1] ?? '[]')

/** Redis stream ids are `<ms>-<n>`: numbers, not text. */
function isLater(a: string, b: string) {
  const [aMs, aN] = a.split('-').map(Number)
  const [bMs, bN] = b.split('-').map(Number)
  return aMs! > bMs! || (aMs === bMs && aN! > bN!)
}
