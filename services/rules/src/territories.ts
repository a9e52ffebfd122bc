import {
  activeSilences,
  enabledRules,
  enabledScenarios,
  type TerritoryStamp,
  territoryStamp,
  watchedAssets,
} from '@trame/database'
import { observedProperties } from '@trame/domain'
import type { Pool } from 'pg'
import { createTerritory, type Territory } from './territory.ts'

export interface LoadedTerritory extends Territory {
  stamp: TerritoryStamp
}

export interface Territories {
  get(organisationId: string): Promise<LoadedTerritory>
  /** At least as new as what somebody else has seen. */
  getSince(organisationId: string, stamp: TerritoryStamp): Promise<LoadedTerritory>
  /** Reads it again now. */
  reload(organisationId: string): Promise<LoadedTerritory>
  /** Reads it again soon: changes come in bursts. */
  changed(organisationId: string): void
  forgetAll(): void
  loaded(): readonly LoadedTerritory[]
  stop(): Promise<void>
}

const ofDevice = Object.values(observedProperties)
  .filter((property) => property.ofDevice)
  .map(({ id }) => id)
const burstMs = 300

export interface TerritoriesOptions {
  pool: Pool
  onFault(ruleId: string, error: unknown): void
  onFailure(error: unknown): void
  /** After a change was read. */
  onChanged?(territory: LoadedTerritory, before: LoadedTerritory | undefined): void
}

export function createTerritories({ pool, onFault, onFailure, onChanged }: TerritoriesOptions): Territories {
  const known = new Map<string, LoadedTerritory>()
  const loading = new Map<string, Promise<LoadedTerritory>>()
  const timers = new Map<string, NodeJS.Timeout>()

  async function read(organisationId: string): Promise<LoadedTerritory> {
    // The stamp first: what changes while the rest is read is then newer than it says.
    const stamp = await territoryStamp(pool, organisationId)
    const [rules, assets, silences, scenarios] = await Promise.all([
      enabledRules(pool, organisationId),
      watchedAssets(pool, organisationId, ofDevice),
      activeSilences(pool, organisationId),
      enabledScenarios(pool, organisationId),
    ])
    return { ...createTerritory(organisationId, { rules, assets, silences, scenarios }, onFault), stamp }
  }

  function reload(organisationId: string): Promise<LoadedTerritory> {
    const before = known.get(organisationId)
    const promise = read(organisationId).then((territory) => {
      // A read that began later may have ended first.
      const current = known.get(organisationId)
      if (current && current.stamp.readAt > territory.stamp.readAt) return current
      known.set(organisationId, territory)
      onChanged?.(territory, before)
      return territory
    })
    loading.set(organisationId, promise)
    promise
      .finally(() => {
        if (loading.get(organisationId) === promise) loading.delete(organisationId)
      })
      .catch(() => {})
    return promise
  }

  return {
    async get(organisationId) {
      return known.get(organisationId) ?? loading.get(organisationId) ?? reload(organisationId)
    },
    async getSince(organisationId, stamp) {
      const territory = await this.get(organisationId)
      const same = territory.stamp.rules === stamp.rules && territory.stamp.lastSeries >= stamp.lastSeries
      return same || territory.stamp.readAt >= stamp.readAt ? territory : reload(organisationId)
    },
    reload,
    changed(organisationId) {
      if (!known.has(organisationId) || timers.has(organisationId)) return
      timers.set(
        organisationId,
        setTimeout(() => {
          timers.delete(organisationId)
          reload(organisationId).catch(onFailure)
        }, burstMs),
      )
    },
    forgetAll: () => known.clear(),
    loaded: () => [...known.values()],
    async stop() {
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.allSettled(loading.values())
    },
  }
}
