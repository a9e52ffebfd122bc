import { judgeOrder } from '@trame/domain'
import { sql } from 'kysely'
import { recordAudit } from './access.ts'
import { repeatable } from './command-move.ts'
import { multicastOf } from './command-multicast.ts'
import { countOrder } from './command-order-rows.ts'
import { cancelOpenCommands, lockOrder } from './command-orders.ts'
import { releaseCommand } from './command-release.ts'
import type { Db, Scoped } from './connection.ts'

/** Releases the next wave of each running order, or stops it. Returns how many changed. */
export async function advanceOrders(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{
    id: string
  }>`select id from command_order where state = 'running' order by requested_at`.execute(db)
  let changed = 0
  for (const { id } of rows) if (await repeatable(db, (tx) => advanceOrder(tx, id, now))) changed++
  return changed
}

async function advanceOrder(tx: Scoped, id: string, now: Date): Promise<boolean> {
  const order = await lockOrder(tx, id)
  if (order.state !== 'running') return false
  const counts = await countOrder(tx, order)
  const verdict = judgeOrder(counts, order.failure_share)
  if (verdict.next === 'wait') return false
  if (verdict.next === 'release') {
    // What goes out as one downlink has no canary.
    const atOnce = (await multicastOf(tx, order))?.state === 'waiting'
    const upTo = atOnce ? counts.total : verdict.upTo
    const { rows } = await sql<{
      id: string
    }>`select id from command where order_id = ${id} and run = ${order.run}
      and state = 'approved' order by position limit ${upTo - counts.released}`.execute(tx)
    for (const command of rows) await releaseCommand(tx, command.id, 'actuate', now)
    // Nothing was left to release: the rest of the run was cancelled one by one.
    if (rows.length > 0) return true
  }
  const state = verdict.next === 'stop' ? 'stopped' : 'done'
  await sql`update command_order set state = ${state} where id = ${id}`.execute(tx)
  if (state === 'stopped') await cancelOpenCommands(tx, id, 'actuate', now)
  await recordAudit(tx, order.organisation_id, {
    actor: 'actuate',
    action: state === 'stopped' ? 'commandOrder.stop' : 'commandOrder.done',
    subject: id,
    detail: { ...counts },
  })
  return true
}
