import type { AlertQuery, AlertRow, Incident } from '@trame/domain'
import { sql } from 'kysely'
import { type AlertRecord, alertColumns, alertOf, alertTables } from './alert-rows.ts'
import { gravestFirst, whereAlert } from './alerts.ts'
import type { Scoped } from './connection.ts'
import { offsetOf, type Page, pageFrom } from './pages.ts'

interface FoldedRecord extends AlertRecord {
  incident_number: number | null
  incident_title: string | null
  incident_status: Incident['status'] | null
  found: number
  unassigned: number
  open_ids: string[] | null
  worst: Incident['worst']
  oldest_at: Date
  newest_at: Date
}

/** In the order of the list of alerts; those of one incident stand where its gravest would. `total` counts rows. */
export async function listFoldedAlerts(tx: Scoped, query: AlertQuery, me: string): Promise<Page<AlertRow>> {
  const { rows } = await sql<FoldedRecord & { total: string }>`
    with matching as (
      select ${alertColumns}, i.number as incident_number, i.title as incident_title, i.status as incident_status,
        row_number() over (matter order by ${gravestFirst}) as place,
        (count(*) over matter)::int as found,
        (count(*) filter (where a.assignee_user_id is null and a.assignee_team_id is null) over matter)::int as unassigned,
        array_agg(a.id) filter (where a.status = 'open') over matter as open_ids,
        coalesce(min(a.severity) filter (where a.status in ('open', 'acknowledged', 'inProgress')) over matter,
          min(a.severity) over matter) as worst,
        min(a.opened_at) over matter as oldest_at, max(a.opened_at) over matter as newest_at
      from ${alertTables} left join incident i on i.id = a.incident_id
      where ${whereAlert(query, me)}
      window matter as (partition by coalesce(a.incident_id, a.id)))
    select *, count(*) over () as total from matching a where place = 1
    order by ${gravestFirst} limit ${query.limit} offset ${offsetOf(query.cursor)}`.execute(tx)
  return pageFrom(rows, query, rowOf)
}

const rowOf = (row: FoldedRecord): AlertRow => ({
  first: alertOf(row),
  folded:
    row.incident_id === null || row.found === 1
      ? null
      : {
          incident: {
            id: row.incident_id,
            number: row.incident_number!,
            title: row.incident_title!,
            status: row.incident_status!,
          },
          count: row.found,
          unassigned: row.unassigned,
          openIds: row.open_ids ?? [],
          worst: row.worst!,
          oldestAt: row.oldest_at.toISOString(),
          newestAt: row.newest_at.toISOString(),
        },
})
