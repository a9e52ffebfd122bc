import { queryOptions } from '@tanstack/react-query'
import {
  CheckedScenario,
  ModeRow,
  pageOf,
  RecipientGroup,
  type Scenario,
  ScenarioDryRun,
  ScenarioRow,
  ScenarioRunDetail,
  ScenarioRunRow,
  ScenarioVersion,
  Site,
} from '@trame/domain'
import { z } from 'zod'
import { command, request } from './client.ts'

const items = <T extends z.ZodType>(of: T) => z.object({ items: z.array(of) })

export const scenariosQuery = queryOptions({
  queryKey: ['scenarios', 'list'],
  queryFn: ({ signal }) => request(items(ScenarioRow), '/scenarios', { signal }),
  select: (page) => page.items,
  staleTime: 10_000,
})
export const scenarioQuery = (id: string) =>
  queryOptions({
    queryKey: ['scenarios', 'one', id],
    queryFn: ({ signal }) => request(ScenarioRow, `/scenarios/${id}`, { signal }),
  })
export const scenarioVersionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['scenarios', 'versions', id],
    queryFn: ({ signal }) => request(items(ScenarioVersion), `/scenarios/${id}/versions`, { signal }),
    select: (page) => page.items,
  })
/** `acted`: those that began. */
export const scenarioRunsQuery = (scenarioId: string, acted: boolean) =>
  queryOptions({
    queryKey: ['scenarios', 'runs', scenarioId, acted],
    queryFn: ({ signal }) =>
      request(
        pageOf(ScenarioRunRow),
        `/scenario-runs?scenarioId=${scenarioId}&limit=50${
          acted ? '&state=running,waiting,queued,done,stopped,replaced,timedOut,cancelled' : ''
        }`,
        { signal },
      ),
    refetchInterval: 3_000,
  })
export const scenarioRunQuery = (id: string) =>
  queryOptions({
    queryKey: ['scenarios', 'run', id],
    queryFn: ({ signal }) => request(ScenarioRunDetail, `/scenario-runs/${id}`, { signal }),
    refetchInterval: 3_000,
  })
export const checkedScenarioQuery = (definition: Scenario) =>
  queryOptions({
    queryKey: ['scenarios', 'check', definition],
    queryFn: ({ signal }) =>
      request(CheckedScenario, '/scenarios/validate', { method: 'POST', body: { definition }, signal }),
    placeholderData: (previous) => previous,
  })
export const modesQuery = queryOptions({
  queryKey: ['modes'],
  queryFn: ({ signal }) => request(items(ModeRow), '/modes', { signal }),
  select: (page) => page.items,
  refetchInterval: 30_000,
})
export const recipientGroupsQuery = queryOptions({
  queryKey: ['recipient-groups'],
  queryFn: ({ signal }) => request(items(RecipientGroup), '/recipient-groups', { signal }),
  select: (page) => page.items,
  retry: false,
})
export const sitesQuery = queryOptions({
  queryKey: ['sites'],
  queryFn: ({ signal }) => request(z.object({ items: z.array(Site) }), '/sites?limit=1000', { signal }),
  select: (page) => page.items,
  staleTime: 300_000,
})

export const createScenario = (definition: Scenario, note: string) =>
  request(ScenarioRow, '/scenarios', { method: 'POST', body: { definition, note } })
export const publishScenario = (id: string, definition: Scenario, note: string) =>
  request(ScenarioRow, `/scenarios/${id}`, { method: 'PUT', body: { definition, note } })
export const enableScenario = (id: string, enabled: boolean) =>
  command(`/scenarios/${id}/enabled`, { method: 'PUT', body: { enabled } })
export const runScenario = (id: string) => command(`/scenarios/${id}/run`, { method: 'POST', body: {} })
export const cancelRun = (id: string) => command(`/scenario-runs/${id}/cancel`, { method: 'POST', body: {} })
export const dryRunScenario = (definition: Scenario, days: number) =>
  request(ScenarioDryRun, '/scenarios/dry-run', { method: 'POST', body: { definition, days } })
export const setMode = (mode: string, until: string | null) =>
  command('/modes', { method: 'PUT', body: { mode, until } })
