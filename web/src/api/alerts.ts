import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import {
  Alert,
  AlertCounts,
  AlertDetail,
  type AlertPhoto,
  AlertRow,
  pageOf,
  type StepTick,
} from '@trame/domain'
import { z } from 'zod'
import { apiUrl, command, request } from './client.ts'

const severitiesList = z
  .string()
  .regex(/^(critical|major|minor|information)(,(critical|major|minor|information))*$/)
/** What the inbox is narrowed by, as it stands in the URL. */
export const AlertFilter = z.object({
  tab: z.enum(['mine', 'unassigned', 'resolved', 'all']).optional().catch(undefined),
  severity: severitiesList.optional().catch(undefined),
  ruleId: z.string().optional(),
  assetId: z.string().optional(),
  type: z.string().optional(),
  q: z.string().optional(),
})
export type AlertFilter = z.infer<typeof AlertFilter>

/** How the inbox is seen: each alert by itself instead of folded under its incident, and the incidents that are opened. */
export const InboxSearch = AlertFilter.extend({
  by: z.literal('alert').optional().catch(undefined),
  open: z.string().optional(),
})

const unresolved = 'open,acknowledged,inProgress'

/** The tabs are filters of the API: what is to do, what is mine, what nobody has, what is over. */
export function queryOf({ tab, ...filter }: AlertFilter): Record<string, string | undefined> {
  if (tab === 'all') return { ...filter }
  if (tab === 'resolved') return { ...filter, status: 'resolved,closed' }
  const assignee = tab === 'mine' ? 'me' : tab === 'unassigned' ? 'none' : undefined
  return { ...filter, status: unresolved, assignee }
}

/** Rows of the inbox, page by page: folded by incident, or each alert by itself. */
export const alertRowsQuery = (filter: AlertFilter, flat: boolean, limit = 100) =>
  infiniteQueryOptions({
    queryKey: ['alerts', 'rows', filter, flat, limit],
    queryFn: async ({ signal, pageParam }) => {
      const query = { ...queryOf(filter), limit, cursor: pageParam }
      if (!flat) return request(pageOf(AlertRow), '/alerts/folded', { signal, query })
      const page = await request(pageOf(Alert), '/alerts', { signal, query })
      return { ...page, items: page.items.map((first): AlertRow => ({ first, folded: null })) }
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })

export const alertsOfIncidentQuery = (incidentId: string, filter: AlertFilter) =>
  queryOptions({
    queryKey: ['alerts', 'of incident', incidentId, filter],
    queryFn: ({ signal }) =>
      request(pageOf(Alert), '/alerts', { signal, query: { ...queryOf(filter), incidentId, limit: 500 } }),
  })

export const alertPageQuery = (filter: AlertFilter, limit: number) =>
  queryOptions({
    queryKey: ['alerts', 'page', filter, limit],
    queryFn: ({ signal }) =>
      request(pageOf(Alert), '/alerts', { signal, query: { ...queryOf(filter), limit } }),
  })

export const alertCountsQuery = queryOptions({
  queryKey: ['alerts', 'counts'],
  queryFn: ({ signal }) => request(AlertCounts, '/alerts/counts', { signal }),
  refetchInterval: 60_000,
})

export const alertQuery = (id: string) =>
  queryOptions({
    queryKey: ['alerts', 'one', id],
    queryFn: ({ signal }) => request(AlertDetail, `/alerts/${id}`, { signal }),
  })

/** As the agent's page keeps it; the outbox writes there what the platform answered. */
export const agentAlertKey = (id: string) => ['alerts', 'agent one', id] as const

/** What a person may do to an alert, with what it needs. One list: the pages, the bulk bar and the agent's outbox send these. */
export type AlertAct =
  | { do: 'acknowledge' }
  | { do: 'start' }
  | { do: 'resolve'; note?: string }
  | { do: 'close'; cause: string; note?: string }
  | { do: 'reopen' }
  | { do: 'assign'; userId: string | null; teamId?: string | null }
  | { do: 'handOver'; teamId?: string; to?: string; note?: string }
  | { do: 'snooze'; until: string }
  | { do: 'comment'; text: string }
  | ({ do: 'photo' } & AlertPhoto)

export function actOnAlert(id: string, { do: act, ...body }: AlertAct) {
  return command(`/alerts/${id}/${act}`, { body })
}
/** Of an event that says that a photo was added. */
export const alertPhotoUrl = (alertId: string, { detail }: AlertDetail['events'][number]) =>
  apiUrl(`/alerts/${alertId}/photos/${detail.photoId}`)
export const tickStep = (alertId: string, stepId: number, tick: StepTick) =>
  command(`/alerts/${alertId}/checklist/${stepId}`, { method: 'PUT', body: tick })

/** As many as the API takes at once. */
const mostAtOnce = 500

/** One that somebody else just took does not hold up the others: it counts as refused. */
export async function acknowledgeMany(ids: readonly string[]): Promise<{ done: number; refused: number }> {
  const sum = { done: 0, refused: 0 }
  for (let from = 0; from < ids.length; from += mostAtOnce) {
    const body = { ids: ids.slice(from, from + mostAtOnce) }
    const { done, refused } = await request(
      z.object({ done: z.int(), refused: z.int() }),
      '/alerts/acknowledge',
      { method: 'POST', body },
    )
    sum.done += done
    sum.refused += refused
  }
  return sum
}
