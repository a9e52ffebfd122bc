import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import {
  AssetValues,
  FleetSeries,
  IndicatorValues,
  pageOf,
  UseCaseDescription,
  UseCaseSummary,
} from '@trame/domain'
import { z } from 'zod'
import { request } from './client.ts'

/** What the platform can do does not change while a page is open. */
export const useCasesQuery = queryOptions({
  queryKey: ['use-cases'],
  queryFn: ({ signal }) =>
    request(z.object({ items: z.array(UseCaseDescription) }), '/use-cases', { signal }),
  select: (page) => page.items,
  staleTime: Number.POSITIVE_INFINITY,
})

/** Indicators are computed minutes after what they are made of: asking more often shows nothing new. */
const refetchInterval = 60_000

export interface SummaryAsked {
  property: string
  /** `territory` or a type of asset. */
  of: string
  siteId?: string | undefined
  from?: string | undefined
  to?: string | undefined
  baseline?: string | undefined
  factors?: string | undefined
}

export const summaryQuery = (useCaseId: string, asked: SummaryAsked) =>
  queryOptions({
    queryKey: ['use-case', useCaseId, 'summary', asked],
    queryFn: ({ signal }) =>
      request(UseCaseSummary, `/use-cases/${useCaseId}/summary`, { signal, query: { ...asked } }),
    placeholderData: keepPreviousData,
    refetchInterval,
  })

export interface AssetValuesAsked {
  type: string
  properties: string
  siteId?: string | undefined
  q?: string | undefined
  sortBy?: string | undefined
  order?: 'up' | 'down' | undefined
  beyond?: number | undefined
}

export const assetValuesQuery = (asked: AssetValuesAsked, limit = 100) =>
  infiniteQueryOptions({
    queryKey: ['asset-values', asked, limit],
    queryFn: ({ signal, pageParam }) =>
      request(pageOf(AssetValues), '/assets/values', {
        signal,
        query: { ...asked, limit, cursor: pageParam },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval,
  })

const pageLimit = 500

/** All assets of a type, page after page: for a map, or a file of what a table is narrowed to. */
export async function allAssetValues(asked: AssetValuesAsked, signal?: AbortSignal): Promise<AssetValues[]> {
  const items: AssetValues[] = []
  let cursor: string | null = null
  do {
    const page: { items: AssetValues[]; next: string | null } = await request(
      pageOf(AssetValues),
      '/assets/values',
      { ...(signal && { signal }), query: { ...asked, limit: pageLimit, cursor } },
    )
    items.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  return items
}

export const allAssetValuesQuery = (asked: AssetValuesAsked) =>
  queryOptions({
    queryKey: ['asset-values', 'all', asked],
    queryFn: ({ signal }) => allAssetValues(asked, signal),
    placeholderData: keepPreviousData,
    refetchInterval,
  })

export interface FleetAsked {
  property: string
  assetType?: string | undefined
  siteId?: string | undefined
  from: string
  to: string
  grain: 'hour' | 'day' | 'month'
}

export const fleetSeriesQuery = (asked: FleetAsked) =>
  queryOptions({
    queryKey: ['fleet-series', asked],
    queryFn: ({ signal }) => request(FleetSeries, '/series/aggregate', { signal, query: { ...asked } }),
    placeholderData: keepPreviousData,
    refetchInterval,
  })

export const indicatorValuesQuery = (id: string, asked: { subject: string; from: string; to: string }) =>
  queryOptions({
    queryKey: ['indicator', id, asked],
    queryFn: ({ signal }) =>
      request(IndicatorValues, `/indicators/${encodeURIComponent(id)}/values`, {
        signal,
        query: { ...asked },
      }),
  })
