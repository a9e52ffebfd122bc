import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { Alert, AlertCounts, AlertDetail, type AlertPhoto, pageOf } from '@trame/domain'
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

const unresolved = 'open,acknowledged,inProgress'

/** The tabs are filters of the API: what is to do, what is mine, what nobody has, what is over. */
export function queryOf({ tab, ...filter }: AlertFilter): Record<string, string | undefined> {
  if (tab === 'all') return { ...filter }
  if (tab === 'resolved') return { ...filter, status: 'resolved,closed' }
  const assignee = tab === 'mine' ? 'me' : tab === 'unassigned' ? 'none' : undefined
  return { ...filter, status: unresolved, assignee }
}

export const alertsQuery = (filter: AlertFilter, limit = 100) =>
  infiniteQueryOptions({
    queryKey: ['alerts', 'list', filter, limit],
    queryFn: ({ signal, pageParam }) =>
      request(pageOf(Alert), '/alerts', { signal, query: { ...queryOf(filter), limit, cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
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
export const tickStep = (alertId: string, stepId: number, done: boolean) =>
  command(`/alerts/${alertId}/checklist/${stepId}`, { method: 'PUT', body: { done } })

/** Each one by itself: one that somebody else just took does not hold up the others. */
export async function acknowledgeMany(ids: readonly string[]): Promise<{ done: number; failed: number }> {
  const results = await Promise.allSettled(ids.map((id) => actOnAlert(id, { do: 'acknowledge' })))
  const done = results.filter(({ status }) => status === 'fulfilled').length
  return { done, failed: results.length - done }
}
