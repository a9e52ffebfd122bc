import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { Asset, AssetType, Binding, type FunctionId, type NewAsset, pageOf, Series } from '@trame/domain'
import { z } from 'zod'
import { request } from './client.ts'

export interface AssetFilter {
  function?: FunctionId | undefined
  type?: string | undefined
  /** At or below it. */
  siteId?: string | undefined
  freshness?: Asset['freshness'] | undefined
  q?: string | undefined
  bbox?: string | undefined
  /** As they stood then; absent: now. */
  at?: string | undefined
}

const AssetPage = pageOf(Asset)

export const assetTypesQuery = queryOptions({
  queryKey: ['asset-types'],
  queryFn: ({ signal }) => request(z.object({ items: z.array(AssetType) }), '/asset-types', { signal }),
  select: (page) => page.items,
  staleTime: Number.POSITIVE_INFINITY,
})

/** A list that grows as one scrolls. */
export const assetsQuery = (filter: AssetFilter, limit = 100) =>
  infiniteQueryOptions({
    queryKey: ['assets', filter, limit],
    queryFn: ({ signal, pageParam }) =>
      request(AssetPage, '/assets', { signal, query: { ...filter, limit, cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })

export const assetPageQuery = (filter: AssetFilter, limit: number) =>
  queryOptions({
    queryKey: ['asset-page', filter, limit],
    queryFn: ({ signal }) => request(AssetPage, '/assets', { signal, query: { ...filter, limit } }),
  })

export const assetQuery = (id: string, at?: string) =>
  queryOptions({
    queryKey: at ? ['asset', id, at] : ['asset', id],
    queryFn: ({ signal }) => request(Asset, `/assets/${id}`, { signal, query: { at } }),
  })

export const addAsset = (asset: NewAsset) => request(Asset, '/assets', { method: 'POST', body: asset })

/** All attributes are given: what is left out is gone. */
export const putAttributes = (id: string, attributes: Asset['attributes']) =>
  request(Asset, `/assets/${id}`, { method: 'PATCH', body: { attributes } })

export const assetSeriesQuery = (id: string) =>
  queryOptions({
    queryKey: ['asset', id, 'series'],
    queryFn: ({ signal }) =>
      request(z.object({ items: z.array(Series) }), `/assets/${id}/series`, { signal }),
    select: (page) => page.items,
  })

export const assetBindingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['asset', id, 'bindings'],
    queryFn: ({ signal }) =>
      request(z.object({ items: z.array(Binding) }), `/assets/${id}/bindings`, { signal }),
    select: (page) => page.items,
  })
