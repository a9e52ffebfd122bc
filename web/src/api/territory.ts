import { queryOptions } from '@tanstack/react-query'
import { Overview, pageOf, Site } from '@trame/domain'
import { z } from 'zod'
import { request } from './client.ts'

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => request(Overview, '/overview', { signal }),
  refetchInterval: 20_000,
})

export const sitesQuery = queryOptions({
  queryKey: ['sites'],
  queryFn: ({ signal }) =>
    request(pageOf(Site), '/sites', { signal, query: { limit: 500 } }).then(({ items }) => items),
  staleTime: 300_000,
})

export const BaseMap = z.object({
  /** west, south, east, north of the drawn town; null until one is loaded */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  attribution: z.string(),
})
export type BaseMap = z.infer<typeof BaseMap>

export const baseMapQuery = queryOptions({
  queryKey: ['base-map'],
  queryFn: ({ signal }) => request(BaseMap, '/base-map', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

export const Found = z.object({
  kind: z.enum(['asset', 'device', 'site']),
  id: z.string(),
  name: z.string(),
  detail: z.string(),
})
export type Found = z.infer<typeof Found>

export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) =>
      request(z.object({ items: z.array(Found) }), '/search', { signal, query: { q } }),
    select: (page) => page.items,
    enabled: q.trim().length > 1,
    placeholderData: (previous) => previous,
  })
