import { liveStreamKey } from '@trame/domain'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { testRedis } from '../../../infra/local/testing.ts'
import { createLiveHub, type LiveHub } from './live.ts'

let redis: Awaited<ReturnType<typeof testRedis>>
let hub: LiveHub
let organisation: string

beforeAll(async () => {
  redis = await testRedis()
  organisation = `${redis.prefix}org`
  hub = createLiveHub(() => new Redis(redis.url, { maxRetriesPerRequest: null }))
  hub.start()
})
afterAll(async () => {
  await hub.stop()
  await redis.redis.del(liveStreamKey(organisation))
  await redis.clear()
})

const say = async (value: number) =>
  (await redis.redis.xadd(liveStreamKey(organisation), '*', 'values', JSON.stringify([value])))!

async function listen(lastEventId?: string) {
  const heard: string[] = []
  const ids: string[] = []
  let resets = 0
  const leave = await hub.subscribe(organisation, lastEventId, {
    entry: (id, _name, json) => {
      ids.push(id)
      heard.push(json)
    },
    reset: () => resets++,
  })
  return { heard, ids, resets: () => resets, leave }
}

test('a page hears what comes after it opened, and what it missed when it comes back', async () => {
  await say(1)
  const page = await listen()
  await say(2)
  const last = await say(3)
  await vi.waitFor(() => expect(page.heard).toEqual(['[2]', '[3]']))
  page.leave()
  await say(4)
  const back = await listen(last)
  await say(5)
  await vi.waitFor(() => expect(back.heard).toEqual(['[4]', '[5]']))
  expect(back.resets()).toBe(0)
  expect(back.ids).toEqual([...back.ids].sort())
  back.leave()
})

test('history that is gone tells the page to read everything again', async () => {
  const last = await say(6)
  await redis.redis.del(liveStreamKey(organisation))
  const page = await listen(last)
  expect(page.resets()).toBe(1)
  await say(7)
  await vi.waitFor(() => expect(page.heard).toEqual(['[7]']))
  page.leave()
  expect(hub.subscriberCount()).toBe(0)
})
