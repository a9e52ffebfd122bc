import {
  type AlertChange,
  addLife,
  addStep,
  changeAlert,
  countAlerts,
  getAlert,
  getAlertDetail,
  getIncident,
  listAlerts,
  listFoldedAlerts,
  requireMember,
  requireTeam,
  type Scoped,
  tickStep,
} from '@trame/database'
import {
  Alert,
  AlertActs,
  AlertCounts,
  AlertDetail,
  AlertQuery,
  AlertRow,
  alertStatuses,
  PlatformError,
  pageOf,
  StepTick,
} from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { principalFrom } from '../auth/guard.ts'
import type { Principal } from '../auth/principal.ts'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'
import { momentOf } from '../step-moment.ts'

const ById = z.object({ id: z.string() })
const tags = ['alerts']
const unresolved = ['open', 'acknowledged', 'inProgress'] as const
const notClosed = [...unresolved, 'resolved'] as const
const now = () => new Date()

type Acts = {
  [Name in keyof typeof AlertActs]: (
    body: z.output<(typeof AlertActs)[Name]>,
    tx: Scoped,
    principal: Principal,
  ) => Promise<AlertChange>
}

/** Each act of a person: what it sets, what the life line says, and from which states it may start. */
const acts: Acts = {
  acknowledge: async ({ note }) => ({
    set: { status: 'acknowledged', acknowledged_at: now() },
    event: 'acknowledged',
    detail: { note },
    from: ['open'],
  }),
  start: async ({ note }, _tx, { kind, id }) => ({
    set: { status: 'inProgress', started_at: now(), ...(kind === 'user' && { assignee_user_id: id }) },
    event: 'started',
    detail: { note },
    from: ['open', 'acknowledged'],
  }),
  resolve: async ({ note }) => ({
    set: { status: 'resolved', resolved_at: now(), quiet_until: null },
    event: 'resolved',
    detail: { note },
    from: unresolved,
  }),
  close: async ({ cause, note }) => ({
    set: { status: 'closed', closed_at: now(), cause, cause_note: note ?? null, quiet_until: null },
    event: 'closed',
    detail: { cause, note },
    from: notClosed,
  }),
  reopen: async ({ note }) => ({
    set: {
      status: 'open',
      acknowledged_at: null,
      started_at: null,
      resolved_at: null,
      closed_at: null,
      cause: null,
    },
    event: 'reopened',
    detail: { note },
    from: ['resolved', 'closed'],
  }),
  assign: async ({ userId, teamId }, tx) => {
    const user = userId === null ? null : await requireMember(tx, userId)
    const team = teamId ? await requireTeam(tx, teamId) : null
    return {
      set: { assignee_user_id: userId, assignee_team_id: teamId ?? null },
      event: user || team ? 'assigned' : 'unassigned',
      detail: { userId, teamId, name: [user, team].filter(Boolean).join(', ') },
      from: alertStatuses,
    }
  },
  handOver: async ({ teamId, to, note }, tx) => {
    const name = teamId ? await requireTeam(tx, teamId) : to
    return {
      set: { assignee_user_id: null, assignee_team_id: teamId ?? null },
      event: 'handedOver',
      detail: { teamId, name, note },
      from: notClosed,
    }
  },
  snooze: async ({ until }) => ({
    set: { quiet_until: new Date(until) },
    event: 'snoozed',
    detail: { until },
    from: unresolved,
  }),
  comment: async ({ text }) => ({ set: {}, event: 'commented', detail: { text }, from: alertStatuses }),
  target: async ({ targetAt }) => ({
    set: { target_at: targetAt === null ? null : new Date(targetAt) },
    event: 'targetSet',
    detail: { targetAt },
    from: notClosed,
  }),
  incident: async ({ incidentId }, tx) => {
    const incident = incidentId === null ? null : await getIncident(tx, incidentId)
    if (incident?.status === 'closed' || incident?.status === 'dismissed')
      throw new PlatformError('incident_over', incident.status)
    return {
      set: { incident_id: incidentId },
      event: incidentId === null ? 'unlinked' : 'linked',
      detail: { incidentId, title: incident?.title ?? null },
      from: alertStatuses,
    }
  },
}

/** Whose alerts they are is for those who lead; the rest is for whoever is in the field, too. */
const roleOf = (name: keyof Acts) => (name === 'incident' || name === 'target' ? 'operator' : 'agent')

