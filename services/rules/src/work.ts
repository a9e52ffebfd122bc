import {
  claimBatches,
  consumerOf,
  dueStates,
  outboxBacklog,
  owedBefore,
  owedSeries,
  quietStates,
} from '@trame/database'
import { qualities } from '@trame/domain'
import type { ClientBase, Pool } from 'pg'
import { applyEffects, type EffectCounts, type EffectOptions } from './effects.ts'
import type { BatchJob, StartJob } from './jobs.ts'
import { addTo } from './relay.ts'
import { keyOf, StaleRules, type StepOptions, type Stepped, stepStates, type Touched } from './step-states.ts'
import type { Territories } from './territories.ts'
import type { Territory, WatchingRule } from './territory.ts'

/** Any number will do, as long as every worker takes the same one. */
const partitionLocks = 7_261_954
const ticksAtOnce = 500
/** With more batches than this on their way, a rule that was published waits. */
const mostOwed = 200

export interface WorkOptions {
  pool: Pool
  territories: Territories
  partitions: number
  incident: EffectOptions['incident']
  now?: () => number
  onFault(ruleId: string, assetId: string, error: unknown): void
  onStepped?(done: { states: number; inputs: number; effects: EffectCounts }): void
}

export interface Work {
  /** Returns when the partition has to look at its deadlines again, as far as these states know. */
  batch(job: BatchJob): Promise<number | null>
  start(job: StartJob, partition: number): Promise<number | null | 'later'>
  /** All deadlines that are due. Returns how many it found. */
  due(partition: number): Promise<number>
}

export function createWork(options: WorkOptions): Work {
  const { pool, territories, partitions, incident, onFault, onStepped, now = Date.now } = options

  /** One transaction, alone in its partition. Repeated with fresh rules when a state is newer than those in memory. */
  async function inPartition<T>(partition: number, work: (client: ClientBase) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const client = await pool.connect()
      try {
        await client.query('begin')
        await client.query('select pg_advisory_xact_lock($1, $2)', [partitionLocks, partition])
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
        if (!(error instanceof StaleRules) || attempt === 3) throw error
        await territories.reload(error.organisationId)
      }
    }
  }

  async function step(
    client: ClientBase,
    touched: readonly Touched[],
    more: Pick<StepOptions, 'stored' | 'onTheWay'> = {},
  ) {
    const stepped = await stepStates(client, touched, {
      now: now(),
      onFault: (rule, asset, error) => onFault(rule.rule.id, asset.id, error),
      ...more,
    })
    const effects = await applyEffects(client, stepped, { now: now(), incident })
    onStepped?.({
      states: stepped.length,
      inputs: touched.reduce((sum, { inputs }) => sum + inputs.length, 0),
      effects,
    })
    return stepped
  }

  return {
    async batch(job) {
      const { part } = job
      const loaded = new Map<string, Territory>()
      for (const { organisationId } of job.entries) {
        const stamp = job.stamps[organisationId]
        loaded.set(
          organisationId,
          await (stamp ? territories.getSince(organisationId, stamp) : territories.get(organisationId)),
        )
      }
      return inPartition(job.part % partitions, async (client) => {
        const before = job.entries[0]!.id
        const missed = new Map<number, BatchJob>()
        for (const batch of await owedBefore(client, { part, partitions: job.partitions, before })) {
          loaded.set(batch.message.organisationId, await territories.get(batch.message.organisationId))
          await addTo(missed, batch, job.partitions, territories)
        }
        const entries = [...(missed.get(part)?.entries ?? []), ...job.entries]
        const claimed = await claimBatches(
          client,
          consumerOf(part, job.partitions),
          entries.map(({ id }) => id),
        )
        const touched = new Map<string, Touched>()
        for (const entry of entries) {
          if (claimed.has(entry.id)) touch(touched, loaded.get(entry.organisationId)!, entry)
        }
        return earliest(await step(client, [...touched.values()]))
      })
    },
    async start({ organisationId, ruleId, assetIds, stamp }, partition) {
      const territory = await territories.getSince(organisationId, stamp)
      const rule = territory.rules.get(ruleId)
      if (!rule) return null
      return inPartition(partition, async (client) => {
        const at = now()
        const touched = assetIds.flatMap((id): Touched[] => {
          const asset = territory.assets.get(id)
          if (!asset || !territory.rulesOf(asset).includes(rule)) return []
          return [{ territory, rule, asset, inputs: [{ type: 'tick', at }], lagMs: 0 }]
        })
        let tooMuch = false
        const onTheWay = async () => {
          const owed = await owedSeries(client, mostOwed)
          tooMuch = owed === null
          return owed ?? new Set(touched.flatMap(({ asset }) => asset.series.map(({ id }) => id)))
        }
        const next = earliest(await step(client, touched, { onTheWay }))
        return tooMuch ? 'later' : next
      })
    },
    async due(partition) {
      let found = 0
      for (;;) {
        const ticked = await inPartition(partition, async (client) => {
          // What was committed before is heard before: our clock never runs ahead of the outbox.
          const { oldest } = await outboxBacklog(client)
          const until = Math.min(now(), oldest ?? Number.POSITIVE_INFINITY)
          const states = await dueStates(client, { until, partition, partitions, limit: ticksAtOnce })
          const touched: Touched[] = []
          const gone = []
          for (const state of states) {
            const watched = await watchedPair(territories, state.ruleId, state.assetId, client)
            if (!watched) {
              gone.push(state)
              continue
            }
            const lagMs = state.dueAt! - state.deadline!
            touched.push({ ...watched, inputs: [{ type: 'tick', at: until - lagMs }], lagMs })
          }
          await quietStates(client, gone)
          await step(client, touched, { stored: states })
          return states.length
        })
        found += ticked
        if (ticked < ticksAtOnce) return found
      }
    },
  }
}

function touch(touched: Map<string, Touched>, territory: Territory, entry: BatchJob['entries'][number]) {
  for (const [seriesId, at, value, quality] of entry.points) {
    const watch = territory.watch(seriesId)
    if (!watch) continue
    for (const rule of watch.rules) {
      const key = keyOf(rule.rule.id, watch.asset.id)
      let one = touched.get(key)
      if (!one) {
        one = { territory, rule, asset: watch.asset, inputs: [], lagMs: Number.POSITIVE_INFINITY }
        touched.set(key, one)
      }
      one.inputs.push({
        type: 'observation',
        property: watch.series.property,
        value,
        quality: qualities[quality]!,
        at,
      })
      one.lagMs = Math.min(one.lagMs, Math.max(0, entry.createdAt - at))
    }
  }
}

async function watchedPair(territories: Territories, ruleId: string, assetId: string, client: ClientBase) {
  const find = (
    territory: Territory,
  ): { territory: Territory; rule: WatchingRule; asset: Touched['asset'] } | null => {
    const rule = territory.rules.get(ruleId)
    const asset = territory.assets.get(assetId)
    return rule && asset && territory.rulesOf(asset).includes(rule) ? { territory, rule, asset } : null
  }
  for (const territory of territories.loaded()) {
    if (territory.rules.has(ruleId)) return find(territory)
  }
  const { rows } = await client.query<{ organisation_id: string }>(
    'select organisation_id from rule where id = $1',
    [ruleId],
  )
  return rows[0] ? find(await territories.get(rows[0].organisation_id)) : null
}

const earliest = (stepped: readonly Stepped[]): number | null =>
  stepped.reduce<number | null>(
    (soonest, { dueAt }) => (dueAt !== null && (soonest === null || dueAt < soonest) ? dueAt : soonest),
    null,
  )
