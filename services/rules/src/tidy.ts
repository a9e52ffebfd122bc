import { addAlertEvent, clearAlert, openPairs } from '@trame/database'
import type { Episode, RuleState, Severity } from '@trame/domain'
import type { ClientBase, Pool } from 'pg'
import { tell } from './notice.ts'
import type { LoadedTerritory, Territories } from './territories.ts'

/** Alerts of assets that their rule no longer watches end: nothing would ever clear them. */
export async function endUnwatched(pool: Pool, territory: LoadedTerritory, now: number): Promise<number> {
  const { organisationId } = territory
  let ended = 0
  for (const { alertId, ruleId, assetId } of await openPairs(pool, organisationId)) {
    const rule = territory.rules.get(ruleId)
    const asset = territory.assets.get(assetId)
    if (territory.unreadable.has(ruleId)) continue
    if (rule && asset && territory.rulesOf(asset).includes(rule)) continue
    await inTransaction(pool, async (client) => {
      await clearAlert(client, alertId, { at: now, reason: 'outOfScope' })
      const detail = { reason: 'outOfScope' }
      await addAlertEvent(client, { organisationId, alertId, at: now, kind: 'cleared', detail })
    })
    ended++
  }
  return ended
}

/** Alerts whose silence or snooze is over while they are open are told now, as if they had just opened. */
export async function tellAfterQuiet(
  pool: Pool,
  territories: Territories,
  endQuiet: (
    client: ClientBase,
  ) => Promise<
    { id: string; organisationId: string; ruleId: string; assetId: string | null; number: number }[]
  >,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    for (const { id: alertId, organisationId, ruleId, assetId, number } of await endQuiet(client)) {
      const territory = await territories.get(organisationId)
      const rule = territory.rules.get(ruleId)
      const asset = assetId === null ? undefined : territory.assets.get(assetId)
      await addAlertEvent(client, { organisationId, alertId, at: Date.now(), kind: 'quietEnded' })
      if (!rule || !asset) continue
      const { rows } = await client.query<{ state: RuleState; severity: Severity; property: string | null }>(
        `select s.state, a.severity, a.property from rule_state s join alert a on a.id = $3 where s.rule_id = $1 and s.asset_id = $2`,
        [ruleId, asset.id, alertId],
      )
      const episode: Episode | undefined = rows[0]?.state.head.episodes.find((one) => one.number === number)
      if (!episode) continue
      const { severity, property } = rows[0]!
      const touched = { territory, rule, asset, inputs: [], lagMs: 0 }
      await tell(client, touched, {
        alertId,
        kind: 'raised',
        severity,
        episode,
        at: episode.openedAt,
        property,
      })
    }
  })
}

export async function inTransaction<T>(pool: Pool, work: (client: ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    const broken = await client.query('rollback').then(
      () => false,
      () => true,
    )
    client.release(broken)
    throw error
  }
}
