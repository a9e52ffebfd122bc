import { queryOptions } from '@tanstack/react-query'
import { pageOf, Series, Site } from '@trame/domain'
import { z } from 'zod'
import { request } from './client.ts'

export const siteQuery = (id: string) =>
  queryOptions({
    queryKey: ['site', id],
    queryFn: ({ signal }) => request(Site, `/sites/${id}`, { signal }),
    staleTime: 60_000,
  })

/** What is computed of the place itself. */
export const siteSeriesQuery = (id: string) =>
  queryOptions({
    queryKey: ['site', id, 'series'],
    queryFn: ({ signal }) => request(z.object({ items: z.array(Series) }), `/sites/${id}/series`, { signal }),
    select: (page) => page.items,
    refetchInterval: 60_000,
  })

/** Places right below it. */
export const sitesWithinQuery = (parentId: string) =>
  queryOptions({
    queryKey: ['site', parentId, 'within'],
    queryFn: ({ signal }) => request(pageOf(Site), '/sites', { signal, query: { parentId, limit: 200 } }),
    select: (page) => page.items,
  })
