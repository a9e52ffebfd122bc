import { queryOptions } from '@tanstack/react-query'
import { GroupSending, MembersAtNetwork, MulticastGroup, type NewMulticastGroup } from '@trame/domain'
import { z } from 'zod'
import { command, request } from './client.ts'

export const multicastGroupsQuery = queryOptions({
  queryKey: ['multicast-groups'],
  queryFn: ({ signal }) =>
    request(z.object({ items: z.array(MulticastGroup) }), '/multicast-groups', { signal }),
  select: (page) => page.items,
})

export const multicastGroupQuery = (id: string) =>
  queryOptions({
    queryKey: ['multicast-groups', id],
    queryFn: ({ signal }) => request(MulticastGroup, `/multicast-groups/${id}`, { signal }),
  })

export const sendingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['multicast-groups', id, 'sendings'],
    queryFn: ({ signal }) =>
      request(z.object({ items: z.array(GroupSending) }), `/multicast-groups/${id}/sendings`, { signal }),
    select: (page) => page.items,
    refetchInterval: 15_000,
  })

/** Asked at the network server: once is enough, also when it does not answer. */
export const membersAtNetworkQuery = (id: string) =>
  queryOptions({
    queryKey: ['multicast-groups', id, 'network'],
    queryFn: ({ signal }) =>
      request(MembersAtNetwork, `/multicast-groups/${id}/members-at-network`, { signal }),
    select: (page) => page.items,
    staleTime: 60_000,
    retry: false,
  })

/** Makes a group, or changes the one with this id. */
export const putMulticastGroup = (body: NewMulticastGroup, id?: string) =>
  request(MulticastGroup, id === undefined ? '/multicast-groups' : `/multicast-groups/${id}`, {
    method: id === undefined ? 'POST' : 'PUT',
    body,
  })
export const deleteMulticastGroup = (id: string) => command(`/multicast-groups/${id}`, { method: 'DELETE' })
