import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { CommandDetail } from '@trame/domain'
import { connectAsync } from 'mqtt'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { testPlatform } from '../../../infra/local/test-platform.ts'

// The whole loop with nothing of ours left out: API, sender, broker, simulated network server and lamps, ingest.

let platform: Awaited<ReturnType<typeof testPlatform>>
let owner: pg.Pool
let lamps: { id: string; name: string }[]
beforeAll(async () => {
  platform = await testPlatform({ simulator: ['--devices', '40', '--history', '0.1'], web: false })
  owner = new pg.Pool({ connectionString: platform.databaseUrl, max: 2 })
  await vi.waitFor(readLamps, { timeout: 180_000, interval: 500 })
}, 300_000)
afterAll(async () => {
  await owner?.end()
  await platform?.stop()
})

/** Once the town is live: of old data every order but the safe one is refused. Those that spoke last come first. */
async function readLamps() {
  const { items } = await get<{ items: typeof lamps }>('/assets?type=streetLamp&limit=20')
  const known = await Promise.all(items.map(async (lamp) => ({ lamp, latest: await latestLevel(lamp.id) })))
  lamps = known
    .flatMap(({ lamp, latest }) => (latest && !latest.stale ? [{ lamp, at: latest.observedAt }] : []))
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .map(({ lamp }) => lamp)
  expect(lamps.length).toBeGreaterThanOrEqual(4)
}

