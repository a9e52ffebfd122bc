import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { brokerContainer, dockerAnswers, postgresContainer, redisContainer } from './containers.ts'
import { ensureDebianRoot } from './debian-root.ts'
import { brokerUrl, startMosquitto } from './mosquitto.ts'
import { freePort } from './ports.ts'
import { postgresUrl, startPostgres } from './postgres.ts'
import { withClient } from './prepare-database.ts'
import { requirePrivateRoot } from './private-root.ts'
import { redisUrl, startRedis } from './redis.ts'
import { runCommand } from './run-command.ts'
import { testFolder } from './test-folder.ts'

interface Started {
  urls: { DATABASE_URL: string; REDIS_URL: string; MQTT_URL: string }
  stop(): Promise<unknown>
}

/**
 * Vitest's globalSetup of the tiers that need services: one PostgreSQL, one Redis and one broker for the whole run. What
 * the environment names is used as it is, so a second project of the same run finds the first one's servers.
 */
export default async function setup() {
  process.env.TRAME_TEST_RUN ??= `trame_test_${randomBytes(4).toString('hex')}`
  const run = process.env.TRAME_TEST_RUN
  const wanted = (['DATABASE_URL', 'REDIS_URL', 'MQTT_URL'] as const).filter((name) => !process.env[name])
  const started = wanted.length === 0 ? null : await startServices()
  for (const name of wanted) process.env[name] = started!.urls[name]
  return async () => {
    await dropDatabases(process.env.DATABASE_URL!, run).catch(() => {})
    for (const name of wanted) delete process.env[name]
    await started?.stop()
  }
}

async function startServices(): Promise<Started> {
  return (await dockerAnswers()) ? containerServices() : localServices()
}

async function localServices(): Promise<Started> {
  requirePrivateRoot()
  const root = await ensureDebianRoot()
  const directory = testFolder()
  const password = randomBytes(16).toString('hex')
  const place = async (name: string) => ({
    root,
    directory: path.join(directory, name),
    port: await freePort(),
    password,
  })
  const [database, redis, broker] = [await place('postgres'), await place('redis'), await place('broker')]
  const servers = await Promise.all([
    startPostgres(database),
    startRedis({ ...redis, mayAdminister: true }),
    startMosquitto({ ...broker, identities: [mayDoAll(password)] }),
  ])
  return {
    urls: {
      DATABASE_URL: postgresUrl(database),
      REDIS_URL: redisUrl(redis),
      MQTT_URL: brokerUrl(broker.port, 'tests', password),
    },
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()))
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

async function containerServices(): Promise<Started> {
  const password = randomBytes(16).toString('hex')
  const [database, redis, broker] = await Promise.all([
    postgresContainer(password),
    redisContainer(password),
    brokerContainer([mayDoAll(password)]),
  ])
  return {
    urls: {
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      MQTT_URL: brokerUrl(broker.port, 'tests', password),
    },
    stop: () => runCommand('docker', ['rm', '--force', '--volumes', database.id, redis.id, broker.id]),
  }
}

function mayDoAll(password: string) {
  return { name: 'tests', read: ['#', '$SYS/#'], write: ['#'], password }
}

async function dropDatabases(adminUrl: string, run: string) {
  await withClient(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [run],
    )
    for (const { name } of rows) {
      await admin.query(`drop database if exists ${admin.escapeIdentifier(name)} with (force)`)
    }
  })
}
