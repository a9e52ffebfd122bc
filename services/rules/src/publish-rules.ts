import { unstartedRules } from '@trame/database'
import type { Pool } from 'pg'
import type { StartJob } from './jobs.ts'
import { partitionOf } from './partitions.ts'
import type { Queues } from './queues.ts'
import type { LoadedTerritory } from './territories.ts'

const assetsAtOnce = 200

/**
 * A rule that was published looks at once at what holds already. An asset without a state of it, or a job that Redis loses, is
 * no fault: the state is made at the next observation.
 */
export async function startRules(
  territory: LoadedTerritory,
  ruleIds: readonly string[],
  { queues, partitions }: { queues: Queues; partitions: number },
): Promise<void> {
  const { organisationId, stamp } = territory
  for (const ruleId of ruleIds) {
    const rule = territory.rules.get(ruleId)
    if (!rule) continue
    const watched = [...territory.assets.values()].filter((asset) => territory.rulesOf(asset).includes(rule))
    for (const [partition, assets] of Map.groupBy(watched, ({ id }) => partitionOf(id, partitions))) {
      const jobs: StartJob[] = []
      for (let from = 0; from < assets.length; from += assetsAtOnce) {
        const assetIds = assets.slice(from, from + assetsAtOnce).map(({ id }) => id)
        jobs.push({ kind: 'start', organisationId, stamp, ruleId, assetIds })
      }
      await queues.start(partition, jobs)
    }
  }
}

/** Which rules have another version than before; without a before, those that no state knows. */
export async function publishedRules(
  pool: Pool,
  territory: LoadedTerritory,
  before: LoadedTerritory | undefined,
): Promise<string[]> {
  if (!before) return unstartedRules(pool, territory.organisationId)
  return [...territory.rules.values()]
    .filter(({ rule }) => before.rules.get(rule.id)?.rule.version !== rule.version)
    .map(({ rule }) => rule.id)
}
