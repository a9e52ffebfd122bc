import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type TestBroker, testBroker } from '../../../infra/local/testing.ts'
import { publishLoad } from '../bench/load-publisher.ts'
import type { Receive } from './connector.ts'
import { createConnector, parseConnectorConfig } from './create-connector.ts'

// The shipped broker settings and our consumer, together: what the broker took is not lost, and comes fast. (With
// autosave_on_changes true, every acknowledgement wrote the whole queue to disk: 100 messages a second behind 5,000.)

let broker: TestBroker
beforeAll(async () => {
  broker = await testBroker()
})
afterAll(() => broker.remove())

const eventually = (check: () => void) => vi.waitFor(check, { interval: 20, timeout: 60_000 })

async function started(clientId: string, organisation: string, receive: Receive) {
  const { username, password } = new URL(broker.url)
  const connector = createConnector(
    parseConnectorConfig({
      kind: 'generic-mqtt',
      id: 'con_1',
      organisationId: 'org_1',
      name: 'test',
      url: `mqtt://127.0.0.1:${broker.port}`,
      clientId,
      username: decodeURIComponent(username),
      password: decodeURIComponent(password),
      tree: organisation,
      receiveMaximum: 2000,
    }),
  )
  await connector.start(receive)
  return connector
}
const publish = (organisation: string, count: number) =>
  publishLoad({
    url: broker.url,
    clientId: `load-${organisation}`,
    count,
    message: (n) => ({
      topic: `trame/v1/${organisation}/d${n % 50}/telemetry`,
      payload: `{"t":${1793600100 + n},"m":{"air.temperature":${n}}}`,
    }),
  })

test('a burst behind a slow consumer arrives whole', async () => {
  const seen = new Set<string>()
  const stored: (() => void)[] = []
  let slow = true
  const connector = await started('slow', 'burst', async (event) => {
    if (event.kind === 'uplink') seen.add(event.keys[0]!)
    if (slow) await new Promise<void>((resolve) => stored.push(resolve))
  })
  await publish('burst', 30_000)
  await eventually(() => expect(connector.status()).toMatchObject({ inFlight: 2000, acknowledged: 0 }))
  slow = false
  for (const store of stored) store()
  await eventually(() => expect(connector.status().acknowledged).toBe(30_000))
  expect(seen.size).toBe(30_000)
  await connector.stop()
})

test('a restart of the broker loses nothing: neither what waits in it nor what we hold', async () => {
  const seen = new Set<string>()
  const stored: (() => void)[] = []
  let storing = false
  const connector = await started('restart', 'again', async (event) => {
    if (event.kind === 'uplink') seen.add(event.keys[0]!)
    if (!storing) await new Promise<void>((resolve) => stored.push(resolve))
  })
  await publish('again', 5000)
  await eventually(() => expect(connector.status().inFlight).toBe(2000))
  storing = true
  await broker.restart()
  for (const store of stored) store()
  await eventually(() => expect(seen.size).toBe(5000))
  await eventually(() => expect(connector.status()).toMatchObject({ connected: true, inFlight: 0 }))
  expect(connector.status().reconnects).toBeGreaterThan(0)
  await connector.stop()
})

test('a killed broker is found again', async () => {
  const connector = await started('frozen', 'frozen', async () => {})
  await broker.kill('SIGKILL')
  await eventually(() => expect(connector.status().connected).toBe(false))
  await broker.start()
  await eventually(() => expect(connector.status().connected).toBe(true))
  await connector.stop()
})
