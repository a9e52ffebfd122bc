import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type CommandKindId, commandKind, type Role, roleAtLeast, roles } from '@trame/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testPlatform } from '../../../infra/local/test-platform.ts'
import {
  assetFor,
  type Caller,
  callers,
  demoted,
  everyCell,
  matrixTown,
  organisationId,
  parametersOf,
} from './command-matrix-town.ts'

// T36 through the front doors: API, order, scenario, calendar, citizen, sign, import and stream, by role, kind of caller,
// organisation and kind of command. What is expected is computed from the table of kinds; what is counted are rows.

let platform: Awaited<ReturnType<typeof testPlatform>>
let owner: Awaited<ReturnType<typeof matrixTown>>
beforeAll(async () => {
  platform = await testPlatform({ simulator: null, web: false })
  owner = await matrixTown(platform.databaseUrl)
}, 180_000)
afterAll(async () => {
  await owner?.destroy()
  await platform?.stop()
})

/** Of a scenario, a command, or an error. */
interface Answer {
  id: string
  state: string
  code: string | null
}
async function call(caller: Caller, method: string, where: string, body?: object) {
  const answer = await fetch(`${platform.url}/api/v1${where}`, {
    method,
    headers: { ...caller.headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  const type = answer.headers.get('content-type') ?? ''
  return { status: answer.status, body: (type.includes('json') ? await answer.json() : {}) as Answer }
}
const of = (id: string) => callers.find((caller) => caller.id === id)!

/** A name that its commands carry as their reason, so that they are told apart in the table. */
const cellName = (entry: string, { id }: Caller, kind: CommandKindId) => `${entry} ${id} ${kind}`
async function rowsOf(entry: string) {
  const { rows } = await sql<{ reason: string; source: string; requested_by: string }>`
    select reason, source, requested_by from command where reason like ${`${entry} %`} and source not in ('restore', 'watchdog')`.execute(
    owner,
  )
  return rows.toSorted((a, b) => (a.reason < b.reason ? -1 : 1))
}

/** The table's answer. `least`: the role that the entry point itself asks for; `automatic`: nobody is there when it acts. */
const declared = ({ role, own }: Caller, kind: CommandKindId, least: Role = 'reader', automatic = false) =>
  own &&
  roleAtLeast(role, least) &&
  roleAtLeast(role, commandKind(kind).role) &&
  (!automatic || commandKind(kind).automatic)
const allowedRows = (entry: string, source: string, allowed: typeof everyCell) =>
  allowed
    .map(({ caller, kind }) => ({ reason: cellName(entry, caller, kind), source, requested_by: caller.id }))
    .toSorted((a, b) => (a.reason < b.reason ? -1 : 1))
/** 400: of another organisation the thing does not exist. */
const refusals = (caller: Caller) => (caller.own ? [403] : [400, 404])

test('the matrix has every role, both kinds of caller and another organisation', () => {
  expect(new Set(callers.filter(({ own }) => own).map(({ role }) => role))).toEqual(new Set(roles))
  expect(everyCell.length).toBe((roles.length * 2 + 2) * 13)
})

test.each([
  ['api', '/commands', (kind: CommandKindId) => ({ assetId: assetFor(kind) })],
  ['bulk', '/command-orders', (kind: CommandKindId) => ({ targets: { assetIds: [assetFor(kind)] } })],
] as const)('%s: a command is made in the declared cells, and in no other', async (source, where, target) => {
  for (const { caller, kind } of everyCell) {
    const reason = cellName(source, caller, kind)
    const asked = { kind, parameters: parametersOf(kind), reason, ...target(kind) }
    const { status, body } = await call(caller, 'POST', where, asked)
    const wanted = declared(caller, kind) ? [201] : refusals(caller)
    expect(wanted, `${reason}: ${status} ${JSON.stringify(body)}`).toContain(status)
  }
  const allowed = everyCell.filter(({ caller, kind }) => declared(caller, kind))
  expect(await rowsOf(source)).toEqual(allowedRows(source, source, allowed))
})

test.each(['PATCH', 'cancel', 'approve'] as const)(
  '%s: only who may ask for the kind may touch a command of it',
  async (act) => {
    const { rows } = await sql<{ id: string; kind: CommandKindId }>`
      select distinct on (kind) id, kind from command where source = 'api' order by kind, requested_at desc`.execute(
      owner,
    )
    expect(rows).toHaveLength(13)
    // Least rights first: what they may do is done last, and leaves the command to those who may not.
    for (const { caller, kind } of everyCell.toReversed()) {
      const { id } = rows.find((row) => row.kind === kind)!
      const { status, body } =
        act === 'PATCH'
          ? await call(caller, 'PATCH', `/commands/${id}`, { parameters: parametersOf(kind) })
          : await call(
              caller,
              'POST',
              `/commands/${id}/${act}`,
              act === 'approve' ? { revision: 1 } : undefined,
            )
      const where = `${cellName(act, caller, kind)}: ${status} ${JSON.stringify(body)}`
      if (!caller.own) expect(status, where).toBe(404)
      else if (!declared(caller, kind)) expect(status, where).not.toBeLessThan(400)
      if (caller.own && !declared(caller, kind) && act !== 'approve') expect(status, where).toBe(403)
      // Of most, the time is past: a conflict, and no matter of rights.
      if (declared(caller, kind) && act !== 'approve') expect([200, 409], where).toContain(status)
    }
  },
)

const scenario = (name: string, kind: CommandKindId, triggers: object[]) => {
  const { until, ...parameters } = parametersOf(kind)
  const to = { select: 'scope', scope: { assetIds: [assetFor(kind)] } }
  return {
    definition: {
      name,
      triggers,
      steps: [
        {
          kind: 'command',
          to,
          command: kind,
          parameters,
          ...(until !== undefined && { until: { kind: 'after', ms: 3_600_000 } }),
        },
      ],
    },
  }
}
const manual = [{ kind: 'manual' }]

test('scenario: what its author may not order is not published; what is published acts as its author', async () => {
  const ids: string[] = []
  const allowed = everyCell.filter(
    ({ caller, kind }) => caller.own && declared(caller, kind, 'operator', true),
  )
  for (const { caller, kind } of everyCell.filter((cell) => cell.caller.own)) {
    const name = cellName('scenario', caller, kind)
    const { status, body } = await call(caller, 'POST', '/scenarios', scenario(name, kind, manual))
    expect(status, `${name}: ${JSON.stringify(body)}`).toBe(
      declared(caller, kind, 'operator', true) ? 201 : 403,
    )
    if (status !== 201) continue
    ids.push(body.id)
    expect((await call(of('usr_foreign'), 'POST', `/scenarios/${body.id}/run`, {})).status).toBe(404)
    expect((await call(of('usr_agent'), 'POST', `/scenarios/${body.id}/run`, {})).status).toBe(403)
    // Whoever starts it: it acts on the rights of who wrote it.
    expect((await call(of('key_operator'), 'POST', `/scenarios/${body.id}/run`, {})).status).toBe(200)
  }
  await expect.poll(() => targetsDone(ids), { timeout: 60_000, interval: 200 }).toBe(ids.length)
  expect(await rowsOf('scenario')).toEqual(allowedRows('scenario', 'scenario', allowed))
}, 180_000)

async function targetsDone(scenarios: string[]) {
  const { rows } = await sql<{ n: number }>`select count(distinct r.scenario_id)::int as n
    from scenario_run_target t join scenario_run r on r.id = t.run_id where r.scenario_id = any(${scenarios})`.execute(
    owner,
  )
  return rows[0]!.n
}

test('another organisation writes a scenario about its own things only: those of others are no targets', async () => {
  const body = scenario('foreign light.dim', 'light.dim', manual)
  const { body: made } = await call(of('usr_foreign'), 'POST', '/scenarios', body)
  await call(of('usr_foreign'), 'POST', `/scenarios/${made.id}/run`, {})
  const lines = async () => {
    const { rows } = await sql<{ what: string }>`select e.what from scenario_run_event e
      join scenario_run r on r.id = e.run_id where r.scenario_id = ${made.id}`.execute(owner)
    return rows.map(({ what }) => what)
  }
  await expect.poll(lines, { timeout: 30_000, interval: 200 }).toContain('noTarget')
  expect(await rowsOf('foreign')).toEqual([])
})

test('schedule and citizen: nobody is there when it acts, and the author’s rights count as they are then', async () => {
  const minuteAgo = new Date(Date.now() - 60_000).toLocaleTimeString('fr-FR', {
    timeZone: 'Europe/Paris',
    hour: '2-digit',
    minute: '2-digit',
  })
  const calendar = [{ kind: 'calendar', at: minuteAgo }]
  const citizen = [{ kind: 'citizen', action: 'moreLight' }]
  const ids: string[] = []
  for (const author of [of('usr_operator'), demoted])
    for (const [entry, triggers] of [
      ['calendar', calendar],
      ['citizen', citizen],
    ] as const) {
      const name = cellName(entry, author, 'light.dim')
      const made = await call(author, 'POST', '/scenarios', scenario(name, 'light.dim', triggers))
      expect(made.status).toBe(201)
      ids.push(made.body.id)
    }
  await sql`update membership set role = 'reader' where user_id = ${demoted.id}`.execute(owner)
  expect((await call(of('usr_reader'), 'POST', '/citizen-actions', { action: 'moreLight' })).status).toBe(403)
  const told = await call(of('key_agent'), 'POST', '/citizen-actions', { action: 'moreLight' })
  expect(told.body).toEqual({ scenarios: 2 })
  await sql`update scenario set clock_at = now() - interval '2 minutes', due_at = now()
    where id = any(${ids}) and due_at is not null`.execute(owner)
  await expect.poll(() => targetsDone(ids), { timeout: 60_000, interval: 200 }).toBe(4)
  for (const entry of ['calendar', 'citizen']) {
    const allowed = [{ caller: of('usr_operator'), kind: 'light.dim' as const }]
    expect(await rowsOf(entry)).toEqual(allowedRows(entry, 'scenario', allowed))
  }
  const { rows } = await sql<{ code: string }>`select distinct t.code from scenario_run_target t
    join scenario_run r on r.id = t.run_id where r.author = ${demoted.id}`.execute(owner)
  expect(rows).toEqual([{ code: 'command_denied' }])
})

test('sign: who may not write on it does not let it follow its rule', async () => {
  await sql`with wanted as (insert into series (organisation_id, asset_id, property, indicator)
      values (${organisationId}, 'ast_sign', 'sign.wanted', 'parking/signs') returning id)
    insert into latest_observation select id, now(), now(), 0, 0 from wanted`.execute(owner)
  for (const caller of callers) {
    const { status } = await call(caller, 'PUT', '/signs/ast_sign/automatic', { on: true })
    const wanted = declared(caller, 'sign.show', 'operator', true) ? [200] : refusals(caller)
    expect(wanted, caller.id).toContain(status)
  }
  await call(of('usr_operator'), 'PUT', '/signs/ast_sign/automatic', { on: true })
  const orders = async () => {
    const { rows } = await sql<{ requested_by: string }>`
      select requested_by from command where source = 'rule' order by requested_at desc limit 1`.execute(
      owner,
    )
    return rows[0]?.requested_by
  }
  await expect.poll(orders, { timeout: 30_000, interval: 200 }).toBeDefined()
})

test('import and stream carry no command, whoever sends it', async () => {
  const before = await sql<{ n: string }>`select count(*) as n from command`.execute(owner)
  const command = { kind: 'light.dim', parameters: parametersOf('light.dim'), assetId: 'ast_json' }
  for (const caller of callers) {
    const imported = await call(caller, 'POST', '/import', { commands: [command] })
    expect(imported.status, caller.id).toBe(caller.role === 'administrator' ? 200 : 403)
    for (const where of ['/live', '/commands/possible'])
      expect((await call(caller, 'POST', where, command)).status).toBe(404)
  }
  const after = await sql<{ n: string }>`select count(*) as n from command`.execute(owner)
  expect(after.rows).toEqual(before.rows)
})

test('rights that were lost after the request are looked at when it is sent', async () => {
  await sql`update membership set role = 'operator' where user_id = ${demoted.id}`.execute(owner)
  const { pid } = JSON.parse(readFileSync(path.join(platform.logs, '..', 'data', 'actuate.pid.json'), 'utf8'))
  process.kill(pid, 'SIGSTOP')
  const asked = { kind: 'relay.set', parameters: { on: false }, assetId: 'ast_json' }
  const { status, body } = await call(demoted, 'POST', '/commands', asked)
  expect([status, body.state]).toEqual([201, 'queued'])
  await sql`update membership set role = 'agent' where user_id = ${demoted.id}`.execute(owner)
  process.kill(pid, 'SIGCONT')
  const state = async () => {
    const answer = await call(of('usr_reader'), 'GET', `/commands/${body.id}`)
    return [answer.body.state, answer.body.code]
  }
  await expect.poll(state, { timeout: 30_000, interval: 200 }).toEqual(['failed', 'command_denied'])
})
