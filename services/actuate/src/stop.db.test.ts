import { releaseEmergencyStop, startEmergencyStop } from '@trame/database'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { flushStopped } from './flush.ts'
import { createSender } from './sender.ts'
import { notedNetwork, organisationId, rates, testTown } from './testing.ts'

let town: Awaited<ReturnType<typeof testTown>>
const many = 10_000
beforeAll(async () => {
  town = await testTown({ lamps: 200 })
  // Redis is nowhere in this process: nothing of actuate knows its address.
  await sql`insert into command (id, organisation_id, kind, parameters, state, source, device_id, asset_id, network, requested_by,
      requested_at, approvals_needed, approvals_missing, idempotent, observable, not_before, expires_at, observe_by, max_attempts)
    select 'cmd_' || replace(gen_random_uuid()::text, '-', ''), ${organisationId}, 'device.request', '{"command": "requestStatus", "parameters": {"usage_requested": true, "status_requested": true, "dim_map_report_requested": false, "request_gnss_notification": false}}', 'queued', 'api',
      'dev_lamp-' || (n % 200 + 1), 'ast_lamp-' || (n % 200 + 1), 'lorawan', 'usr_ada', now(), 0, 0, true, false, now(),
      now() + interval '1 hour', now() + interval '2 hours', 3 from generate_series(1, ${many}::int) n`.execute(
    town.owner,
  )
})
afterAll(() => town?.close())

test('T33: with 10,000 commands queued, nothing leaves after the stop; queues are flushed, two persons release', async () => {
  const network = notedNetwork()
  const open = { devicePerMinute: 600, gatewayPerMinute: 6000 }
  const sender = createSender({
    db: town.db,
    networks: network,
    rates: open,
    now: () => new Date(),
    onFailure: (error) => pino().error(error),
  })
  let stopped = false
  const startedAt = performance.now()
  const sending = (async () => {
    while (!stopped || (await sender.pass(50)) > 0) if (!stopped) await sender.pass(50)
  })()
  await expect.poll(() => network.taken.length, { timeout: 30_000, interval: 5 }).toBeGreaterThan(100)
  const perSecond = network.taken.length / ((performance.now() - startedAt) / 1000)
  const asked = performance.now()
  const stop = await town.owner
    .transaction()
    .execute((tx) => startEmergencyStop(tx, organisationId, { actor: 'usr_ada', reason: 'test' }, new Date()))
  const committed = performance.now()
  stopped = true
  await sending
  const last = Math.max(...network.taken.map(({ at }) => at))
  process.stdout.write(
    `T33: ${perSecond.toFixed(0)} commands/s; stop committed in ${(committed - asked).toFixed(0)} ms, ${stop.cancelled} cancelled, last sending ${(last - asked).toFixed(0)} ms after the click\n`,
  )
  expect(last - asked).toBeLessThan(2_000)
  expect(stop.cancelled + network.taken.length).toBe(many)
  expect(await sender.pass()).toBe(0)
  expect(
    await flushStopped(
      town.db,
      network,
      () => new Date(),
      () => {},
    ),
  ).toBe(network.flushed.length)
  expect(network.flushed.length).toBeGreaterThan(0)
  expect(await town.states()).toMatchObject({ cancelled: many })
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from audit_event where action = 'emergencyStop.flush'`.execute(town.owner)
  expect(rows[0]!.n).toBe(1)

  const release = (person: string) =>
    town.owner.transaction().execute((tx) => releaseEmergencyStop(tx, stop.id, person, new Date()))
  expect((await release('usr_ada')).releasedAt).toBeNull()
  await expect(release('usr_ada')).rejects.toMatchObject({ code: 'command_denied' })
  expect((await release('usr_bob')).releasedAt).not.toBeNull()
})

test('a stop of everybody, from the machine, stops this organisation too', async () => {
  const network = notedNetwork()
  const id = await town.ask({ kind: 'light.resume', assetId: 'ast_lamp-1' })
  await town.db
    .transaction()
    .execute((tx) => startEmergencyStop(tx, null, { actor: 'host:eve', reason: '' }, new Date()))
  await createSender({
    db: town.db,
    networks: network,
    rates,
    now: () => new Date(),
    onFailure: () => {},
  }).pass()
  expect(network.taken).toEqual([])
  expect(await town.state(id)).toMatchObject({ state: 'cancelled' })
})
