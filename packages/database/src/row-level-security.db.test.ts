import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/local/testing.ts'
import { createPool, inOrganisation, openDatabase } from './connection.ts'

let database: TestDatabase
let owner: pg.Client
let tables: { name: string; column: string }[]

beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client({ connectionString: database.adminUrl })
  await owner.connect()
  const { rows } = await owner.query<{ name: string; column: string }>(`
    select c.table_name as name, c.column_name as column from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where t.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name = 'organisation_id'
    union all select 'organisation', 'id' order by 1`)
  tables = rows
  // One row of each organisation in every table; what the other columns hold does not matter here.
  await owner.query(`set session_replication_role = replica`)
  for (const organisation of ['org_a', 'org_b']) {
    for (const { name, column } of tables) await insertAnyRow(name, column, organisation)
  }
})
afterAll(async () => {
  await owner?.end()
  await database?.drop()
})

const shapes: Record<string, string> = {
  LINESTRING: 'LINESTRING(0 0, 1 1)',
  POLYGON: 'POLYGON((0 0, 1 0, 1 1, 0 0))',
  MULTIPOLYGON: 'MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)))',
}

async function insertAnyRow(table: string, organisationColumn: string, organisation: string) {
  const { rows: checks } = await owner.query<{ name: string }>(
    `select conname as name from pg_constraint where conrelid = $1::regclass and contype in ('c', 'f')`,
    [table],
  )
  for (const { name } of checks) await owner.query(`alter table ${table} drop constraint "${name}" cascade`)
  const { rows: columns } = await owner.query<{
    name: string
    type: string
    names: string | null
    shape: string | null
  }>(
    `select column_name as name, case data_type when 'USER-DEFINED' then udt_name when 'ARRAY' then 'text[]' else data_type end as type,
       (select min(e.enumlabel) from pg_enum e join pg_type t on t.oid = e.enumtypid where t.typname = udt_name) as names,
       (select g.type from geometry_columns g where g.f_table_name = $1 and g.f_geometry_column = column_name) as shape
     from information_schema.columns where table_schema = 'public' and table_name = $1 and (column_name = $2
       or is_nullable = 'NO' and column_default is null and is_identity = 'NO' and is_generated = 'NEVER')`,
    [table, organisationColumn],
  )
  const names = columns.map(({ name }) => `"${name}"`)
  const values = columns.map(({ name, type, names, shape }) =>
    type === 'geometry'
      ? `ST_GeomFromText('${shapes[shape!] ?? 'POINT(0 0)'}', find_srid('public', '${table}', '${name}'))`
      : names
        ? `'${names}'`
        : name === organisationColumn
          ? `'${organisation}'`
          : anyValue(type, organisation),
  )
  await owner.query(`insert into ${table} (${names.join(', ')}) values (${values.join(', ')})`)
}

function anyValue(type: string, organisation: string) {
  const n = organisation === 'org_a' ? 1 : 2
  if (/int|numeric|double|real/.test(type)) return String(n)
  if (/timestamp|date/.test(type)) return 'now()'
  if (/json/.test(type)) return `'{}'`
  if (type === 'boolean') return 'false'
  if (type === 'bytea') return `'\\x0${n}'`
  if (type === 'uuid') return 'gen_random_uuid()'
  if (type === 'interval') return `'1 hour'`
  if (type.startsWith('time without')) return `'12:00'`
  if (type === 'tstzrange') return `'[2026-01-01,2026-02-01)'`
  if (type === 'text[]') return `'{}'`
  // A prefix and 32 hex digits: some tables take the uuid out of an id.
  return `'mrk_${String(n).repeat(32)}'`
}

test('the API sees one organisation’s rows, in every table that has an organisation', async () => {
  expect(tables.length).toBeGreaterThan(10)
  const api = openDatabase(createPool({ url: database.apiUrl, maxConnections: 1 }))
  const { sql } = await import('kysely')
  const seen: string[] = []
  for (const { name, column } of tables) {
    const { rows: granted } = await owner.query<{ may: boolean }>(
      `select has_table_privilege('trame_api', $1, 'select') as may`,
      [name],
    )
    if (!granted[0]!.may) continue
    const rows = await inOrganisation(api, 'org_a', async (tx) => {
      const found = await sql<{
        organisation: string
      }>`select ${sql.ref(column)} as organisation from ${sql.table(name)}`.execute(tx)
      return found.rows.map(({ organisation }) => organisation)
    })
    expect({ name, rows: new Set(rows) }).toEqual({ name, rows: new Set(['org_a']) })
    seen.push(name)
  }
  await api.destroy()
  expect(seen).toContain('device')
  const { rows: open } = await owner.query(
    `select relname from pg_class where relname = any($1) and relnamespace = 'public'::regnamespace and not relrowsecurity`,
    [tables.map(({ name }) => name)],
  )
  expect(open).toEqual([])
})

test('T41: without an organisation every question is an error, on a fresh connection and on a used one', async () => {
  const pool = new pg.Pool({ connectionString: database.apiUrl, max: 1 })
  await expect(pool.query('select * from device')).rejects.toThrow('names no organisation')
  const client = await pool.connect()
  await client.query('begin')
  await client.query(`select set_config('app.organisation', 'org_a', true)`)
  await client.query('select * from device')
  await client.query('commit')
  client.release()
  await expect(pool.query('select * from device')).rejects.toThrow('names no organisation')
  await pool.end()
})

test('T41: a thousand interleaved and aborted transactions on one connection never meet another’s rows', async () => {
  const api = openDatabase(createPool({ url: database.apiUrl, maxConnections: 1 }))
  const one = (i: number) => {
    const organisation = i % 2 ? 'org_a' : 'org_b'
    return inOrganisation(api, organisation, async (tx) => {
      const rows = await tx.selectFrom('device').select('organisation_id').execute()
      if (i % 3 === 0) throw new Error('aborted')
      return rows.every((row) => row.organisation_id === organisation) && rows.length === 1
    }).catch((error: Error) => error.message === 'aborted')
  }
  // As many at once as get the one connection in time on a busy machine.
  const outcomes: boolean[] = []
  for (let from = 0; from < 1000; from += 50)
    outcomes.push(...(await Promise.all(Array.from({ length: 50 }, (_, i) => one(from + i)))))
  expect(outcomes.every(Boolean)).toBe(true)
  await api.destroy()
})

test('nobody but the owner may write another organisation’s rows, and no service is the owner', async () => {
  const api = openDatabase(createPool({ url: database.apiUrl, maxConnections: 1 }))
  const moved = inOrganisation(api, 'org_a', (tx) =>
    tx.updateTable('device').set({ organisation_id: 'org_b' }).execute(),
  )
  await expect(moved).rejects.toThrow('row-level security')
  await api.destroy()
  const { rows } = await owner.query(
    `select rolname from pg_roles where rolname in ('trame_api', 'trame_ingest') and (rolsuper or rolbypassrls or rolcreaterole)`,
  )
  expect(rows).toEqual([])
  const { rows: schemas } = await owner.query(
    `select nspname from pg_namespace where nspname like '\\_timescaledb%' and has_schema_privilege('trame_api', oid, 'create')`,
  )
  expect(schemas).toEqual([])
})
