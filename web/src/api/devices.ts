import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import {
  Binding,
  Device,
  DeviceQuery,
  FrameGap,
  type NewBinding,
  type NewDevice,
  type NewRegistration,
  pageOf,
  Series,
  UplinkRow,
} from '@trame/domain'
import { z } from 'zod'
import { command, request } from './client.ts'

const fields = DeviceQuery.shape
/** What the list is narrowed and ordered by, as it stands in the URL: nothing is filled in that was not asked. */
export const DeviceFilter = z.object({
  q: fields.q,
  modelId: fields.modelId,
  freshness: fields.freshness.catch(undefined),
  network: fields.network.catch(undefined),
  downlinkClass: fields.downlinkClass.catch(undefined),
  sort: fields.sort.unwrap().optional().catch(undefined),
  order: fields.order.unwrap().optional().catch(undefined),
})
export type DeviceFilter = z.infer<typeof DeviceFilter>

export const devicesQuery = (filter: DeviceFilter, limit = 100) =>
  infiniteQueryOptions({
    queryKey: ['devices', filter, limit],
    queryFn: ({ signal, pageParam }) =>
      request(pageOf(Device), '/devices', { signal, query: { ...filter, limit, cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })

export const deviceQuery = (id: string) =>
  queryOptions({
    queryKey: ['device', id],
    queryFn: ({ signal }) => request(Device, `/devices/${id}`, { signal }),
  })

const listOf = <T extends z.ZodType>(id: string, part: string, item: T) =>
  queryOptions({
    queryKey: ['device', id, part],
    queryFn: ({ signal }) =>
      request(z.object({ items: z.array(item) }), `/devices/${id}/${part}`, { signal }),
    select: (page) => page.items,
  })

export const deviceSeriesQuery = (id: string) => listOf(id, 'series', Series)
export const deviceBindingsQuery = (id: string) => listOf(id, 'bindings', Binding)
export const deviceGapsQuery = (id: string) => listOf(id, 'gaps', FrameGap)

export const deviceUplinksQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['device', id, 'uplinks'],
    queryFn: ({ signal, pageParam }) =>
      request(pageOf(UplinkRow), `/devices/${id}/uplinks`, {
        signal,
        query: { limit: 50, cursor: pageParam },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })

/** With a registration the network server is asked first: where it refuses, nothing is kept. */
export const registerDevice = (body: NewDevice & { registration?: NewRegistration }) =>
  request(Device, '/devices', { method: 'POST', body })
export const updateDevice = (
  id: string,
  body: Partial<Pick<Device, 'name' | 'disabled'>> & { atNetwork?: boolean },
) => command(`/devices/${id}`, { method: 'PATCH', body })
export const bind = (body: NewBinding) => request(Binding, '/bindings', { method: 'POST', body })
export const endBinding = (id: string, to: string) => command(`/bindings/${id}/end`, { body: { to } })
