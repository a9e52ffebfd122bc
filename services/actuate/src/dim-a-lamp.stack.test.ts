import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { CommandDetail } from '@trame/domain'
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
  await vi.waitFor(readLamps, { timeout: 60_000, interval: 500 })
})
afterAll(async () => {
  await owner?.end()
  await platform?.stop()
})

async function readLamps() {
  lamps = (await get<{ items: typeof lamps }>('/assets?type=streetLamp&limit=20')).items
  const known = await Promise.all(lamps.map(({ id }) => level(id)))
  expect(known.filter((value) => value !== null).length).toBeGreaterThanOrEqual(4)
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

/** What the lamp itself said last. */
async function level(assetId: string): Promise<number | null> {
  const series = await get<{ items: { property: string; latest: { value: number } | null }[] }>(
    `/assets/${assetId}/series`,
  )
  return series.items.find(({ property }) => property === 'light.level')?.latest?.value ?? null
}

async function dim(assetId: string, percent: number, forMs: number): Promise<CommandDetail> {
  const until = new Date(Date.now() + forMs).toISOString()
  const answer = await call('POST', '/commands', {
    kind: 'light.dim',
    parameters: { level: percent, until },
    assetId,
  })
  expect(answer.status, await answer.clone().text()).toBe(201)
  return (await answer.json()) as CommandDetail
}
const command = (id: string) => get<CommandDetail>(`/commands/${id}`)
const stateOf = (id: string) => command(id).then(({ state }) => state)

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
  const { life, leaseUntil, expectedAt } = await command(asked.id)
  const events = life.map(({ event }) => event)
  // The radio's word may be written before our own of the hand-over; once the lamp is seen dimmed, its acknowledgement is not
  // waited for.
  expect(events.filter((event) => event !== 'acknowledged').toSorted()).toEqual(
    ['requested', 'released', 'sendStarted', 'sent', 'radioSent', 'seen'].toSorted(),
  )
  expect(events.at(-1)).toBe('seen')
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
  const before = await level(bare.id)
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
