import { AlertNotice, type CapAlert } from '@trame/domain'
import { sql } from 'kysely'
import type { Scoped } from './connection.ts'

/** Alerts that somebody was told of, newest first, each as it was last told; silenced ones are nobody's news. */
export async function alertsForCap(
  tx: Scoped,
  { id = null, limit }: { id?: string | null; limit: number },
): Promise<{ organisation: { name: string; slug: string }; alerts: CapAlert[] }> {
  const organisation = await tx.selectFrom('organisation').select(['name', 'slug']).executeTakeFirstOrThrow()
  const { rows } = await sql<{ notice: unknown; sent: Date[]; function: CapAlert['function'] }>`
    select (array_agg(n.notice order by n.id desc))[1] as notice, array_agg(n.created_at order by n.id) as sent, t.function
    from alert_notice n join alert a on a.id = n.alert_id
    left join asset s on s.id = a.asset_id left join asset_type t on t.id = s.type
    where not a.retracted and (${id}::text is null or a.id = ${id})
    group by a.id, t.function order by max(n.id) desc limit ${limit}`.execute(tx)
  const alerts = rows.flatMap((row): CapAlert[] => {
    const notice = AlertNotice.safeParse(row.notice)
    if (!notice.success) return []
    return [
      { notice: notice.data, sent: row.sent.at(-1)!, earlier: row.sent.slice(0, -1), function: row.function },
    ]
  })
  return { organisation, alerts }
}
