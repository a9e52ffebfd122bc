import { queryOptions } from '@tanstack/react-query'
import { Incident, IncidentDetail, pageOf, Silence, type SilenceScope, type StepTick } from '@trame/domain'
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
/** As the agent's page keeps it; the outbox writes there what the platform answered. */
export const agentIncidentKey = (id: string) => ['incidents', 'agent one', id] as const

export const changeIncident = (id: string, change: { title?: string; status?: Incident['status'] }) =>
  command(`/incidents/${id}`, { method: 'PATCH', body: change })

/** What is to join, and the incidents that it may leave for that: those in which it was seen. */
export interface ToJoin {
  alertIds: readonly string[]
  outOf: readonly string[]
}
export const createIncident = (title: string, joining: ToJoin) =>
  request(IncidentDetail, '/incidents', { method: 'POST', body: { title, ...joining } })
export const joinIncident = (id: string, joining: ToJoin) =>
  request(IncidentDetail, `/incidents/${id}/alerts`, { method: 'POST', body: joining })
export const linkAlert = (alertId: string, incidentId: string | null) =>
  command(`/alerts/${alertId}/incident`, { body: { incidentId } })
export const mergeIncident = (id: string, intoId: string) =>
  command(`/incidents/${id}/merge`, { body: { intoId } })
export const addIncidentStep = (id: string, text: string) =>
  command(`/incidents/${id}/checklist`, { body: { text } })
export const tickIncidentStep = (id: string, stepId: number, tick: StepTick) =>
  command(`/incidents/${id}/checklist/${stepId}`, { method: 'PUT', body: tick })

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
