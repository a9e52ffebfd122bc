import { type Db, insertScenario, organisationIds } from '@trame/database'
import { Scenario } from '@trame/domain'
import { defaultScenarios } from '@trame/use-cases'
import type { Pool } from 'pg'

/** An organisation that never had a scenario begins with those of the use cases, switched off: nothing moves unread. */
export async function seedDefaultScenarios(pool: Pool, db: Db): Promise<void> {
  for (const organisationId of await organisationIds(pool)) {
    const { rowCount } = await pool.query('select from scenario where organisation_id = $1 limit 1', [
      organisationId,
    ])
    if (rowCount !== 0) continue
    await db.transaction().execute(async (tx) => {
      for (const { origin, definition } of defaultScenarios) {
        const scenario = Scenario.parse({ ...definition, enabled: false, id: 'scn_default', version: 1 })
        await insertScenario(tx, organisationId, {
          definition: scenario,
          enabled: false,
          note: '',
          by: null,
          origin,
        })
      }
    })
  }
}
