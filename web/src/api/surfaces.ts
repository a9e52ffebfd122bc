import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { Sign, Surface, SurfaceFrame, type SurfaceRequest } from '@trame/domain'
import { z } from 'zod'
import { request } from './client.ts'

const onItsWay = (surface: Surface | undefined) =>
  surface !== undefined && (surface.state === 'queued' || surface.state === 'running')

/**
 * Asked for once, then followed by its id to its end. Asking anew would begin one that failed all over again, and never
 * show that it failed.
 */
export const surfaceQuery = (asked: SurfaceRequest) =>
  queryOptions({
    queryKey: ['surface', asked],
    queryFn: ({ signal, client, queryKey }) => {
      const known = client.getQueryData<Surface>(queryKey)
      return known && onItsWay(known)
        ? request(Surface, `/surfaces/${known.id}`, { signal })
        : request(Surface, '/surfaces', { method: 'POST', body: asked, signal })
    },
    refetchInterval: (query) => (onItsWay(query.state.data) ? 1_000 : false),
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
