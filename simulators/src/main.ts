import { setTimeout as wait } from 'node:timers/promises'
import { readConfig } from './config.ts'
import { demonstrationTerritory } from './demonstration.ts'
import { readMemory, writeMemory } from './fleet/memory.ts'
import { createPlayer } from './fleet/player.ts'
import { showProgress } from './progress.ts'
import { provision } from './provision.ts'
import { createPublisher } from './wire/publisher.ts'
import { dayMs } from './world/local-time.ts'

const config = readConfig()
const started = Date.now()
const memory = readMemory(config.SIMULATOR_MEMORY, started)
const territory = demonstrationTerritory({ organisation: config.ORGANISATION, devices: config.devices })
await provision({ url: config.API_URL, token: config.PROVISIONING_TOKEN }, territory)

const { chirpstack, devices } = config.SIMULATOR_CREDENTIALS
const connect = (credentials: typeof devices, clientId: string) =>
  createPublisher({ url: config.MQTT_URL, ...credentials, clientId })
const networkServer = await connect(chirpstack, 'simulated-network-server')
const mqttDevices = await connect(devices, 'simulated-mqtt-devices')
const { members, gateways } = territory
const player = createPlayer({
  members,
  gateways,
  memory,
  faults: config,
  networkServer,
  devices: mqttDevices,
})

let running = true
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (running = false))

// What was not played yet: everything at the first start, the time that the platform was off at the next ones.
const since = Math.max(memory.playedUntil ?? 0, started - config.history * dayMs)
player.startAt(since)
const progress = showProgress({
  from: since,
  to: started,
  published: () => networkServer.published() + mqttDevices.published(),
})
for (let at = since; running && at < started; ) {
  at = Math.min(started, at + dayMs / 4)
  await player.playUntil(at)
  await Promise.all([networkServer.drained(), mqttDevices.drained()])
  writeMemory(config.SIMULATOR_MEMORY, memory)
  progress.reached(at)
}
progress.done()

const liveSince = Date.now()
let saved = liveSince
while (running) {
  const now = Date.now()
  await player.playUntil(
    started + (now - liveSince) * config.speed + (config.speed === 1 ? liveSince - started : 0),
  )
  if (now - saved > 10_000) {
    writeMemory(config.SIMULATOR_MEMORY, memory)
    saved = now
  }
  await wait(250)
}
await Promise.all([networkServer.drained(), mqttDevices.drained()])
writeMemory(config.SIMULATOR_MEMORY, memory)
await Promise.all([networkServer.close(), mqttDevices.close()])
