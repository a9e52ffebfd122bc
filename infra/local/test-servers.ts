import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { BrokerIdentity } from './broker-identities.ts'
import {
  brokerContainer,
  type ContainerServer,
  postgresContainer,
  redisContainer,
  untilItAnswers,
} from './containers.ts'
import { ensureDebianRoot } from './debian-root.ts'
import { brokerUrl, startMosquitto } from './mosquitto.ts'
import { freePort } from './ports.ts'
import { postgresUrl, startPostgres } from './postgres.ts'
import { mayUsePrivateRoot, requirePrivateRoot } from './private-root.ts'
import { redisUrl, startRedis } from './redis.ts'
import { runCommand } from './run-command.ts'
import type { RunningServer } from './server.ts'
import { testFolder } from './test-folder.ts'

/** A server of one test's own, which it may stop, kill and start again: port and data stay. */
export interface TestServer {
  port: number
  pid(): number | null
  start(): Promise<void>
  /** The orderly way: the server saves what it holds. */
  stop(): Promise<void>
  /** SIGKILL unless said otherwise; SIGSTOP and SIGCONT freeze and thaw, and leave it running. */
  kill(signal?: NodeJS.Signals): Promise<void>
  restart(): Promise<void>
  /** Stops it and deletes its data. */
  remove(): Promise<void>
}

export interface TestBroker extends TestServer {
  /** As the first identity. */
  url: string
  urlOf(identity: string): string
}

const mayDoAll: BrokerIdentity = { name: 'tests', read: ['#', '$SYS/#'], write: ['#'] }

/** A started Mosquitto with the shipped settings, then `settings`; every identity gets a password of its own. */
export async function testBroker({
  identities = [mayDoAll],
  settings = '',
}: {
  identities?: readonly BrokerIdentity[]
  settings?: string
} = {}): Promise<TestBroker> {
  const known = identities.map((identity) => ({ ...identity, password: secret() }))
  const server = mayUsePrivateRoot()
    ? await ownServer(async (place) => startMosquitto({ ...place, identities: known, settings }))
    : containerServer(await brokerContainer(known, settings))
  const urlOf = (name: string) => {
    const identity = known.find((one) => one.name === name)
    if (!identity) throw new Error(`the test broker knows no ${name}`)
    return brokerUrl(server.port, name, identity.password)
  }
  return { ...server, url: urlOf(known[0]!.name), urlOf }
}

/** A started PostgreSQL, empty: see `testDatabase({ adminUrl })` for a migrated database in it. */
export async function testPostgres({
  settings = {},
}: {
  settings?: Record<string, string>
} = {}): Promise<TestServer & { url: string }> {
  if (!mayUsePrivateRoot()) {
    const container = await postgresContainer()
    return { ...containerServer(container), url: container.url }
  }
  const password = secret()
  const server = await ownServer((place) => startPostgres({ ...place, password, settings }))
  return { ...server, url: postgresUrl({ port: server.port, password }) }
}

/** A started Redis with the shipped settings, whose user may also reconfigure and flush it. */
export async function testRedisServer(): Promise<TestServer & { url: string }> {
  if (!mayUsePrivateRoot()) {
    const container = await redisContainer()
    return { ...containerServer(container), url: container.url }
  }
  const password = secret()
  const server = await ownServer((place) => startRedis({ ...place, password, mayAdminister: true }))
  return { ...server, url: redisUrl({ port: server.port, password }) }
}

type Place = { root: string; directory: string; port: number }

async function ownServer(startAt: (place: Place) => Promise<RunningServer>): Promise<TestServer> {
  requirePrivateRoot()
  const place = { root: await ensureDebianRoot(), directory: testFolder(), port: await freePort() }
  let running: RunningServer | null = null
  const start = async () => {
    running = await startAt(place)
  }
  const stop = async () => running?.stop()
  await start()
  return {
    port: place.port,
    pid: () => (running?.running() ? running.pid : null),
    start,
    stop,
    kill: async (signal = 'SIGKILL') => {
      if (signal === 'SIGSTOP' || signal === 'SIGCONT') process.kill(running!.pid, signal)
      else await running?.kill(signal)
    },
    restart: async () => {
      await stop()
      await start()
    },
    remove: async () => {
      await stop()
      rmSync(place.directory, { recursive: true, force: true })
    },
  }
}

function containerServer({ id, port, check }: ContainerServer): TestServer {
  const docker = async (...args: string[]) => {
    const { code, output } = await runCommand('docker', args)
    if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${output}`)
  }
  const start = async () => {
    await docker('start', id)
    await untilItAnswers(check)
  }
  return {
    port,
    pid: () => null,
    start,
    stop: () => docker('stop', id),
    kill: (signal = 'SIGKILL') => docker('kill', '--signal', signal, id),
    restart: async () => {
      await docker('stop', id)
      await start()
    },
    remove: () => docker('rm', '--force', '--volumes', id),
  }
}

function secret() {
  return randomBytes(16).toString('hex')
}
