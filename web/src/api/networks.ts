import { queryOptions } from '@tanstack/react-query'
import {
  Connector,
  MembersAtNetwork,
  NetworkChoices,
  type NewRegistration,
  Registration,
} from '@trame/domain'
import { z } from 'zod'
import { command, request } from './client.ts'

export const connectorsQuery = queryOptions({
  queryKey: ['connectors'],
  queryFn: ({ signal }) => request(z.object({ items: z.array(Connector) }), '/connectors', { signal }),
  select: (page) => page.items,
  staleTime: 60_000,
})

/** Those that register devices, and have multicast groups. */
export const registrarsQuery = queryOptions({
  ...connectorsQuery,
  select: (page) => page.items.filter(({ kind }) => kind === 'chirpstack'),
})

/** Asked at the network server itself: once is enough, also when it does not answer. */
const choicesQuery = (connectorId: string, what: 'device-profiles' | 'multicast-groups') =>
  queryOptions({
    queryKey: ['connectors', connectorId, what],
    queryFn: ({ signal }) => request(NetworkChoices, `/connectors/${connectorId}/${what}`, { signal }),
    select: (page) => page.items,
    enabled: connectorId !== '',
    staleTime: 60_000,
    retry: false,
  })
export const deviceProfilesQuery = (connectorId: string) => choicesQuery(connectorId, 'device-profiles')
export const networkGroupsQuery = (connectorId: string) => choicesQuery(connectorId, 'multicast-groups')

/** Of a group that the network has, whether or not we know it. */
export const networkMembersQuery = (connectorId: string, networkGroupId: string) =>
  queryOptions({
    queryKey: ['connectors', connectorId, 'multicast-groups', networkGroupId],
    queryFn: ({ signal }) =>
      request(MembersAtNetwork, `/connectors/${connectorId}/multicast-groups/${networkGroupId}/members`, {
        signal,
      }),
    select: (page) => page.items,
    staleTime: 60_000,
    retry: false,
  })

export const registrationQuery = (deviceId: string) =>
  queryOptions({
    queryKey: ['device', deviceId, 'registration'],
    queryFn: ({ signal }) =>
      request(z.object({ registration: Registration.nullable() }), `/devices/${deviceId}/registration`, {
        signal,
      }),
    select: ({ registration }) => registration,
  })

export const putRegistration = (deviceId: string, body: NewRegistration) =>
  request(Registration, `/devices/${deviceId}/registration`, { method: 'PUT', body })
export const deleteRegistration = (deviceId: string) =>
  command(`/devices/${deviceId}/registration`, { method: 'DELETE' })
