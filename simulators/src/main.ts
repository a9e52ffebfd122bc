import './small-heap.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { readConfig } from './config.ts'
import { createOrders } from './downlink/orders.ts'
import { readMemory, writeMemory } from './fleet/memory.ts'
import { outageOf } from './fleet/outages.ts'
import { createPlayer, type Player } from './fleet/player.ts'
import { instant, ledgerFile } from './ledger/ledger.ts'
import { liveClock } from './live-clock.ts'
import { showProgress } from './progress.ts'
import { takeStories } from './stories/inbox.ts'
import { createStories, durations, type StoryName } from './stories/stories.ts'
import { ensureTerritory } from './territory/ensure-territory.ts'
import { followTours } from './tours/follow.ts'
import { createTours } from './tours/tours.ts'
import { application } from './wire/chirpstack-event.ts'
import { createPublisher, type Publisher } from './wire/publisher.ts'
import { dayMs, hourMs } from './world/local-time.ts'
import { createWorld } from './world/world.ts'

/** As long as the platform takes late messages as such; what is older is a history, and told in less detail. */
const fineDays = 29

const config = readConfig()
const started = Date.now()
const { files } = config
const memory = readMemory(files.memory, started)
const ledger = ledgerFile(files.ledger)
const connections: Publisher[] = []
const ending = new AbortController()
let noted = memory.playedUntil ?? started

function save() {
  const until = memory.playedUntil ?? noted
  ledger.flush(noted, until)
  noted = until
  writeMemory(files.memory, memory)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end)
function end() {
  ending.abort()
  // A broker that is gone keeps nobody waiting: what it did not take is as lost as over a bad radio.
  setTimeout(() => {
    for (const one of connections) one.giveUp()
  }, 1_000).unref()
  setTimeout(() => process.exit(0), 1_800).unref()
}
const goesOn = () => !ending.signal.aborted

const api = { url: config.API_URL, token: config.PROVISIONING_TOKEN }
const territory = await ensureTerritory({
  api,
  organisation: config.ORGANISATION,
  devices: config.devices,
  file: files.castList,
  memory,
  signal: ending.signal,
}).catch((fault: Error) => {
  if (goesOn()) throw fault
  return process.exit(0)
})
save()

const connect = async (credentials: typeof config.SIMULATOR_CREDENTIALS.devices, clientId: string) => {
  const publisher = await createPublisher({ url: config.MQTT_URL, ...credentials, clientId })
  connections.push(publisher)
  return publisher
}
const { chirpstack, devices } = config.SIMULATOR_CREDENTIALS
const networkServer = await connect(chirpstack, 'simulated-network-server')
const mqttDevices = await connect(devices, 'simulated-mqtt-devices')

const { seed, centre, members, gateways, scenes } = territory
const stories = createStories(scenes, memory.stories)
const tours = createTours(memory.tours)
const player = createPlayer({
  members,
  gateways,
  stage: {
    world: createWorld(seed, centre, stories.heat),
    orders: createOrders(memory.orders),
    stories,
    scenes,
    tours,
  },
  memory,
  faults: config,
  tempers: config,
  ledger,
  networkServer,
  devices: mqttDevices,
  // Of the past only: in a town that somebody looks at a gateway fails when it is told to, as the story does.
  outage: (gateway, at) => (at < started ? outageOf(gateway, at) : null),
})
await networkServer.subscribe(`application/${application.id}/device/+/command/down`, player.downlink)
await mqttDevices.subscribe(`trame/v1/${config.ORGANISATION}/+/cmd`, player.mqttCommand)
const drained = () => Promise.all([networkServer.drained(), mqttDevices.drained()])

// What was not played yet: everything at the first start, the time that the platform was off at the next ones.
const since = Math.max(memory.playedUntil ?? 0, started - config.history * dayMs)
const replayFrom = Math.max(since, started - config.replay * hourMs)
player.startAt(since, started - fineDays * dayMs)
noted = since
const progress = showProgress({
  from: since,
  to: replayFrom,
  published: () => networkServer.published() + mqttDevices.published(),
})
for (let at = since; goesOn() && at < replayFrom; ) {
  at = Math.min(replayFrom, at + dayMs / 4)
  await player.playUntil(at, goesOn)
  await drained()
  save()
  progress.reached(at)
}
if (replayFrom > since) progress.done()

if (config.story && !stories.runs().some(isRunning)) tell(player, config.story)
const clock = liveClock({
  from: replayFrom,
  speed: config.speed,
  since: config.replay > 0 ? Date.now() : started,
})
process.stdout.write(`the town is live after ${((Date.now() - started) / 1000).toFixed(1)} s\n`)
let saved = Date.now()
let isLive = false
const say = (line: string) => void process.stdout.write(`${line}\n`)
const crew = followTours({ api, members, tours, ledger, say }, Date.now())
while (goesOn()) {
  const now = Date.now()
  await player.playUntil(clock(now), goesOn)
  if (!isLive && clock(now) === now) {
    isLive = true
    ledger.note({ kind: 'live', at: instant(now) })
    save()
  }
  for (const story of takeStories(files.stories)) tell(player, story)
  crew.beat(memory.playedUntil ?? Date.now(), Date.now())
  if (Date.now() - saved > 10_000) {
    save()
    saved = Date.now()
  }
  await wait(250, undefined, { signal: ending.signal }).catch(() => {})
}
await drained()
save()
await Promise.all(connections.map((one) => one.close()))

function isRunning({ story, from }: { story: StoryName; from: number }) {
  return story === config.story && replayFrom < from + durations[story]
}

function tell(to: Player, story: StoryName) {
  const { touched } = to.tell(story, memory.playedUntil ?? Date.now())
  const names = touched.slice(0, 6).map(({ member }) => member.key)
  process.stdout.write(
    `story ${story} begins: ${touched.length} devices${names.length > 0 ? ` (${names.join(', ')}…)` : ''}\n`,
  )
}
