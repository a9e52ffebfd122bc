import { type Incident, newId, PlatformError } from '@trame/domain'
import { sql } from 'kysely'
import { addStep } from './checklists.ts'
import type { Scoped } from './connection.ts'
import { offsetOf, type Page, pageFrom } from './pages.ts'
import { pairOfName } from './who.ts'

interface IncidentRecord {
  id: string
  number: number
  title: string
  status: Incident['status']
  created_by: string | null
  name: string | null
  created_at: Date
  closed_at: Date | null
  alert_count: number
  worst: Incident['worst']
}

const columns = sql`i.id, i.number, i.title, i.status, i.created_by, coalesce(u.name, k.name) as name, i.created_at, i.closed_at,
  (select count(*)::int from alert a where a.incident_id = i.id) as alert_count,
  (select min(a.severity) from alert a where a.incident_id = i.id) as worst`
const tables = sql`incident i left join user_account u on u.id = i.created_by left join api_key k on k.id = i.created_by`

const incidentOf = (row: IncidentRecord): Incident => ({
  id: row.id,
  number: row.number,
  title: row.title,
  status: row.status,
  createdBy: pairOfName(row.created_by, row.name),
  createdAt: row.created_at.toISOString(),
  closedAt: row.closed_at?.toISOString() ?? null,
  alertCount: row.alert_count,
  worst: row.worst,
})

export async function listIncidents(
  tx: Scoped,
  query: { status?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<Incident>> {
  const { rows } = await sql<IncidentRecord & { total: string }>`
    select ${columns}, count(*) over () as total from ${tables}
    where ${query.status ?? null}::text is null or i.status = ${query.status ?? null}
    order by i.number desc limit ${query.limit} offset ${offsetOf(query.cursor)}`.execute(tx)
  return pageFrom(rows, query, incidentOf)
}

export async function getIncident(tx: Scoped, id: string): Promise<Incident> {
  const { rows } = await sql<IncidentRecord>`select ${columns} from ${tables} where i.id = ${id}`.execute(tx)
  if (!rows[0]) throw new PlatformError('not_found', id)
  return incidentOf(rows[0])
}

export async function insertIncident(
  tx: Scoped,
  organisationId: string,
  incident: { title: string; checklist: readonly string[]; createdBy: string },
): Promise<string> {
  const id = newId('incident')
  await sql`insert into incident (id, organisation_id, number, title, status, created_by)
    values (${id}, ${organisationId}, next_number(${organisationId}, 'incident'), ${incident.title}, 'open', ${incident.createdBy})`.execute(
    tx,
  )
  for (const text of incident.checklist) await addStep(tx, organisationId, { incidentId: id }, text)
  return id
}

/** Dismissed: its alerts are each by themselves again. */
export async function changeIncident(
  tx: Scoped,
  id: string,
  { title, status }: { title?: string | undefined; status?: Incident['status'] | undefined },
): Promise<void> {
  await sql`update incident set title = coalesce(${title ?? null}, title), status = coalesce(${status ?? null}, status), updated_at = now(),
    closed_at = case when ${status ?? null}::text is null then closed_at when ${status ?? null} in ('closed', 'dismissed') then now() end
    where id = ${id}`.execute(tx)
  if (status === 'dismissed')
    await sql`update alert set incident_id = null, updated_at = now() where incident_id = ${id}`.execute(tx)
}
