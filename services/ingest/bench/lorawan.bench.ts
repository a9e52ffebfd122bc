import { testBroker, testDatabase, testPostgres } from '../../../infra/local/testing.ts'
import { benchConnector, benchDatabase } from './database.ts'
import { endToEnd } from './end-to-end.ts'
import { perMessage, perSecond, relayRate } from './measure.ts'
import type { PublisherPlan } from './publisher.ts'

/**
 * ChirpStack's JSON with base64 frames of a Milesight AM107, to the durable commit: by the built-in decoder, by an
 * uploaded codec in the sandbox, and by both at once, where the built-in one must not wait for the other.
 */
const messages = Number(process.argv[2] ?? 100_000)
const devices = 1000
const codec = `
function decodeUplink(input) {
  var b = input.bytes, d = {}
  for (var i = 0; i < b.length; ) {
    var channel = b[i++], type = b[i++]
    if (channel === 1 && type === 0x75) d.battery = b[i++]
    else if (channel === 3 && type === 0x67) { d.temperature = ((b[i + 1] << 24 >> 16) | b[i]) / 10; i += 2 }
    else if (channel === 4 && type === 0x68) d.humidity = b[i++] / 2
    else break
  }
  return { data: d }
}`
const channels = [
  { name: 'battery', path: 'battery', property: 'battery.level', scale: 1, offset: 0 },
  { name: 'temperature', path: 'temperature', property: 'air.temperature', scale: 1, offset: 0 },
  { name: 'humidity', path: 'humidity', property: 'air.relativeHumidity', scale: 1, offset: 0 },
]

const postgres = await testPostgres()
const database = await testDatabase({ adminUrl: postgres.url })
const broker = await testBroker()
const run = await benchDatabase(database.adminUrl, devices)
await run.query(
  `insert into device_model (organisation_id, id, version, maker, model, expected_interval_ms, source, channels)
   values ($1, 'uploaded', 1, 'Bench', 'AM107', 60000, $2, $3)`,
  [run.organisationId, codec, JSON.stringify(channels)],
)
const connector = benchConnector(run, broker.url, 'chirpstack')
const path = { broker, postgres, database, run, connector }
const plan: PublisherPlan = {
  url: broker.url,
  kind: 'lorawan',
  messages,
  devices,
  values: 3,
  rate: 0,
  startAt: Date.now() - 86_400_000,
}

try {
  const relay = await relayRate(broker, 'application/#', plan)
  console.log(`broker alone, QoS 1 relay             ${perSecond(relay.rate)}\n  ${perMessage(relay)}`)
  const builtIn = await endToEnd(path, plan)
  console.log(
    `built-in decoder                      ${perSecond(builtIn.rate)} uplinks = ${(builtIn.rate / relay.rate).toFixed(2)} of the relay\n  ${perMessage(builtIn)}`,
  )
  await run.query(`update device set model_id = 'uploaded' where network = 'lorawan' and number % 10 = 0`)
  const mixed = await endToEnd(path, { ...plan, messages: messages / 2 })
  console.log(
    `one device in ten by uploaded codec   ${perSecond(mixed.rate)} uplinks\n  ${perMessage(mixed)}`,
  )
  await run.query(`update device set model_id = 'uploaded' where network = 'lorawan'`)
  const uploaded = await endToEnd(path, { ...plan, messages: messages / 5 })
  console.log(
    `all by uploaded codec (2 workers)     ${perSecond(uploaded.rate)} uplinks\n  ${perMessage(uploaded)}`,
  )
} finally {
  await broker.remove()
  await database.drop()
  await postgres.remove()
}
