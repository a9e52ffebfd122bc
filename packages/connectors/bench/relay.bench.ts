import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { NetworkEvent } from '@trame/domain'
import { ChirpStackConfig } from '../src/chirpstack/config.ts'
import { eventReader } from '../src/chirpstack/read-event.ts'
import { createConnector, parseConnectorConfig } from '../src/create-connector.ts'
import { readTelemetry } from '../src/generic-mqtt/telemetry.ts'
import { parseJson } from '../src/json.ts'
import { systemClock } from '../src/mqtt/clock.ts'
import { MqttSession } from '../src/mqtt/session.ts'
import { sessionDefaults } from '../src/mqtt/session-options.ts'
import { topicPattern } from '../src/topic-pattern.ts'
import { publishLoad } from './load-publisher.ts'

// MQTT_URL=mqtt://user:password@host:port node bench/relay.bench.ts [messages]
// What the broker relays at QoS 1 through our session, and what reading a message costs: the walls that the rest of
// ingestion is measured against. The publisher is a process of its own, as in life.

const url = process.env.MQTT_URL
if (!url) throw new Error('MQTT_URL is not set')
const count = Number(process.argv[2] ?? 300_000)
const run = randomBytes(4).toString('hex')
const broker = new URL(url)
const account = {
  username: broker.username ? decodeURIComponent(broker.username) : undefined,
  password: broker.password ? decodeURIComponent(broker.password) : undefined,
}

function telemetry(n: number): string {
  const t = new Date(1_790_000_000_000 + n).toISOString()
  const m = { 'air.temperature': { v: (n % 400) / 10, u: 'Cel' }, 'air.pm2_5': { v: n % 50, u: 'ug/m3' } }
  return JSON.stringify({ t, m, seq: n, fw: '1.0.0' }).padEnd(200)
}

if (process.argv[2] === 'publish') {
  const [from, topic, messages] = [process.argv[3]!, process.argv[4]!, Number(process.argv[5])]
  await publishLoad({
    url,
    clientId: `load-${from}`,
    count: messages,
    message: (n) => ({ topic: topic.replace('{n}', String(n % 1000)), payload: telemetry(n) }),
  })
} else {
  for (let i = 1; i <= 3; i++) {
    await relay(i)
    await connector(i)
  }
  parsing()
}

async function publisher(name: string, topic: string) {
  const child = spawn(process.execPath, [import.meta.filename, 'publish', name, topic, String(count)], {
    stdio: 'inherit',
  })
  await once(child, 'exit')
}

/** Acknowledgement by batch, as after a commit: every 5 ms, or 500 messages. */
function batches() {
  let waiting: (() => void)[] = []
  const flush = () => {
    const done = waiting
    waiting = []
    for (const resolve of done) resolve()
  }
  const timer = setInterval(flush, 5)
  return {
    store: () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve)
        if (waiting.length >= 500) queueMicrotask(flush)
      }),
    end: () => clearInterval(timer),
  }
}

async function measured(
  name: string,
  topic: string,
  start: (got: () => Promise<void>) => Promise<() => Promise<void>>,
) {
  const batch = batches()
  const all = Promise.withResolvers<void>()
  let received = 0
  let first = 0
  let firstCpu = process.cpuUsage()
  const stop = await start(() => {
    if (received === 0) {
      first = performance.now()
      firstCpu = process.cpuUsage()
    }
    received += 1
    if (received === count) all.resolve()
    return batch.store()
  })
  const publishing = publisher(`${name}-${run}`, topic)
  await all.promise
  const seconds = (performance.now() - first) / 1000
  const cpu = process.cpuUsage(firstCpu)
  await publishing
  await stop()
  batch.end()
  const perMessage = (cpu.user + cpu.system) / count
  console.log(
    `${name.padEnd(22)} ${Math.round(count / seconds).toLocaleString('en')} messages/s, ${perMessage.toFixed(2)} us of our CPU a message`,
  )
}

async function relay(i: number) {
  const topic = `bench/${run}/${i}/{n}`
  await measured('session', topic, async (got) => {
    const session = new MqttSession({
      ...sessionDefaults,
      ...account,
      url: `mqtt://${broker.host}`,
      clientId: `bench-${run}-${i}`,
      sessionExpirySeconds: 0,
      receiveMaximum: 5000,
      subscriptions: [topic.replace('{n}', '+')],
      receive: got,
      clock: systemClock,
      random: Math.random,
    })
    await session.start()
    return () => session.stop()
  })
}

async function connector(i: number) {
  const organisation = `bench-${run}-${i}`
  await measured('generic-mqtt', `trame/v1/${organisation}/{n}/telemetry`, async (got) => {
    const generic = createConnector(
      parseConnectorConfig({
        kind: 'generic-mqtt',
        id: 'con_bench',
        organisationId: 'org_bench',
        name: 'bench',
        url: `mqtt://${broker.host}`,
        ...account,
        clientId: `bench-generic-${run}-${i}`,
        receiveMaximum: 5000,
        tree: organisation,
      }),
    )
    await generic.start((event: NetworkEvent) => {
      if (event.kind !== 'uplink') throw new Error(`unexpected ${event.kind}`)
      return got()
    })
    return () => generic.stop()
  })
}

function parsing() {
  const json = Buffer.from(telemetry(7))
  cost('JSON.parse of 200 bytes', 200_000, () => JSON.parse(json.toString()))
  cost('our telemetry', 200_000, () => readTelemetry(parseJson(json)))
  const fixture = new URL('../src/chirpstack/fixtures/up-captured-2gw-object.json', import.meta.url)
  const up = Buffer.from(JSON.stringify(JSON.parse(readFileSync(fixture, 'utf8'))))
  const topic = 'application/3ef9e6b9-ec54-4eda-86b8-a5fb46899f39/device/ffffff200000b703/event/up'
  const read = eventReader(topicPattern(ChirpStackConfig.shape.eventTopic.parse(undefined))!)
  const receivedAt = new Date()
  cost(`JSON.parse of ${up.length} bytes`, 100_000, () => JSON.parse(up.toString()))
  cost('ChirpStack up, JSON', 100_000, () =>
    read({ connectorId: 'con_bench', receivedAt, topic, payload: up }),
  )
}

function cost(name: string, times: number, work: () => unknown) {
  for (let i = 0; i < times / 10; i++) work()
  const started = performance.now()
  for (let i = 0; i < times; i++) work()
  console.log(`${name.padEnd(26)} ${(((performance.now() - started) / times) * 1000).toFixed(2)} us`)
}
