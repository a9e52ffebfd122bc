import { type Incident, PlatformError } from '@trame/domain'
import { sql } from 'kysely'
import { addLife } from './alert-changes.ts'
import type { Scoped } from './connection.ts'

interface Joining {
  alertIds: readonly string[]
  /** Incidents that they may leave for it. */
  outOf: readonly string[]
  by: string
}

/**
 * Alerts become part of an incident, whatever their state: what is over was part of it too. One that is in another incident
 * stays there, unless that is named in `outOf` or only proposed by the platform: two people who sort the same alerts take
 * nothing from each other. Refused where none is left to join. A proposal that all have left is dismissed.
 */
export async function joinIncident(
  tx: Scoped,
  organisationId: string,
  incidentId: string,
  { alertIds, outOf, by }: Joining,
): Promise<void> {
  const { rows: incidents } = await sql<Pick<Incident, 'title' | 'status'>>`
    select title, status from incident where id = ${incidentId} for update`.execute(tx)
  const [into] = incidents
  if (!into) throw new PlatformError('not_found', incidentId)
  if (into.status === 'closed' || into.status === 'dismissed')
    throw new PlatformError('incident_over', into.status)

  const asked = [...new Set(alertIds)]
  // Locked first: where they are now is looked at only then.
  const { rows: locked } = await sql<{ id: string; incident_id: string | null }>`
    select id, incident_id from alert where id = any(${asked}) order by id for update`.execute(tx)
  const missing = asked.find((id) => !locked.some((alert) => alert.id === id))
  if (missing !== undefined) throw new PlatformError('not_found', missing)
  const { rows: proposed } = await sql<{ id: string }>`
    select id from incident where status = 'proposed' and id = any(${locked.map((alert) => alert.incident_id)})`.execute(
    tx,
  )
  const mayLeave = new Set([...outOf, ...proposed.map(({ id }) => id)])
  const inIt = locked.filter((alert) => alert.incident_id === incidentId)
  const joining = locked.filter(
    ({ incident_id: now }) => now === null || (now !== incidentId && mayLeave.has(now)),
  )
  if (asked.length > 0 && joining.length + inIt.length === 0)
    throw new PlatformError('joined_elsewhere', asked.join(', '))
  await sql`update alert set incident_id = ${incidentId}, updated_at = now() where id = any(${joining.map(({ id }) => id)})`.execute(
    tx,
  )
  for (const { id } of joining)
    await addLife(tx, organisationId, id, by, 'linked', { incidentId, title: into.title })
  await sql`update incident i set status = 'dismissed', closed_at = now(), updated_at = now()
    where status = 'proposed' and id = any(${joining.map((alert) => alert.incident_id)}) and id <> ${incidentId}
      and not exists (select 1 from alert a where a.incident_id = i.id)`.execute(tx)
}
