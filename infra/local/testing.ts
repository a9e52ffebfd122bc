import { createHash, randomBytes } from 'node:crypto'
import { grantLogins, migrate } from '@trame/database'
import { Redis } from 'ioredis'
import { databaseUrl, prepareDatabase, withClient } from './prepare-database.ts'

export {
  type TestBroker,
  type TestServer,
  testBroker,
  testPostgres,
  testRedisServer,
} from './test-servers.ts'

/** URLs of the servers of this run: PostgreSQL as superuser, Redis, and a broker where one identity may do all. */
export function services() {
  const { DATABASE_URL, REDIS_URL, MQTT_URL } = process.env
  if (!DATABASE_URL || !REDIS_URL || !MQTT_URL) {
    throw new Error(
      'No services: name the test *.db.test.ts (or .redis, .mqtt, .stack), or set the three URLs',
    )
  }
  return { databaseUrl: DATABASE_URL, redisUrl: REDIS_URL, mqttUrl: MQTT_URL }
}

export interface TestDatabase {
  name: string
  /** As its owner, who is no superuser. */
  url: string
  adminUrl: string
  /** As the role that the services run under. */
  apiUrl: string
  ingestUrl: string
  actuateUrl: string
  rulesUrl: string
  drop(): Promise<void>
}

/**
 * A database of this file's own, migrated, in the run's server or in one given by its superuser's URL. Forgetting
 * `drop` does no harm: the run drops what is left.
 */
export async function testDatabase({
  migrated = true,
  adminUrl = process.env.DATABASE_URL ?? services().databaseUrl,
} = {}): Promise<TestDatabase> {
  const name = `${testRun()}_${randomBytes(4).toString('hex')}`
  if (migrated) await copyTemplate(adminUrl, await migratedTemplate(adminUrl), name)
  else await prepareDatabase({ adminUrl, name, ownerPassword: passwordOf(adminUrl, 'trame_owner') })
  const as = (user: string) => databaseUrl(adminUrl, name, { user, password: passwordOf(adminUrl, user) })
  return {
    name,
    url: as('trame_owner'),
    adminUrl: databaseUrl(adminUrl, name),
    apiUrl: as('trame_api'),
    ingestUrl: as('trame_ingest'),
    actuateUrl: as('trame_actuate'),
    rulesUrl: as('trame_rules'),
    drop: () => dropDatabase(adminUrl, name),
  }
}

/** Migrations run once a run; every file then copies the result, which takes a fraction of a second. */
async function migratedTemplate(adminUrl: string) {
  const template = `${testRun()}_template`
  await withClient(adminUrl, async (admin) => {
    await admin.query('select pg_advisory_lock(hashtext($1))', ['trame test template'])
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template])
    if (rowCount) return
    const making = `${template}_making`
    await dropDatabase(adminUrl, making)
    const url = await prepareDatabase({
      adminUrl,
      name: making,
      ownerPassword: passwordOf(adminUrl, 'trame_owner'),
    })
    await migrate({ url })
    await grantLogins(url, {
      trame_api: passwordOf(adminUrl, 'trame_api'),
      trame_ingest: passwordOf(adminUrl, 'trame_ingest'),
      trame_actuate: passwordOf(adminUrl, 'trame_actuate'),
      trame_rules: passwordOf(adminUrl, 'trame_rules'),
    })
    // TimescaleDB's scheduler connects to every database that lets it, and a template must have no session.
    await admin.query(`alter database ${making} with allow_connections false`)
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [making])
    await admin.query(`alter database ${making} rename to ${template}`)
  })
  return template
}

async function copyTemplate(adminUrl: string, template: string, name: string) {
  await withClient(adminUrl, (admin) =>
    admin.query(`create database ${name} template ${template} owner trame_owner`),
  )
}

async function dropDatabase(adminUrl: string, name: string) {
  await withClient(adminUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`))
}

function testRun() {
  process.env.TRAME_TEST_RUN ??= `trame_test_${randomBytes(4).toString('hex')}`
  return process.env.TRAME_TEST_RUN
}

/** Roles belong to the cluster, so runs that share one must agree on their passwords. */
function passwordOf(adminUrl: string, role: string) {
  return createHash('sha256')
    .update(`${new URL(adminUrl).password}:${role}`)
    .digest('hex')
    .slice(0, 32)
}

/** A client whose keys all carry a prefix of this file's own; `clear` deletes them and closes it. */
export async function testRedis() {
  const url = process.env.REDIS_URL ?? services().redisUrl
  const prefix = `${testRun()}:${randomBytes(4).toString('hex')}:`
  const redis = new Redis(url, { maxRetriesPerRequest: null })
  return {
    url,
    prefix,
    redis,
    async clear() {
      const keys = await redis.keys(`${prefix}*`)
      if (keys.length > 0) await redis.del(...keys)
      redis.disconnect()
    },
  }
}
