import { appendFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createPool } from '@trame/database'
import type { Pool } from 'pg'
import { supervise } from '../local/child-process.ts'
import { repository } from '../local/local-folder.ts'
import { testPlatform } from '../local/test-platform.ts'
import { alertsAgainstTruth } from './town-day-alerts.ts'
import { commandsAgainstLedger } from './town-day-commands.ts'
import { linesOf, readLedger } from './town-day-ledger.ts'
import { orderSome } from './town-day-orders.ts'
import { printVerdicts } from './town-day-table.ts'
import { lastSchoolDay } from './town-day-time.ts'
import { uplinksAgainstLedger } from './town-day-uplinks.ts'

/**
 * `npm run bench town-day [devices] [speed]`: the last school day and what followed, at high speed through the whole
 * platform, after some days of history; pipes burst, a bin burns, a gateway fails. Once the town has caught up, lamps are
 * dimmed and vents moved. Then what the platform says is counted against the ledger, which the simulator keeps and the
 * platform never reads.
 */
const devices = process.argv[2] ?? '300'
const historyDays = 4
/** A drive on a battery listens after each of its messages, every ten minutes; some of them are not heard. */
const patienceMs = 15 * 60_000
const begun = Date.now()
const from = lastSchoolDay(begun)
const hours = (begun - from) / 3_600_000
// A whole weekend takes no longer than a night.
const speed = Number(process.argv[3] ?? Math.max(240, Math.round(hours * 9)))

const platform = await testPlatform({ simulator: null, web: false })
const pool = createPool({ url: platform.databaseUrl, maxConnections: 2 })
const folder = path.join(platform.logs, '../data')
const ledgerPath = path.join(folder, 'simulator-ledger.jsonl')
const broker = new URL(platform.brokerUrl)
broker.username = ''
broker.password = ''
const simulator = await supervise({
  name: 'simulator',
  speaks: true,
  script: [
    path.join(repository, 'simulators/src/main.ts'),
    ...['--devices', devices, '--history', String(historyDays + hours / 24), '--replay', String(hours)],
    ...['--speed', String(speed), '--story', 'leak-night'],
  ],
  env: {
    API_URL: platform.url.replace('localhost', '127.0.0.1'),
    PROVISIONING_TOKEN: platform.provisioningToken,
    MQTT_URL: broker.href,
    SIMULATOR_CREDENTIALS: JSON.stringify(platform.simulatorAccounts),
    SIMULATOR_MEMORY: path.join(folder, 'simulator.json'),
  },
  log: path.join(platform.logs, 'simulator.log'),
  pidFile: path.join(folder, 'simulator.pid.json'),
})
let ok = false
try {
  const stories = path.join(folder, 'simulator-stories.txt')
  const orders: Record<string, number> = {}
  const order = async (kind: Parameters<typeof orderSome>[1], count: number) => {
    orders[kind] = (orders[kind] ?? 0) + (await orderSome({ platform, pool }, kind, count))
  }
  await until(() => lines('story').length > 0, 30 * 60_000, 'the history was not played')
  const replayed = Date.now()
  // In the middle of the school day a gateway fails; on the next morning a bin burns.
  const later: [hour: number, story: string][] = [
    [9, 'gateway-down'],
    [15, 'beach-sunday'],
    [Math.min(32, hours - 4), 'bin-fire'],
  ]
  // What the platform hears is hours old until the replay has caught up: it then orders nothing but the way to the safe state.
  while (lines('live').length === 0) {
    const hour = ((Date.now() - replayed) * speed) / 3_600_000
    while (later[0] && later[0][0] <= hour) appendFileSync(stories, `${later.shift()![1]}\n`)
    await order('light.resume', 5)
    await wait(Math.min(15_000, (1_800_000 / speed) * 4))
  }
  for (let round = 0; round < 8; round++) {
    await order('light.dim', 5)
    if (round === 1) await order('vent.move', 4)
    await wait(10_000)
  }
  await settled(pool, ['approved', 'queued', 'handedOver', 'radioSent', 'acknowledged'])
  const end = Date.now()
  await simulator.stop()
  await settled(pool)
  await indicatorsDone(pool)
  const ledger = readLedger(ledgerPath)
  console.log(
    `${devices} devices: ${historyDays} days of history, then ${hours.toFixed(1)} h at ${speed} times real time (${((end - begun) / 60_000).toFixed(1)} min in all); ` +
      `ordered: ${Object.entries(orders)
        .map(([kind, count]) => `${count} ${kind}`)
        .join(', ')}`,
  )
  ok = printVerdicts([
    ...(await uplinksAgainstLedger(pool, ledger)),
    ...(await alertsAgainstTruth(pool, ledger, end)),
    ...(await commandsAgainstLedger(pool, ledger)),
  ])
  console.log(ok ? 'nothing at fault' : 'there are faults')
  if (process.env.TOWN_DAY_HOLD) await wait(Number(process.env.TOWN_DAY_HOLD))
} finally {
  await simulator.stop()
  await pool.end()
  await platform.stop()
}
process.exitCode = ok ? 0 : 1

function lines(kind: 'live' | 'story') {
  try {
    return linesOf(readLedger(ledgerPath), kind)
  } catch {
    // Not begun yet.
    return []
  }
}

async function until(holds: () => boolean, limitMs: number, otherwise: string): Promise<void> {
  for (const end = Date.now() + limitMs; !holds(); await wait(1_000))
    if (Date.now() > end) throw new Error(otherwise)
}

/** Nothing of the outbox is owed, and no command is in one of these states, but those that are due later. */
async function settled(db: Pool, states: string[] = []): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await wait(1_000)) {
    const { rows } = await db.query<{ owed: number; open: number }>(
      `select (select count(*)::int from outbox) as owed,
         (select count(*)::int from command where state = any($1) and (observable or state <> 'acknowledged') and not_before <= now() and expires_at > now() - interval '5 minutes') as open`,
      [states],
    )
    if (rows[0]!.open === 0 && (states.length > 0 || rows[0]!.owed === 0)) return
  }
  console.log(`not settled after ${patienceMs / 60_000} minutes`)
}

/** Periods that can be computed now are computed, and rules have heard of them. */
async function indicatorsDone(db: Pool): Promise<void> {
  for (const end = Date.now() + 600_000; Date.now() < end; await wait(2_000)) {
    const { rows } = await db.query<{ due: number; owed: number }>(
      `select (select count(*)::int from indicator_due where due_at <= now()) as due, (select count(*)::int from outbox) as owed`,
    )
    if (rows[0]!.due === 0 && rows[0]!.owed === 0) return
  }
  console.log('indicators are not computed after ten minutes')
}
