import { type Command, type CommandDetail, commandStates, isFinalState, PlatformError } from '@trame/domain'
import { sql } from 'kysely'
import { type CommandRow, commandOf, type ShownCommandRow, shownColumns, shownFrom } from './command-rows.ts'
import type { Scoped } from './connection.ts'
import { offsetOf, type Page, pageFrom } from './pages.ts'

export interface CommandFilter {
  assetId?: string | undefined
  deviceId?: string | undefined
  orderId?: string | undefined
  kind?: string | undefined
  state?: string | undefined
  open?: boolean | undefined
  cursor?: string | undefined
  limit: number
}

const openStates = commandStates.filter((state) => !isFinalState(state))

/** Newest first. The ways back of leases are among them only for one asset, device or order. */
export async function listCommands(tx: Scoped, query: CommandFilter): Promise<Page<Command>> {
  const open = sql`(c.state = any(${openStates}) and not (c.state = 'acknowledged' and not c.observable))`
  const conditions = [
    query.assetId && sql`c.asset_id = ${query.assetId}`,
    query.deviceId && sql`c.device_id = ${query.deviceId}`,
    query.orderId && sql`c.order_id = ${query.orderId}`,
    query.kind && sql`c.kind = ${query.kind}`,
    query.state && sql`c.state = ${query.state}`,
    query.open !== undefined && (query.open ? open : sql`not ${open}`),
    !query.assetId && !query.deviceId && sql`c.source not in ('restore', 'watchdog')`,
  ].filter((condition) => condition !== undefined && condition !== '' && condition !== false)
  const where = conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
  const { rows } = await sql<ShownCommandRow & { total: string }>`
    select ${shownColumns}, count(*) over () as total from ${shownFrom} where ${where}
    order by c.requested_at desc, c.id desc limit ${query.limit} offset ${offsetOf(query.cursor)}`.execute(tx)
  return pageFrom(rows, query, commandOf)
}

export async function getCommand(tx: Scoped, id: string): Promise<CommandDetail> {
  const { rows } =
    await sql<ShownCommandRow>`select ${shownColumns} from ${shownFrom} where c.id = ${id}`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', id)
  const { rows: life } = await sql<{
    at: Date
    event: string
    state: Command['state']
    actor: string
    detail: string
  }>`select at, event, state, actor, detail from command_event where command_id = ${id} order by id`.execute(
    tx,
  )
  return { ...commandOf(rows[0]), life: life.map((line) => ({ ...line, at: line.at.toISOString() })) }
}

export async function lockCommand(tx: Scoped, id: string): Promise<CommandRow> {
  const { rows } = await sql<CommandRow>`select * from command where id = ${id} for update`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', id)
  return rows[0]
}
