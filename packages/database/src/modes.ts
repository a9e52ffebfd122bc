import { normalMode, Scenario, type TriggerFact } from '@trame/domain'
import type { ClientBase, Pool } from 'pg'
import { giveScenarioEvent } from './scenario-events.ts'
import { enabledScenarios } from './scenarios-of-engine.ts'

export interface ModeInForce {
  siteId: string | null
  mode: string
  since: Date
  until: Date | null
  setBy: string
}

/** The mode of the nearest of these sites that has one, else the organisation's. */
export async function modeAt(
  client: ClientBase,
  organisationId: string,
  siteIds: readonly string[],
  at: number,
): Promise<string> {
  const { rows } = await client.query<{ mode: string }>(
    `select mode from mode_in_force where organisation_id = $1 and since <= $3 and (until is null or until > $3)
       and site_id = any($2::text[]) order by array_position($2::text[], site_id) limit 1`,
    [organisationId, [...siteIds, ''], new Date(at)],
  )
  return rows[0]?.mode ?? normalMode
}

export async function listModes(client: ClientBase): Promise<ModeInForce[]> {
  const { rows } = await client.query<{
    site_id: string
    mode: string
    since: Date
    until: Date | null
    set_by: string
  }>('select site_id, mode, since, until, set_by from mode_in_force order by site_id')
  return rows.map((row) => ({
    siteId: row.site_id === '' ? null : row.site_id,
    mode: row.mode,
    since: row.since,
    until: row.until,
    setBy: row.set_by,
  }))
}

/** Sets it, and wakes the scenarios that wait for it. `normal` is no row: what is above counts again. */
export async function setMode(
  client: ClientBase,
  organisationId: string,
  to: { siteId: string | null; mode: string; until: Date | null; by: string; at: Date },
): Promise<void> {
  const siteId = to.siteId ?? ''
  const { rows } = await client.query<{ mode: string }>(
    'select mode from mode_in_force where organisation_id = $1 and site_id = $2 for update',
    [organisationId, siteId],
  )
  if (to.mode === normalMode) {
    await client.query('delete from mode_in_force where organisation_id = $1 and site_id = $2', [
      organisationId,
      siteId,
    ])
  } else {
    await client.query(
      `insert into mode_in_force (organisation_id, site_id, mode, since, until, set_by) values ($1, $2, $3, $4, $5, $6)
       on conflict (organisation_id, site_id) do update set mode = excluded.mode, until = excluded.until, set_by = excluded.set_by,
         since = case when mode_in_force.mode = excluded.mode then mode_in_force.since else excluded.since end`,
      [organisationId, siteId, to.mode, to.at, to.until, to.by],
    )
  }
  if ((rows[0]?.mode ?? normalMode) !== to.mode) await tellScenarios(client, organisationId, to)
}

async function tellScenarios(
  client: ClientBase,
  organisationId: string,
  { mode, siteId, by, at }: { mode: string; siteId: string | null; by: string; at: Date },
) {
  for (const { id, version, definition } of await enabledScenarios(client, organisationId)) {
    const parsed = Scenario.safeParse({ ...(definition as object), id, version })
    if (!parsed.success) continue
    for (const [index, trigger] of parsed.data.triggers.entries()) {
      if (trigger.kind !== 'mode' || trigger.becomes !== mode) continue
      const fact: Omit<TriggerFact, 'seenAt'> = {
        index,
        kind: 'mode',
        at: at.getTime(),
        assetId: null,
        detail: { mode, siteId, by },
      }
      await giveScenarioEvent(client, {
        organisationId,
        scenarioId: id,
        subject: null,
        key: `${index}:${siteId ?? ''}:${at.getTime()}`,
        fact,
      })
    }
  }
}

/** Modes whose time is over are `normal` again. Returns of how many organisations. */
export async function endModes(
  db: Pool | ClientBase,
  now: number,
): Promise<{ organisationId: string; siteId: string | null }[]> {
  const { rows } = await db.query<{ organisation_id: string; site_id: string }>(
    'select organisation_id, site_id from mode_in_force where until <= $1',
    [new Date(now)],
  )
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    siteId: row.site_id === '' ? null : row.site_id,
  }))
}
