import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/local/testing.ts'
import { createPool } from './connection.ts'
import { relayOutbox } from './outbox.ts'
import { registerOutboxReader, shareOutbox } from './outbox-readers.ts'

let database: TestDatabase
let pool: Pool
beforeAll(async () => {
  database = await testDatabase()
  pool = createPool({ url: database.adminUrl, maxConnections: 4 })
  await registerOutboxReader(pool, 'rules')
  await pool.query(`insert into organisation (id, name, slug) values ('org_1', 'O', 'o')`)
})
afterAll(async () => {
  await pool?.end()
  await database?.drop()
})

const commit = async (row: number) =>
  pool.query(`insert into outbox (organisation_id, topic, payload) values ('org_1', 'observations', $1)`, [
    JSON.stringify({ topic: 'observations', organisationId: 'org_1', rows: [[row, 0, 0, 0]] }),
  ])

test('batches are shared out in their order, also while another reader holds the oldest', async () => {
  await commit(1)
  const held = Promise.withResolvers<void>()
  const holds = Promise.withResolvers<void>()
  const live = relayOutbox(pool, 10, () => {
    holds.resolve()
    return held.promise
  })
  await holds.promise
  await commit(2)

  const heard: number[] = []
  const round = () =>
    shareOutbox(pool, { limit: 10, partitions: 1 }, async (batches) => {
      for (const { message } of batches) heard.push(Number(message.rows[0]![0]))
      return batches.map(() => [0])
    })
  const rounds = round().then(round)
  // It either waits by now, or has taken what is free.
  await expect
    .poll(async () => {
      const { rows } = await pool.query(
        `select (select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()) +
           (select count(*) from outbox where handed_at is not null) as n`,
      )
      return Number(rows[0].n)
    })
    .toBeGreaterThan(0)
  held.resolve()
  await Promise.all([live, rounds])
  await round()
  expect(heard).toEqual([1, 2])
})
