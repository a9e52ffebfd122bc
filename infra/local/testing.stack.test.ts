import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { Redis } from 'ioredis'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { checkBroker } from './check-broker.ts'
import { services, type TestDatabase, testBroker, testDatabase, testPostgres, testRedis } from './testing.ts'

const databases: TestDatabase[] = []
afterAll(() => Promise.all(databases.map((database) => database.drop())))

function linkOf(file: string) {
  try {
    return readlinkSync(file)
  } catch {
    return ''
  }
}

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('two databases of a run are migrated and know nothing of each other', async () => {
  databases.push(...(await Promise.all([testDatabase(), testDatabase()])))
  const [one, other] = databases
  await query(one!.url, 'create table only_here (id int)')
  expect(await query(one!.url, `select to_regclass('only_here') is not null as found`)).toEqual([
    { found: true },
  ])
  expect(await query(other!.url, `select to_regclass('only_here') is not null as found`)).toEqual([
    { found: false },
  ])
  expect(await query(other!.url, 'select count(*)::int as applied from schema_version')).not.toEqual([
    { applied: 0 },
  ])
})

test('the services sign in to a test database with their own roles', async () => {
  const database = await testDatabase()
  databases.push(database)
  expect(await query(database.apiUrl, 'select current_user')).toEqual([{ current_user: 'trame_api' }])
  expect(await query(database.ingestUrl, 'select current_user')).toEqual([{ current_user: 'trame_ingest' }])
})

test('a test broker comes back on the same port after a kill', async () => {
  const broker = await testBroker()
  try {
    await checkBroker(broker.url)
    await broker.kill()
    await expect(checkBroker(broker.url)).rejects.toThrow()
    await broker.start()
    await checkBroker(broker.url)
  } finally {
    await broker.remove()
  }
})

test('a broker listens on loopback and nowhere else', async () => {
  const broker = await testBroker()
  try {
    const listening = readFileSync(`/proc/${broker.pid()}/net/tcp`, 'utf8')
    const inodes = readdirSync(`/proc/${broker.pid()}/fd`).map((fd) =>
      linkOf(`/proc/${broker.pid()}/fd/${fd}`),
    )
    const own = listening
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      // proc(5): local address, state 0A is LISTEN, the tenth field is the socket's inode
      .filter((field) => field[3] === '0A' && inodes.includes(`socket:[${field[9]}]`))
      .map((field) => field[1]!.split(':')[0])
    expect(own).toEqual(['0100007F'])
  } finally {
    await broker.remove()
  }
})

test('a test PostgreSQL of its own keeps its rows over an immediate stop', async () => {
  const postgres = await testPostgres()
  try {
    await query(postgres.url, 'create table kept as select 1 as one')
    await postgres.kill('SIGQUIT')
    await postgres.start()
    expect(await query(postgres.url, 'select one from kept')).toEqual([{ one: 1 }])
  } finally {
    await postgres.remove()
  }
})

test('keys of a test are cleared without touching others', async () => {
  const [mine, other] = [await testRedis(), await testRedis()]
  await mine.redis.set(`${mine.prefix}a`, '1')
  await other.redis.set(`${other.prefix}a`, '1')
  await mine.clear()
  const plain = new Redis(services().redisUrl)
  expect(await plain.exists(`${mine.prefix}a`, `${other.prefix}a`)).toBe(1)
  plain.disconnect()
  await other.clear()
})
