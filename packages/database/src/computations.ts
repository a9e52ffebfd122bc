import { type computationStates, newId } from '@trame/domain'
import { sql } from 'kysely'
import type { Db, Scoped } from './connection.ts'

export interface Computation {
  id: string
  organisationId: string
  kind: string
  parameters: unknown
  state: (typeof computationStates)[number]
  progress: number
  attempts: number
  summary: unknown
  error: string | null
  requestedAt: Date
  endedAt: Date | null
}

interface Row {
  id: string
  organisation_id: string
  kind: string
  parameters: unknown
  state: Computation['state']
  progress: number
  attempts: number
  summary: unknown
  error: string | null
  requested_at: Date
  ended_at: Date | null
}

const columns = sql`id, organisation_id, kind, parameters, state, progress, attempts, summary, error, requested_at, ended_at`
const computationOf = ({ organisation_id, requested_at, ended_at, ...row }: Row): Computation => ({
  ...row,
  organisationId: organisation_id,
  requestedAt: requested_at,
  endedAt: ended_at,
})

/**
 * The same question asked again while its answer is fresh gets the one that is there, or on its way. That it can't be answered
 * is an answer too, but of a shorter time: who asks until it ends would otherwise begin it anew for ever.
 */
export async function askComputation(
  tx: Scoped,
  organisationId: string,
  {
    kind,
    parameters,
    by,
    freshSince,
    failedSince,
  }: { kind: string; parameters: unknown; by: string; freshSince: Date; failedSince: Date },
): Promise<Computation> {
  const asked = JSON.stringify(parameters)
  const { rows: known } = await sql<Row>`select ${columns} from computation
    where kind = ${kind} and parameters = ${asked}::jsonb
      and ((state in ('queued', 'running', 'done') and requested_at >= ${freshSince})
        or (state = 'failed' and ended_at >= ${failedSince}))
    order by requested_at desc limit 1`.execute(tx)
  if (known[0]) return computationOf(known[0])
  const { rows } =
    await sql<Row>`insert into computation (id, organisation_id, kind, parameters, requested_by)
    values (${newId('computation')}, ${organisationId}, ${kind}, ${asked}, ${by}) returning ${columns}`.execute(
      tx,
    )
  return computationOf(rows[0]!)
}

export async function getComputation(tx: Scoped, id: string): Promise<Computation | null> {
  const { rows } = await sql<Row>`select ${columns} from computation where id = ${id}`.execute(tx)
  return rows[0] ? computationOf(rows[0]) : null
}

/** Of a computation that this organisation asked for: parts carry no organisation of their own. */
export async function getComputationPart(tx: Scoped, id: string, part: number): Promise<unknown | null> {
  const { rows } = await sql<{ data: unknown }>`select p.data from computation c
    join computation_part p on p.computation_id = c.id where c.id = ${id} and p.part = ${part}`.execute(tx)
  return rows[0]?.data ?? null
}

export async function cancelComputation(tx: Scoped, id: string, now: Date) {
  await sql`update computation set state = 'cancelled', ended_at = ${now}
    where id = ${id} and state in ('queued', 'running')`.execute(tx)
}

const silentMs = 60_000
const mostAttempts = 2

/** The next one to do: queued, or left behind by a process that died. One that killed two processes is not tried again. */
export async function takeComputation(
  db: Db,
  kinds: readonly string[],
  now: Date,
): Promise<Computation | null> {
  const silentSince = new Date(now.getTime() - silentMs)
  await sql`update computation set state = 'failed', ended_at = ${now}, error = 'its process died, twice'
    where state = 'running' and heard_at < ${silentSince} and attempts >= ${mostAttempts}`.execute(db)
  const { rows } = await sql<Row>`
    update computation set state = 'running', started_at = ${now}, heard_at = ${now}, attempts = attempts + 1, progress = 0
    where id = (select id from computation
      where kind = any(${[...kinds]}) and (state = 'queued' or (state = 'running' and heard_at < ${silentSince}))
      order by requested_at limit 1 for update skip locked)
    returning ${columns}`.execute(db)
  return rows[0] ? computationOf(rows[0]) : null
}

/** False: somebody cancelled it, and it has to stop. */
export async function computationGoesOn(db: Db, id: string, progress: number, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update computation set progress = ${progress}, heard_at = ${now}
    where id = ${id} and state = 'running'`.execute(db)
  return (numAffectedRows ?? 0n) > 0n
}

export async function storeComputationPart(db: Db, id: string, part: number, data: unknown) {
  await sql`insert into computation_part (computation_id, part, data) values (${id}, ${part}, ${JSON.stringify(data)})
    on conflict (computation_id, part) do update set data = excluded.data`.execute(db)
}

export async function endComputation(
  db: Db,
  id: string,
  outcome: { summary: unknown } | { error: string },
  now: Date,
) {
  const failed = 'error' in outcome
  await sql`update computation set state = ${failed ? 'failed' : 'done'}, progress = ${failed ? 0 : 1}, ended_at = ${now},
    summary = ${failed ? null : JSON.stringify(outcome.summary)}, error = ${failed ? outcome.error : null}
    where id = ${id} and state = 'running'`.execute(db)
}

/** Answers that nobody will ask for again. */
export async function sweepComputations(db: Db, before: Date) {
  await sql`delete from computation where ended_at < ${before}`.execute(db)
}
