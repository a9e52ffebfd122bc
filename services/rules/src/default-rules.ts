import { copyDefaultRules, organisationIds } from '@trame/database'
import { defaultRules } from '@trame/use-cases'
import type { Pool } from 'pg'
import { inTransaction } from './tidy.ts'

/** An organisation that has no rule at all begins with those of the use cases. */
export async function seedDefaultRules(pool: Pool): Promise<void> {
  for (const organisationId of await organisationIds(pool)) {
    await inTransaction(pool, async (client) => {
      const { rowCount } = await client.query(
        'select from rule where organisation_id = $1 and scenario_id is null limit 1',
        [organisationId],
      )
      if (rowCount === 0) await copyDefaultRules(client, organisationId, defaultRules)
    })
  }
}
