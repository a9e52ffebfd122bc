import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { StartedTestContainer } from 'testcontainers'
import { type BrokerIdentity, brokerAcl, brokerPasswords } from './broker-identities.ts'
import { checkBroker } from './check-broker.ts'
import { brokerUrl } from './mosquitto.ts'
import { freePort } from './ports.ts'
import { checkPostgres, postgresUrl } from './postgres.ts'
import { checkRedis, redisUrl } from './redis.ts'
import { redisUsers } from './redis-users.ts'
import { runCommand } from './run-command.ts'

/** The same images as docker-compose.yml; a test compares them. */
export const images = {
  timescale: 'timescale/timescaledb-ha:pg17.11-ts2.30.1',
  redis: 'redis:8.2.8-bookworm',
  mosquitto: 'eclipse-mosquitto:2.0.22',
}

const infra = fileURLToPath(new URL('..', import.meta.url))

export async function dockerAnswers() {
  return runCommand('docker', ['info'], { timeout: 5_000 }).then(
    ({ code }) => code === 0,
    () => false,
  )
}

/** A server of a test in a container of its own, on a port that stays the same when it is stopped and started. */
export interface ContainerServer {
  id: string
  port: number
  check(): Promise<void>
}

export async function postgresContainer(password = newSecret()): Promise<ContainerServer & { url: string }> {
  const { GenericContainer, port } = await prepare()
  const url = postgresUrl({ port, password })
  const container = await new GenericContainer(images.timescale)
    .withEnvironment({ POSTGRES_PASSWORD: password })
    .withExposedPorts({ container: 5432, host: port })
    .start()
  return { ...(await ready(container, port, () => checkPostgres(url))), url }
}

export async function redisContainer(password = newSecret()): Promise<ContainerServer & { url: string }> {
  const { GenericContainer, port } = await prepare()
  const url = redisUrl({ port, password })
  const container = await new GenericContainer(images.redis)
    .withCopyFilesToContainer([{ source: `${infra}redis/redis.conf`, target: '/trame/settings/redis.conf' }])
    .withCopyContentToContainer([file(redisUsers(password, true), '/trame/generated/users.acl')])
    .withCommand([
      'redis-server',
      '/trame/settings/redis.conf',
      '--bind',
      '0.0.0.0',
      '--aclfile',
      '/trame/generated/users.acl',
    ])
    .withExposedPorts({ container: 6379, host: port })
    .start()
  return { ...(await ready(container, port, () => checkRedis(url))), url }
}

export async function brokerContainer(
  identities: (BrokerIdentity & { password: string })[],
  settings = '',
): Promise<ContainerServer> {
  const { GenericContainer, port } = await prepare()
  const [first] = identities
  const container = await new GenericContainer(images.mosquitto)
    .withCopyFilesToContainer([
      { source: `${infra}mosquitto/mosquitto.conf`, target: '/trame/settings/mosquitto.conf' },
    ])
    .withCopyContentToContainer([
      file(brokerPasswords(identities), '/trame/generated/passwords'),
      file(brokerAcl(identities), '/trame/generated/acl'),
      file(`listener 1883\nuser root\n${settings}\n`, '/trame/generated/listeners/own.conf'),
    ])
    .withCommand(['mosquitto', '-c', '/trame/settings/mosquitto.conf'])
    .withExposedPorts({ container: 1883, host: port })
    .start()
  return ready(container, port, () => checkBroker(brokerUrl(port, first?.name, first?.password)))
}

async function prepare() {
  const [{ GenericContainer }, port] = await Promise.all([import('testcontainers'), freePort()])
  return { GenericContainer, port }
}

async function ready(
  container: StartedTestContainer,
  port: number,
  check: () => Promise<void>,
): Promise<ContainerServer> {
  await untilItAnswers(check)
  return { id: container.getId(), port, check }
}

export async function untilItAnswers(check: () => Promise<void>, limitMs = 60_000) {
  const deadline = performance.now() + limitMs
  for (;;) {
    try {
      return await check()
    } catch (fault) {
      if (performance.now() > deadline) throw fault
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

function file(content: string, target: string) {
  return { content, target, mode: 0o644 }
}

function newSecret() {
  return randomBytes(16).toString('hex')
}
