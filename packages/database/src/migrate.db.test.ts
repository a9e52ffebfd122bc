import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/local/testing.ts'
import { migrate } from './migrate.ts'

const shipped = path.join(import.meta.dirname, '../migrations')
const names = readdirSync(shipped).sort()
let database: TestDatabase
let folder: string
let url: URL

beforeEach(async () => {
  database = await testDatabase({ migrated: false })
  folder = mkdtempSync(path.join(tmpdir(), 'trame-migrations-'))
  url = pathToFileURL(`${folder}/`)
})
afterEach(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

const copy = (files: readonly string[]) => {
  for (const file of files) cpSync(path.join(shipped, file), path.join(folder, file))
}

async function query(sql: string) {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('an empty database takes every migration once, from two installers at the same time', async () => {
  const applied = await Promise.all([migrate({ url: database.url }), migrate({ url: database.url })])
  expect(applied.flat().sort()).toEqual(names)
  expect(await migrate({ url: database.url })).toEqual([])
})

test('a populated database takes the later migrations and keeps its rows', async () => {
  copy(names.slice(0, 3))
  await migrate({ url: database.url, folder: url })
  await query(`
    insert into organisation (id, name, slug) values ('org_a', 'A', 'a');
    insert into site (id, organisation_id, name, kind) values ('sit_a', 'org_a', 'Centre', 'district');
    insert into asset (id, organisation_id, type, name, site_id, geometry)
      values ('ast_a', 'org_a', 'bin', 'Bin', 'sit_a', ST_SetSRID(ST_MakePoint(-1.5, 46.8), 4326));
    insert into device (id, organisation_id, name, network, address, model_id, model_version, expected_interval_ms)
      values ('dev_a', 'org_a', 'D', 'mqtt', 'a/d', 'none', 1, 60000);
    insert into series (organisation_id, asset_id, property) values ('org_a', 'ast_a', 'bin.fill');
    insert into observation (series_id, observed_at, value) select 1, now() - i * interval '1 minute', i from generate_series(1, 100) i`)
  copy(names)
  writeFileSync(
    path.join(folder, '9999-more.sql'),
    `alter table asset add column colour text not null default 'green'; update observation set quality = 1 where value > 50;`,
  )
  expect(await migrate({ url: database.url, folder: url })).toEqual([...names.slice(3), '9999-more.sql'])
  expect(await query('select colour from asset')).toEqual([{ colour: 'green' }])
  expect(await query('select count(*)::int as n, sum(quality)::int as flagged from observation')).toEqual([
    { n: 100, flagged: 50 },
  ])
})

test('refuses a file that was changed after it was applied, and one that comes too late', async () => {
  copy(names.slice(0, 1))
  await migrate({ url: database.url, folder: url })
  writeFileSync(path.join(folder, '0000-late.sql'), 'select 1')
  await expect(migrate({ url: database.url, folder: url })).rejects.toThrow('comes before')
  rmSync(path.join(folder, '0000-late.sql'))
  writeFileSync(path.join(folder, names[0]!), 'select 1')
  await expect(migrate({ url: database.url, folder: url })).rejects.toThrow('was changed')
})

test('a failing file leaves nothing behind', async () => {
  writeFileSync(path.join(folder, '0001-half.sql'), 'create table half (); select 1 / 0;')
  await expect(migrate({ url: database.url, folder: url })).rejects.toThrow('division by zero')
  expect(await query(`select to_regclass('half') as found`)).toEqual([{ found: null }])
})

test('T56: waits for a lock in short attempts, so that nobody queues behind it', async () => {
  writeFileSync(path.join(folder, '0001-table.sql'), 'create table busy (n int);')
  await migrate({ url: database.url, folder: url })
  writeFileSync(path.join(folder, '0002-column.sql'), 'alter table busy add column m int;')
  const reader = new pg.Client({ connectionString: database.url })
  await reader.connect()
  await reader.query('begin; lock table busy in access share mode')
  const lines: string[] = []
  let waited = () => {}
  const firstWait = new Promise<void>((resolve) => (waited = resolve))
  const migrating = migrate({
    url: database.url,
    folder: url,
    log(line) {
      lines.push(line)
      waited()
    },
  })
  await firstWait
  await query('select * from busy')
  await reader.end()
  expect(await migrating).toEqual(['0002-column.sql'])
  expect(lines[0]).toContain('waits for a lock')
})
