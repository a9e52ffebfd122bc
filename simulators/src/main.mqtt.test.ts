import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokerIdentities } from '../../infra/local/broker-identities.ts'
import { type TestBroker, testBroker } from '../../infra/local/testing.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'simulator-'))
const main = fileURLToPath(new URL('./main.ts', import.meta.url))
let broker: TestBroker
let running: ChildProcess | undefined

/** The part of the API that the simulator speaks to, and what it was asked. */
const asked: string[] = []
let bounds: number[] | null = null
const api = createServer((request, response) => {
  asked.push(`${request.method} ${request.url?.replace('/api/v1', '')}`)
  if (request.method === 'PUT') bounds = [0.2, 47, 0.5, 47.1]
  request.resume().on('end', () => response.end(JSON.stringify({ bounds })))
})

/** The whole town, in order; each of its signs is then made automatic, and bins by the lake move with the seasons. */
const told = [
  'PUT /base-map',
  'PUT /streets',
  'PUT /collection-settings',
  'POST /import',
  'POST /import',
  'PUT /land-cover',
  'PUT /publications/parking-availability',
]
const toldOnce = () => asked.filter((one) => !/^PUT \/signs\/|\/tours|\/positions$/.test(one))

beforeAll(async () => {
  broker = await testBroker({ identities: brokerIdentities })
  await once(api.listen(0, '127.0.0.1'), 'listening')
})
afterAll(async () => {
  running?.kill('SIGKILL')
  api.close()
  await broker?.remove()
  rmSync(folder, { recursive: true, force: true })
})

const accountOf = (identity: string) => {
  const { username, password } = new URL(broker.urlOf(identity))
  return { username, password: decodeURIComponent(password) }
}

/** Started as the platform starts it; resolves when it says that it is live. */
async function start({ devices = 40, memory = 'simulator.json' } = {}) {
  const since = performance.now()
  const child = spawn(process.execPath, [main, '--devices', String(devices), '--history', '0.2'], {
    env: {
      PATH: process.env.PATH ?? '',
      API_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
      PROVISIONING_TOKEN: 'x'.repeat(32),
      MQTT_URL: `mqtt://${new URL(broker.url).host}`,
      SIMULATOR_CREDENTIALS: JSON.stringify({
        chirpstack: accountOf('simulated-chirpstack'),
        devices: accountOf('simulated-mqtt-devices'),
      }),
      SIMULATOR_MEMORY: path.join(folder, memory),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running = child
  let said = ''
  child.stdout.on('data', (bytes) => (said += bytes))
  await expect.poll(() => said, { timeout: 60_000, interval: 20 }).toContain('the town is live')
  return { child, liveMs: performance.now() - since }
}

async function end(child: ChildProcess) {
  const since = performance.now()
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  return { code, ms: performance.now() - since }
}

test('the first start tells the platform of the town, the second only asks whether it still knows it', async () => {
  const first = await start()
  expect(toldOnce()).toEqual(told)
  expect(asked.filter((one) => one.startsWith('PUT /signs/')).length).toBeGreaterThan(0)
  expect(await end(first.child)).toMatchObject({ code: 0 })
  const ledger = readFileSync(path.join(folder, 'simulator-ledger.jsonl'), 'utf8')
  expect(ledger).toContain('"kind":"uplinks"')

  asked.length = 0
  const second = await start()
  expect(asked).toEqual(['GET /base-map'])
  expect(second.liveMs).toBeLessThan(first.liveMs)
  await end(second.child)
})

test('a platform that was emptied is told again', async () => {
  bounds = null
  asked.length = 0
  const { child } = await start()
  expect(toldOnce()).toEqual(['GET /base-map', ...told])
  await end(child)
})

test('a town without any device has its map and its places, and nobody speaks', async () => {
  bounds = null
  asked.length = 0
  const { child } = await start({ devices: 0, memory: 'nobody.json' })
  // No asset and no device beside the places: nothing that is imported for members, and no sign.
  expect(asked.filter((one) => !one.includes('/tours'))).toEqual([
    'PUT /base-map',
    'PUT /streets',
    'PUT /collection-settings',
    'POST /import',
    'PUT /land-cover',
    'PUT /publications/parking-availability',
  ])
  expect(await end(child)).toMatchObject({ code: 0 })
  const ledger = readFileSync(path.join(folder, 'nobody-ledger.jsonl'), 'utf8')
  expect(ledger).not.toContain('"kind":"uplinks"')
})

test('it ends within two seconds also when the broker is gone', async () => {
  const { child } = await start()
  await broker.kill('SIGSTOP')
  try {
    const { code, ms } = await end(child)
    expect(code).toBe(0)
    expect(ms).toBeLessThan(2_500)
  } finally {
    await broker.kill('SIGCONT')
  }
})
