import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { Sign, Surface, SurfaceFrame, type SurfaceRequest } from '@trame/domain'
import { z } from 'zod'
import { request } from './client.ts'

/** Asking again for the same is harmless: the answer that is there, or on its way, is given. */
export const surfaceQuery = (asked: SurfaceRequest) =>
  queryOptions({
    queryKey: ['surface', asked],
    queryFn: ({ signal }) => request(Surface, '/surfaces', { method: 'POST', body: asked, signal }),
    refetchInterval: (query) =>
      query.state.data && ['queued', 'running'].includes(query.state.data.state) ? 1_000 : false,
    staleTime: 300_000,
    placeholderData: keepPreviousData,
  })

export const surfaceFrameQuery = (id: string, frame: number) =>
  queryOptions({
    queryKey: ['surface-frame', id, frame],
    queryFn: ({ signal }) => request(SurfaceFrame, `/surfaces/${id}/frames/${frame}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  })

export const signsQuery = (type: string) =>
  queryOptions({
    queryKey: ['signs', type],
    queryFn: ({ signal }) =>
      request(z.object({ items: z.array(Sign) }), '/signs', { signal, query: { type } }),
    select: (page) => page.items,
    refetchInterval: 10_000,
  })

export const switchSign = (assetId: string, on: boolean) =>
  request(z.object({ on: z.boolean() }), `/signs/${assetId}/automatic`, { method: 'PUT', body: { on } })