export const alertRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/alerts',
      {
        config: { role: 'reader' },
        schema: { tags, querystring: AlertQuery, response: { 200: pageOf(Alert) } },
      },
      (request) => scoped(dependencies, request, (tx, { id }) => listAlerts(tx, request.query, id)),
    )

    /** The same alerts, those of one incident as one row. */
    app.get(
      '/alerts/folded',
      {
        config: { role: 'reader' },
        schema: { tags, querystring: AlertQuery, response: { 200: pageOf(AlertRow) } },
      },
      (request) => scoped(dependencies, request, (tx, { id }) => listFoldedAlerts(tx, request.query, id)),
    )

    app.get(
      '/alerts/counts',
      { config: { role: 'reader' }, schema: { tags, response: { 200: AlertCounts } } },
      (request) => scoped(dependencies, request, (tx) => countAlerts(tx, principalFrom(request).id)),
    )

    app.get(
      '/alerts/:id',
      { config: { role: 'reader' }, schema: { tags, params: ById, response: { 200: AlertDetail } } },
      (request) => scoped(dependencies, request, (tx) => getAlertDetail(tx, request.params.id)),
    )

    for (const name of Object.keys(acts) as (keyof Acts)[]) {
      const body: z.ZodType = AlertActs[name]
      const act = acts[name] as (body: unknown, tx: Scoped, principal: Principal) => Promise<AlertChange>
      app.post(
        `/alerts/:id/${name}`,
        { config: { role: roleOf(name) }, schema: { tags, params: ById, body, response: { 200: Alert } } },
        (request) =>
          audited(dependencies, request, `alert.${name}`, async (tx, principal) => {
            const { id } = request.params
            const change = await act(request.body, tx, principal)
            await changeAlert(tx, principal.organisationId, id, principal.id, change)
            return {
              subject: id,
              detail: change.detail as Record<string, unknown>,
              answer: await getAlert(tx, id),
            }
          }),
      )
    }

    app.post(
      '/alerts/acknowledge',
      {
        config: { role: 'agent' },
        schema: {
          tags,
          body: z.object({ ids: z.array(z.string()).min(1).max(500) }),
          response: { 200: z.object({ done: z.int(), refused: z.int() }) },
        },
      },
      (request) =>
        audited(dependencies, request, 'alert.acknowledge', async (tx, principal) => {
          let done = 0
          for (const id of [...new Set(request.body.ids)].sort()) {
            // One that somebody else just took does not hold up the others.
            const { status } = await getAlert(tx, id)
            if (status !== 'open') continue
            const change = await acts.acknowledge({}, tx, principal)
            await changeAlert(tx, principal.organisationId, id, principal.id, change)
            done++
          }
          const answer = { done, refused: request.body.ids.length - done }
          return { subject: 'alerts', detail: { ids: request.body.ids, ...answer }, answer }
        }),
    )

    app.put(
      '/alerts/:id/checklist/:step',
      {
        config: { role: 'agent' },
        schema: {
          tags,
          params: ById.extend({ step: z.coerce.number().int() }),
          body: StepTick,
          response: { 200: AlertDetail },
        },
      },
      (request) =>
        audited(dependencies, request, 'alert.step', async (tx, { organisationId, id: by }) => {
          const { id, step } = request.params
          await getAlert(tx, id)
          const { done } = request.body
          const at = momentOf(request.body, Date.now())
          const { text, changed } = await tickStep(tx, { alertId: id }, step, { done, at, by })
          if (changed) await addLife(tx, organisationId, id, by, done ? 'step' : 'stepUndone', { text }, at)
          return { subject: id, detail: { text, done, at, changed }, answer: await getAlertDetail(tx, id) }
        }),
    )

    app.post(
      '/alerts/:id/checklist',
      {
        config: { role: 'agent' },
        schema: {
          tags,
          params: ById,
          body: z.object({ text: z.string().trim().min(1).max(400) }),
          response: { 200: AlertDetail },
        },
      },
      (request) =>
        audited(dependencies, request, 'alert.step.add', async (tx, { organisationId }) => {
          const { id } = await getAlert(tx, request.params.id)
          await addStep(tx, organisationId, { alertId: id }, request.body.text)
          return { subject: id, detail: request.body, answer: await getAlertDetail(tx, id) }
        }),
    )
  }
