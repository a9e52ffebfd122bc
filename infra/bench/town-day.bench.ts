import { setTimeout as wait } from 'node:timers/promises'
import { createPool } from '@trame/database'
import type { Pool } from 'pg'
import { testPlatform } from '../local/test-platform.ts'
import { alertsAgainstTruth } from './town-day-alerts.ts'
import { commandsAgainstLedger } from './town-day-commands.ts'
import { readLedger } from './town-day-ledger.ts'
import { uplinksAgainstLedger } from './town-day-uplinks.ts'

/**
 * `npm run bench town-day [devices] [speed]`: 24 hours of the town at high speed through the whole platform, while lamps are
 * dimmed; then what the platform says is counted against the ledger, which the simulator keeps and the platform never reads.
 */
const devices = process.argv[2] ?? '200'
const speed = Number(process.argv[3] ?? 240)

const startedAt = Date.now()
const platform = await testPlatform({
  simulator: ['--devices', devices, '--history', '1', '--replay', '24', '--speed', String(speed)],
  web: false,
})
const pool = createPool({ url: platform.databaseUrl, maxConnections: 2 })
try {
  const lastsMs = (24 * 3_600_000) / speed
  const live = Date.now() + lastsMs
  const orders = { resume: 0, dim: 0 }
  // What the platform hears is hours old until the replay has caught up: it then orders nothing but the way to the safe state.
  while (Date.now() < live + 60_000) {
    await wait(15_000)
    const kind = Date.now() < live ? 'resume' : 'dim'
    if (await orderSomeLamps(kind)) orders[kind]++
  }
  await settled(pool)
  const ledger = readLedger(`${platform.logs}/../data/simulator-ledger.jsonl`)
  const from = startedAt - 24 * 3_600_000
  console.log(
    `${devices} devices, 24 h at ${speed} times real time; meanwhile ${orders.resume} orders to resume, then ${orders.dim} to dim, of five lamps each`,
  )
  for (const line of await uplinksAgainstLedger(pool, ledger)) console.log(line)
  for (const line of await alertsAgainstTruth(pool, ledger, from)) console.log(line)
  for (const line of await commandsAgainstLedger(pool, ledger)) console.log(line)
} finally {
  await pool.end()
  await platform.stop()
}

/** As a person does from the map. */
async function orderSomeLamps(kind: 'resume' | 'dim'): Promise<boolean> {
  const { rows } = await pool.query<{ id: string }>(
    `select a.id from asset a join series s on s.asset_id = a.id and s.property = 'light.level'
     join latest_observation l on l.series_id = s.id where a.type = 'streetLamp' order by random() limit 5`,
  )
  if (rows.length === 0) return false
  const answer = await fetch(`${platform.url}/api/v1/command-orders`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${platform.provisioningToken}`,
      'content-type': 'application/json',
      'accept-language': 'en',
    },
    body: JSON.stringify({
      kind: `light.${kind}`,
      parameters: kind === 'dim' ? { level: 60, until: new Date(Date.now() + 1_800_000).toISOString() } : {},
      targets: { assetIds: rows.map(({ id }) => id) },
      reason: 'bench',
    }),
  })
  if (!answer.ok) console.log(`an order was refused: ${await answer.text()}`)
  return answer.ok
}

/** Nothing of the outbox is owed, and no command is on its way to the network. */
async function settled(db: Pool): Promise<void> {
  for (const end = Date.now() + 180_000; Date.now() < end; await wait(1_000)) {
    const { rows } = await db.query<{ owed: number; open: number }>(
      `select (select count(*)::int from outbox) as owed,
         (select count(*)::int from command where state in ('queued') and source <> 'restore') as open`,
    )
    if (rows[0]!.owed < 20 && rows[0]!.open === 0) return
  }
  console.log('not settled after three minutes')
}
