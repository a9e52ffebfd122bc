import { PlatformError } from '@trame/domain'
import { sql } from 'kysely'
import { iso } from './alert-rows.ts'
import type { Scoped } from './connection.ts'

export async function checklistOf(tx: Scoped, of: { alertId: string } | { incidentId: string }) {
  const where = 'alertId' in of ? sql`c.alert_id = ${of.alertId}` : sql`c.incident_id = ${of.incidentId}`
  const { rows } = await sql<{
    id: string
    text: string
    done_at: Date | null
    done_by: string | null
    name: string | null
  }>`
    select c.id, c.text, c.done_at, c.done_by, coalesce(u.name, k.name) as name from checklist_step c
    left join user_account u on u.id = c.done_by left join api_key k on k.id = c.done_by
    where ${where} order by c.position, c.id`.execute(tx)
  return rows.map((row) => ({
    id: Number(row.id),
    text: row.text,
    doneAt: iso(row.done_at),
    doneBy: row.done_by === null ? null : { id: row.done_by, name: row.name ?? row.done_by },
  }))
}

/**
 * Ticks or clears a step. `changed`: false where it stood so already, sent twice or done by somebody before: who did it and when
 * stays as it is.
 */
export async function tickStep(
  tx: Scoped,
  of: { alertId: string } | { incidentId: string },
  stepId: number,
  { done, at, by }: { done: boolean; at: Date; by: string },
): Promise<{ text: string; changed: boolean }> {
  const where = 'alertId' in of ? sql`alert_id = ${of.alertId}` : sql`incident_id = ${of.incidentId}`
  const { rows } = await sql<{ text: string; done: boolean }>`
    select text, done_at is not null as done from checklist_step where id = ${stepId} and ${where} for update`.execute(
    tx,
  )
  const step = rows[0]
  if (!step) throw new PlatformError('not_found', `step ${stepId}`)
  if (step.done === done) return { text: step.text, changed: false }
  await sql`update checklist_step set done_at = ${done ? at : null}, done_by = ${done ? by : null} where id = ${stepId}`.execute(
    tx,
  )
  return { text: step.text, changed: true }
}

export async function addStep(
  tx: Scoped,
  organisationId: string,
  of: { alertId: string } | { incidentId: string },
  text: string,
): Promise<void> {
  const [alertId, incidentId] = 'alertId' in of ? [of.alertId, null] : [null, of.incidentId]
  await sql`insert into checklist_step (organisation_id, alert_id, incident_id, position, text)
    select ${organisationId}, ${alertId}, ${incidentId}, coalesce(max(position), 0) + 1, ${text} from checklist_step
    where alert_id = ${alertId} or incident_id = ${incidentId}`.execute(tx)
}