async function call(method: string, where: string, body?: object) {
  return fetch(`${platform.url}/api/v1${where}`, {
    method,
    headers: {
      authorization: `Bearer ${platform.provisioningToken}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
}
async function get<T>(where: string): Promise<T> {
  const answer = await call('GET', where)
  if (!answer.ok) throw new Error(`${where}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

interface Latest {
  value: number
  observedAt: string
  stale: boolean
}
/** What the lamp itself said last. */
async function latestLevel(assetId: string): Promise<Latest | null> {
  const series = await get<{ items: { property: string; latest: Latest | null }[] }>(
    `/assets/${assetId}/series`,
  )
  return series.items.find(({ property }) => property === 'light.level')?.latest ?? null
}
const level = async (assetId: string) => (await latestLevel(assetId))?.value ?? null

const dim = (assetId: string, percent: number, forMs: number) =>
  order(assetId, 'light.dim', { level: percent, until: new Date(Date.now() + forMs).toISOString() })

async function order(assetId: string, kind: string, parameters: object): Promise<CommandDetail> {
  const answer = await call('POST', '/commands', { kind, parameters, assetId })
  expect(answer.status, await answer.clone().text()).toBe(201)
  return (await answer.json()) as CommandDetail
}
/** Told to follow its schedule, a lamp says what that is now; what it said last may be from before dusk. */
async function scheduledLevel(assetId: string) {
  const { requestedAt } = await order(assetId, 'light.resume', {})
  await expect
    .poll(async () => (await latestLevel(assetId))!.observedAt > requestedAt, {
      timeout: 30_000,
      interval: 100,
    })
    .toBe(true)
  return level(assetId)
}
const command = (id: string) => get<CommandDetail>(`/commands/${id}`)
const stateOf = (id: string) => command(id).then(({ state }) => state)

/** As its network server would, late: where the lamp's own word has come already, it is heard a second time. */
async function acknowledge({ id, deviceId }: CommandDetail) {
  const { address } = await get<{ address: string }>(`/devices/${deviceId}`)
  const client = await connectAsync(platform.brokerUrl, platform.simulatorAccounts.chirpstack)
  await client.publishAsync(
    `application/17c82e96-be03-4f38-aef3-f83d48582d97/device/${address}/event/ack`,
    JSON.stringify({
      deduplicationId: crypto.randomUUID(),
      time: new Date().toISOString(),
      deviceInfo: { devEui: address },
      queueItemId: id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
      acknowledged: true,
      fCntDown: 1,
    }),
    { qos: 1 },
  )
  await client.endAsync()
}

/** As the operating system does when memory runs out. */
function kill(name: string, signal: NodeJS.Signals = 'SIGKILL') {
  const data = path.join(platform.logs, '..', 'data')
  const file = existing([path.join(data, `${name}.pid.json`), path.join(data, name, 'pid.json')])
  process.kill(JSON.parse(file).pid, signal)
}
function existing(files: string[]): string {
  for (const file of files) {
    try {
      return readFileSync(file, 'utf8')
    } catch {}
  }
  throw new Error(`none of ${files.join(', ')}`)
}

test('a lamp is dimmed from the front door, and seen dimmed by its own next uplink', async () => {
  const lamp = lamps[0]!
  const asked = await dim(lamp.id, 33, 2 * 3_600_000)
  await expect.poll(() => stateOf(asked.id), { timeout: 30_000, interval: 100 }).toBe('observed')
  expect(await level(lamp.id)).toBe(33)
  const { life, leaseUntil, expectedAt, endedAt } = await command(asked.id)
  const events = life.map(({ event }) => event)
  // The radio's word may be written before our own of the hand-over.
  expect(events.filter((event) => event !== 'acknowledged').toSorted()).toEqual(
    ['requested', 'released', 'sendStarted', 'sent', 'radioSent', 'seen'].toSorted(),
  )
  // The proof waits for no acknowledgement. One that comes after it is kept, and moves nothing.
  await acknowledge(asked)
  await expect
    .poll(async () => (await command(asked.id)).acknowledgedAt, { timeout: 20_000, interval: 100 })
    .not.toBeNull()
  const after = await command(asked.id)
  expect([after.state, after.endedAt]).toEqual(['observed', endedAt])
  expect(after.life.filter(({ event }) => event === 'acknowledged')).toHaveLength(1)
  expect(Date.parse(leaseUntil!)).toBeGreaterThan(Date.now())
  // Its network server says class C with each uplink: it is told at once.
  expect(expectedAt).toBeNull()
  const possible = await get<{ expectedAt: string | null }>(`/commands/possible?assetId=${lamp.id}`)
  expect(possible.expectedAt).toBeNull()
  const { rows } = await owner.query(
    `select distinct d.downlink_class, st.gateway is not null as heard from device d
     join device_state st on st.device_number = d.number join binding b on b.device_id = d.id
     join series s on s.id = b.series_id where s.asset_id = $1`,
    [lamp.id],
  )
  expect(rows).toEqual([{ downlink_class: 'C', heard: true }])
})

test('T25: with Redis frozen, a lamp is dimmed and known to be dimmed', async () => {
  kill('redis', 'SIGSTOP')
  try {
    const asked = await dim(lamps[1]!.id, 34, 3_600_000)
    await expect.poll(() => stateOf(asked.id), { timeout: 20_000, interval: 100 }).toBe('observed')
  } finally {
    kill('redis', 'SIGCONT')
  }
})

test('T32: everything is killed while lamps are dimmed; all are back when their lease is over', async () => {
  // One with a timer of its own, and one that only we can bring back: five hours are too many for its timer.
  const [timed, bare] = [lamps[2]!, lamps[3]!]
  const before = await scheduledLevel(bare.id)
  const [short, long] = await Promise.all([dim(timed.id, 35, 80_000), dim(bare.id, 36, 5 * 3_600_000)])
  for (const { id } of [short, long])
    await expect.poll(() => stateOf(id), { timeout: 30_000, interval: 100 }).toBe('observed')
  const { rows } = await owner.query('select local from lease where command_id = any($1) order by until', [
    [short.id, long.id],
  ])
  expect(rows).toEqual([{ local: true }, { local: false }])
  // Five hours later.
  await owner.query(
    `with over as (update lease set until = now() + interval '1 second' where command_id = $1 returning restore_command_id, until)
     update command c set not_before = over.until from over where c.id = over.restore_command_id`,
    [long.id],
  )
  for (const name of ['actuate', 'watchdog', 'ingest', 'api', 'rules']) kill(name)
  await expect.poll(() => level(bare.id).catch(() => 36), { timeout: 60_000, interval: 500 }).toBe(before)
  await expect.poll(() => level(timed.id).catch(() => 35), { timeout: 120_000, interval: 1_000 }).not.toBe(35)
  const { rows: open } = await owner.query(
    'select 1 from lease where command_id = any($1) and ended_at is null',
    [[short.id, long.id]],
  )
  expect(open).toEqual([])
}, 240_000)
