import {
  addLife,
  addStep,
  alertsOfIncident,
  changeAlert,
  changeIncident,
  checklistOf,
  getIncident,
  insertIncident,
  joinIncident,
  listIncidents,
  type Scoped,
  tickStep,
} from '@trame/database'
import {
  AlertsToJoin,
  alertStatuses,
  Incident,
  IncidentDetail,
  IncidentPatch,
  incidentStatuses,
  NewIncident,
  PageQuery,
  PlatformError,
  pageOf,
  StepTick,
} from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'
import { momentOf } from '../step-moment.ts'

const ById = z.object({ id: z.string() })
const tags = ['incidents']

const detailOf = async (tx: Scoped, id: string): Promise<IncidentDetail> => ({
  ...(await getIncident(tx, id)),
  alerts: await alertsOfIncident(tx, id),
  checklist: await checklistOf(tx, { incidentId: id }),
})

export const incidentRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/incidents',
      {
        config: { role: 'reader' },
        schema: {
          tags,
          querystring: PageQuery.extend({ status: z.enum(incidentStatuses).optional() }),
          response: { 200: pageOf(Incident) },
        },
      },
      (request) => scoped(dependencies, request, (tx) => listIncidents(tx, request.query)),
    )

    app.get(
      '/incidents/:id',
      { config: { role: 'reader' }, schema: { tags, params: ById, response: { 200: IncidentDetail } } },
      (request) => scoped(dependencies, request, (tx) => detailOf(tx, request.params.id)),
    )

    app.post(
      '/incidents',
      {
        config: { role: 'operator' },
        schema: { tags, body: NewIncident, response: { 201: IncidentDetail } },
      },
      async (request, reply) => {
        const incident = await audited(
          dependencies,
          request,
          'incident.add',
          async (tx, { organisationId, id: by }) => {
            const { title, checklist, alertIds, outOf } = request.body
            const id = await insertIncident(tx, organisationId, { title, checklist, createdBy: by })
            await joinIncident(tx, organisationId, id, { alertIds, outOf, by })
            return { subject: id, answer: await detailOf(tx, id) }
          },
        )
        return reply.status(201).send(incident)
      },
    )

    app.patch(
      '/incidents/:id',
      {
        config: { role: 'operator' },
        schema: { tags, params: ById, body: IncidentPatch, response: { 200: IncidentDetail } },
      },
      (request) =>
        audited(dependencies, request, 'incident.change', async (tx) => {
          const { id } = await getIncident(tx, request.params.id)
          await changeIncident(tx, id, request.body)
          return { subject: id, detail: request.body, answer: await detailOf(tx, id) }
        }),
    )

    /** Those that somebody else joined to another incident meanwhile are not among the answer's. */
    app.post(
      '/incidents/:id/alerts',
      {
        config: { role: 'operator' },
        schema: { tags, params: ById, body: AlertsToJoin, response: { 200: IncidentDetail } },
      },
      (request) =>
        audited(dependencies, request, 'incident.join', async (tx, { organisationId, id: by }) => {
          const { id } = request.params
          await joinIncident(tx, organisationId, id, { ...request.body, by })
          return { subject: id, detail: request.body, answer: await detailOf(tx, id) }
        }),
    )

    /** Two proposals were one event: the alerts go over, the empty one is dismissed. */
    app.post(
      '/incidents/:id/merge',
      {
        config: { role: 'operator' },
        schema: {
          tags,
          params: ById,
          body: z.object({ intoId: z.string() }),
          response: { 200: IncidentDetail },
        },
      },
      (request) =>
        audited(dependencies, request, 'incident.merge', async (tx, { organisationId, id: by }) => {
          const { id } = await getIncident(tx, request.params.id)
          const into = await getIncident(tx, request.body.intoId)
          if (into.id === id) throw new PlatformError('invalid', 'intoId: another incident.')
          if (into.status === 'closed' || into.status === 'dismissed')
            throw new PlatformError('incident_over', into.status)
          for (const alert of await alertsOfIncident(tx, id)) {
            const detail = { incidentId: into.id, title: into.title }
            const change = { set: { incident_id: into.id }, event: 'linked', detail, from: alertStatuses }
            await changeAlert(tx, organisationId, alert.id, by, change)
          }
          await changeIncident(tx, id, { status: 'dismissed' })
          return { subject: id, detail: { intoId: into.id }, answer: await detailOf(tx, into.id) }
        }),
    )

    app.post(
      '/incidents/:id/checklist',
      {
        config: { role: 'agent' },
        schema: {
          tags,
          params: ById,
          body: z.object({ text: z.string().trim().min(1).max(400) }),
          response: { 200: IncidentDetail },
        },
      },
      (request) =>
        audited(dependencies, request, 'incident.step.add', async (tx, { organisationId }) => {
          const { id } = await getIncident(tx, request.params.id)
          await addStep(tx, organisationId, { incidentId: id }, request.body.text)
          return { subject: id, detail: request.body, answer: await detailOf(tx, id) }
        }),
    )

    app.put(
      '/incidents/:id/checklist/:step',
      {
        config: { role: 'agent' },
        schema: {
          tags,
          params: ById.extend({ step: z.coerce.number().int() }),
          body: StepTick,
          response: { 200: IncidentDetail },
        },
      },
      (request) =>
        audited(dependencies, request, 'incident.step', async (tx, { organisationId, id: by }) => {
          const { id } = await getIncident(tx, request.params.id)
          const { done } = request.body
          const at = momentOf(request.body, Date.now())
          const { text, changed } = await tickStep(tx, { incidentId: id }, request.params.step, {
            done,
            at,
            by,
          })
          const kind = done ? 'step' : 'stepUndone'
          for (const alert of changed ? await alertsOfIncident(tx, id) : [])
            await addLife(tx, organisationId, alert.id, by, kind, { text, incidentId: id }, at)
          return { subject: id, detail: { text, done, at, changed }, answer: await detailOf(tx, id) }
        }),
    )
  }
