import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/local/testing.ts'
import { int4Array } from './binary-array.ts'
import { CopyRows } from './copy-rows.ts'
import { startPipeline } from './pipeline.ts'

let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await testDatabase()
  client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
})
afterAll(async () => {
  await client?.end()
  await database?.drop()
})
beforeEach(() => client.query('create temporary table if not exists kept (n int primary key); truncate kept'))

function numbers(...values: number[]): CopyRows {
  const rows = new CopyRows(1, values.length * 10)
  for (const value of values) {
    rows.row()
    rows.int4(value)
  }
  return rows
}
const insert = (...values: number[]) => ({
  text: 'insert into kept select * from unnest($1::int[])',
  values: [int4Array(values)],
})
const kept = async () =>
  (await client.query<{ n: number }>('select n from kept order by n')).rows.map(({ n }) => n)

test('statements and copies run in the order in which they were sent, and an answer may decide how it goes on', async () => {
  const pipeline = startPipeline(client)
  pipeline.send({ text: 'begin' })
  pipeline.copy('kept (n)', numbers(1, 2))
  pipeline.send(insert(3))
  const [row] = await pipeline.ask({ text: 'select count(*), null, $1::text from kept', values: ['é'] })
  expect(row).toEqual(['3', null, 'é'])
  pipeline.copy('kept (n)', numbers(Number(row![0]) + 1))
  pipeline.send({ text: 'commit' })
  await pipeline.end()
  expect(await kept()).toEqual([1, 2, 3, 4])
})

test('after a refused copy nothing of the transaction is kept, whoever waits is told, and the connection goes on', async () => {
  const pipeline = startPipeline(client)
  pipeline.send({ text: 'begin' })
  pipeline.send(insert(1))
  pipeline.copy('kept (n)', numbers(2, 1))
  pipeline.send(insert(3))
  const asked = pipeline.ask({ text: 'select count(*) from kept' })
  pipeline.send({ text: 'commit' })
  await expect(asked).rejects.toMatchObject({ code: '23505' })
  await expect(pipeline.ask({ text: 'select 1' })).rejects.toMatchObject({ code: '23505' })
  await expect(pipeline.end()).rejects.toMatchObject({ code: '23505' })
  await client.query('rollback')
  expect(await kept()).toEqual([])
})

test('a statement that was passed over after a failure is parsed anew the next time', async () => {
  const late = { text: 'select n * 2 from kept order by n' }
  const failing = startPipeline(client)
  failing.copy('kept (n)', numbers(1, 1))
  const passedOver = failing.ask(late)
  await expect(failing.end()).rejects.toMatchObject({ code: '23505' })
  await expect(passedOver).rejects.toThrow('duplicate key')

  const pipeline = startPipeline(client)
  pipeline.copy('kept (n)', numbers(1, 2))
  expect(await pipeline.ask(late)).toEqual([['2'], ['4']])
  await pipeline.end()
})

test('one that is begun while another query runs is sent after it', async () => {
  const before = client.query('insert into kept select 1 from pg_sleep(0.05)')
  const pipeline = startPipeline(client)
  pipeline.send({ text: 'update kept set n = n + 1' })
  await Promise.all([before, pipeline.end()])
  expect(await kept()).toEqual([2])
})

test('a connection that is cut fails what waits', async () => {
  const own = new pg.Client({ connectionString: database.adminUrl })
  own.on('error', () => {})
  await own.connect()
  const pipeline = startPipeline(own)
  const asked = pipeline.ask({ text: 'select pg_terminate_backend(pg_backend_pid())' })
  await expect(asked).rejects.toThrow()
  await expect(pipeline.end()).rejects.toThrow()
  await own.end()
})
