import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/local/testing.ts'
import { createPool } from './connection.ts'

let database: TestDatabase
let superuser: pg.Client
beforeAll(async () => {
  database = await testDatabase()
  superuser = new pg.Client({ connectionString: database.adminUrl })
  await superuser.connect()
})
afterAll(async () => {
  await superuser?.end()
  await database?.drop()
})

test('a connection that PostgreSQL ends between two queries of a transaction fails the second, and nobody else', async () => {
  const pool = createPool({ url: database.apiUrl, maxConnections: 1 })
  const client = await pool.connect()
  const { rows } = await client.query('select pg_backend_pid() as pid')
  // Not events.once: it would listen for the error that nobody else may have to listen for.
  const ended = new Promise<void>((resolve) => client.once('end', resolve))
  await superuser.query('select pg_terminate_backend($1)', [rows[0].pid])
  await ended
  await expect(client.query('select 1')).rejects.toThrow(/not queryable|terminated|closed/)
  client.release(true)
  expect((await pool.query('select 1 as n')).rows).toEqual([{ n: 1 }])
  await pool.end()
})
