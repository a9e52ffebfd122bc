import path from 'node:path'
import { brokerIdentities } from './broker-identities.ts'
import { checkBroker } from './check-broker.ts'
import { composeServices } from './compose.ts'
import { dockerAnswers } from './containers.ts'
import { ensureDebianRoot } from './debian-root.ts'
import type { LocalFolder } from './local-folder.ts'
import { brokerUrl, startMosquitto } from './mosquitto.ts'
import { checkPostgres, postgresUrl, startPostgres } from './postgres.ts'
import { mayUsePrivateRoot, requirePrivateRoot } from './private-root.ts'
import { checkRedis, redisUrl, startRedis } from './redis.ts'
import { Advice, during } from './say.ts'
import type { Secrets } from './secrets.ts'
import type { RunningServer } from './server.ts'

export interface BackingServices {
  /** Where they run, for the person who started us. */
  where: string
  /** As superuser, or whoever DATABASE_URL names: must be able to create roles, databases and extensions. */
  adminDatabaseUrl: string
  redisUrl: string
  brokerUrlOf(identity: string): string
  stop(): Promise<void>
}

export interface ServicePorts {
  postgres: number
  redis: number
  mosquitto: number
}

/** Given ones first, then Docker's, then our own in the private Debian root. */
export async function openBackingServices(
  folder: LocalFolder,
  secrets: Secrets,
  ports: ServicePorts,
  ownOnly = false,
): Promise<BackingServices> {
  if (ownOnly && mayUsePrivateRoot()) return ownServices(folder, secrets, ports)
  const { DATABASE_URL, REDIS_URL, MQTT_URL } = process.env
  if (DATABASE_URL && REDIS_URL && MQTT_URL) return givenServices(DATABASE_URL, REDIS_URL, MQTT_URL)
  if (DATABASE_URL || REDIS_URL || MQTT_URL) {
    throw new Advice('Set all three of DATABASE_URL, REDIS_URL and MQTT_URL, or none of them.')
  }
  if (await dockerAnswers()) return composeServices(folder, secrets)
  return ownServices(folder, secrets, ports)
}

async function givenServices(database: string, redis: string, broker: string): Promise<BackingServices> {
  const checks = {
    DATABASE_URL: checkPostgres(database),
    REDIS_URL: checkRedis(redis),
    MQTT_URL: checkBroker(broker),
  }
  const faults: string[] = []
  for (const [name, check] of Object.entries(checks)) {
    await check.catch((fault: Error) => faults.push(`${name}: ${fault.message}`))
  }
  if (faults.length > 0) throw new Advice(`The given services do not answer:\n  ${faults.join('\n  ')}`)
  return {
    where: 'as given by the environment',
    adminDatabaseUrl: database,
    redisUrl: redis,
    brokerUrlOf: () => broker,
    stop: async () => {},
  }
}

async function ownServices(
  folder: LocalFolder,
  secrets: Secrets,
  ports: ServicePorts,
): Promise<BackingServices> {
  requirePrivateRoot()
  const root = await ensureDebianRoot()
  const database = {
    root,
    directory: folder.data('postgres'),
    port: ports.postgres,
    password: secrets.database.postgres,
  }
  const redis = { root, directory: folder.data('redis'), port: ports.redis, password: secrets.redis }
  const identities = brokerIdentities.map((identity) => ({
    ...identity,
    password: secrets.broker[identity.name],
  }))
  const broker = { root, directory: folder.data('mosquitto'), port: ports.mosquitto, identities }
  const servers = await during('starting PostgreSQL, Redis and Mosquitto', () =>
    startTogether([() => startPostgres(database), () => startRedis(redis), () => startMosquitto(broker)]),
  )
  return {
    where: `in ${path.basename(root)}, without Docker`,
    adminDatabaseUrl: postgresUrl(database),
    redisUrl: redisUrl(redis),
    brokerUrlOf: (name) => brokerUrl(ports.mosquitto, name, secrets.broker[name as keyof Secrets['broker']]),
    stop: () => stopTogether(servers),
  }
}

/** All or none: if one does not start, those that did are stopped. */
async function startTogether(starts: (() => Promise<RunningServer>)[]): Promise<RunningServer[]> {
  const outcomes = await Promise.allSettled(starts.map((start) => start()))
  const servers = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (!failed) return servers
  await stopTogether(servers)
  throw failed.reason
}

async function stopTogether(servers: RunningServer[]) {
  await Promise.all(servers.map((server) => server.stop()))
}
