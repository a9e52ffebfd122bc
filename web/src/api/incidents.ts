import { queryOptions } from '@tanstack/react-query'
import { Incident, IncidentDetail, pageOf, Silence, type SilenceScope } from '@trame/domain'
import { z } from 'zod'
import { command, request } from './client.ts'

export const incidentsQuery = (status: Incident['status'] | undefined) =>
  queryOptions({
    queryKey: ['incidents', 'list', status ?? 'all'],
    queryFn: ({ signal }) =>
      request(pageOf(Incident), '/incidents', { signal, query: { status, limit: 200 } }),
    refetchInterval: 30_000,
  })
export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: ['incidents', 'one', id],
    queryFn: ({ signal }) => request(IncidentDetail, `/incidents/${id}`, { signal }),
  })

export const changeIncident = (id: string, change: { title?: string; status?: Incident['status'] }) =>
  command(`/incidents/${id}`, { method: 'PATCH', body: change })
export const createIncident = (title: string, alertIds: readonly string[]) =>
  request(IncidentDetail, '/incidents', { method: 'POST', body: { title, alertIds } })
export const linkAlert = (alertId: string, incidentId: string | null) =>
  command(`/alerts/${alertId}/incident`, { body: { incidentId } })
export const mergeIncident = (id: string, intoId: string) =>
  command(`/incidents/${id}/merge`, { body: { intoId } })
export const addIncidentStep = (id: string, text: string) =>
  command(`/incidents/${id}/checklist`, { body: { text } })
export const tickIncidentStep = (id: string, stepId: number, done: boolean) =>
  command(`/incidents/${id}/checklist/${stepId}`, { method: 'PUT', body: { done } })

export const silencesQuery = queryOptions({
  queryKey: ['silences'],
  queryFn: ({ signal }) => request(z.object({ items: z.array(Silence) }), '/silences', { signal }),
  select: (page) => page.items,
  refetchInterval: 60_000,
})
export const createSilence = (silence: {
  reason: string
  scope: z.infer<typeof SilenceScope>
  startsAt: string
  endsAt: string
}) => command('/silences', { body: silence })
export const endSilence = (id: string) => command(`/silences/${id}`, { method: 'DELETE' })
