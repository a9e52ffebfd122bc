import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/local/testing.ts'
import { recordAudit } from './access.ts'
import { type AuditAnchor, readAuditAnchors, verifyAudit } from './audit-chain.ts'
import { createPool, type Db, inOrganisation, openDatabase } from './connection.ts'

let database: TestDatabase
let api: Db
let superuser: Db
let actuate: Db
beforeAll(async () => {
  database = await testDatabase()
  api = openDatabase(createPool({ url: database.apiUrl, maxConnections: 4 }))
  actuate = openDatabase(createPool({ url: database.actuateUrl, maxConnections: 1 }))
  superuser = openDatabase(createPool({ url: database.adminUrl, maxConnections: 1 }))
})
afterAll(async () => {
  await Promise.all([api?.destroy(), actuate?.destroy(), superuser?.destroy()])
  await database?.drop()
})

let run = 0
let organisation: string
const write = (subject: string) =>
  inOrganisation(api, organisation, (tx) =>
    recordAudit(tx, organisation, { actor: 'usr_1', action: 'test', subject, detail: { n: 1.5, é: 'à' } }),
  )
beforeEach(async () => {
  organisation = `org_${++run}`
  await sql`insert into organisation (id, name, slug) values (${organisation}, 'o', ${`o${run}`})`.execute(
    superuser,
  )
  await Promise.all(Array.from({ length: 20 }, (_, i) => write(`row ${i + 1}`)))
})
const anchors = async (): Promise<AuditAnchor[]> =>
  (await readAuditAnchors(actuate, new Date())).filter(
    ({ organisationId }) => organisationId === organisation,
  )
const verify = (kept: readonly AuditAnchor[] = []) => verifyAudit(superuser, organisation, kept)

test('an untouched chain is whole, written by many transactions at once', async () => {
  expect(await verify(await anchors())).toMatchObject({ ok: true, count: 20 })
})

test('T39: an edited row is named', async () => {
  await sql`update audit_event set actor = 'somebody else' where organisation_id = ${organisation} and seq = 7`.execute(
    superuser,
  )
  expect(await verify()).toEqual({ ok: false, seq: 7, why: 'changed' })
})

test('T39: a deleted row is named', async () => {
  await sql`delete from audit_event where organisation_id = ${organisation} and seq = 7`.execute(superuser)
  expect(await verify()).toEqual({ ok: false, seq: 7, why: 'missing' })
})

test('T39: a cut tail shows, by the count in the database and, where that was lowered too, by the anchor', async () => {
  const kept = await anchors()
  await sql`delete from audit_event where organisation_id = ${organisation} and seq > 15`.execute(superuser)
  expect(await verify()).toEqual({ ok: false, seq: 16, why: 'truncated' })
  await sql`update audit_chain c set count = 15, head = (select hash from audit_event e where e.organisation_id = c.organisation_id and seq = 15)
    where organisation_id = ${organisation}`.execute(superuser)
  expect(await verify()).toMatchObject({ ok: true, count: 15 })
  expect(await verify(kept)).toEqual({ ok: false, seq: 16, why: 'truncated' })
})

test('T39: a chain rewritten by a superuser with recomputed hashes is whole, and not the one that was anchored', async () => {
  const kept = await anchors()
  await sql`update audit_event set actor = 'somebody else' where organisation_id = ${organisation} and seq = 7`.execute(
    superuser,
  )
  await sql`update audit_event set seq = null, hash = null, previous = null where organisation_id = ${organisation}`.execute(
    superuser,
  )
  await sql`update audit_chain set count = 0, head = '' where organisation_id = ${organisation}`.execute(
    superuser,
  )
  await sql`select chain_audit_event(id) from (select id from audit_event where organisation_id = ${organisation} order by at, id) again`.execute(
    superuser,
  )
  expect(await verify()).toMatchObject({ ok: true, count: 20 })
  expect(await verify(kept)).toEqual({ ok: false, seq: 20, why: 'anchorMismatch' })
})

test('the services may add rows, and neither change them nor read the key', async () => {
  const change = inOrganisation(api, organisation, (tx) =>
    sql`update audit_event set actor = 'x'`.execute(tx),
  )
  await expect(change).rejects.toThrow('permission denied')
  const key = inOrganisation(api, organisation, (tx) => sql`select * from audit_chain`.execute(tx))
  await expect(key).rejects.toThrow('permission denied')
  await expect(sql`select inner_key from audit_chain`.execute(actuate)).rejects.toThrow('permission denied')
})

test('floors of lamps are the same in SQL as in the domain', async () => {
  const { lampFloors } = await import('@trame/domain')
  const { rows } = await sql<{
    road_class: string
    percent: number
  }>`select road_class, percent from lamp_floor`.execute(superuser)
  expect(Object.fromEntries(rows.map(({ road_class, percent }) => [road_class, percent]))).toEqual(lampFloors)
})
