import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { Instant, pageOf, Rejection, type RejectionSelection, type rejectionStatuses } from '@trame/domain'
import { z } from 'zod'
import { request } from './client.ts'

export interface RejectionFilter {
  code?: string | undefined
  address?: string | undefined
  deviceId?: string | undefined
  status?: (typeof rejectionStatuses)[number] | undefined
}

export const RejectionGroup = z.object({
  code: z.string(),
  address: z.string().nullable(),
  deviceId: z.string().nullable(),
  count: z.int(),
  lastAt: Instant,
})
export type RejectionGroup = z.infer<typeof RejectionGroup>

export const rejectionsQuery = (filter: RejectionFilter) =>
  infiniteQueryOptions({
    queryKey: ['rejections', filter],
    queryFn: ({ signal, pageParam }) =>
      request(pageOf(Rejection), '/rejections', {
        signal,
        query: { ...filter, limit: 100, cursor: pageParam },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })

/** Open rejections of one cause and one address, counted. */
export const rejectionGroupsQuery = queryOptions({
  queryKey: ['rejections', 'summary'],
  queryFn: ({ signal }) =>
    request(z.object({ items: z.array(RejectionGroup) }), '/rejections/summary', { signal }),
  select: (page) => page.items,
  refetchInterval: 30_000,
})

type Selection = z.infer<typeof RejectionSelection>
export const replayRejections = (body: Selection) =>
  request(z.object({ replayed: z.int(), stillRejected: z.int() }), '/rejections/replay', {
    method: 'POST',
    body,
  })
export const dismissRejections = (body: Selection) =>
  request(z.object({ dismissed: z.int() }), '/rejections/dismiss', { method: 'POST', body })
