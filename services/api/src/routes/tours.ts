import {
  cancelTour,
  getTour,
  insertTour,
  listTours,
  publishTour,
  reportStop,
  type Scoped,
  stopPhoto,
} from '@trame/database'
import {
  dayOf,
  NewTour,
  PageQuery,
  PlatformError,
  pageOf,
  StopReport,
  Tour,
  TourDetail,
  TourStatus,
} from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

const ById = z.object({ id: z.string() })
const OfStop = ById.extend({ stop: z.string() })
const tags = ['tours']
/** A replay forecasts and solves each of its days. */
const replayDaysMost = 62

const ListQuery = PageQuery.extend({
  kind: z.enum(['day', 'replay']).optional(),
  /** Several, with commas. */
  status: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(TourStatus))
    .optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** Those of whoever asks. */
  mine: z.stringbool().optional(),
})

function checkedTour(tour: NewTour): NewTour {
  if (tour.kind === 'replay') {
    const days = dayOf(tour.untilDate) - dayOf(tour.date) + 1
    if (days < 1 || days > replayDaysMost)
      throw new PlatformError('invalid', `untilDate: 1 to ${replayDaysMost} days from date`)
  }
  return tour
}

export const tourRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/tours',
      {
        config: { role: 'reader' },
        schema: { tags, querystring: ListQuery, response: { 200: pageOf(Tour) } },
      },
      (request) =>
        scoped(dependencies, request, (tx, { id }) => {
          const { mine, ...query } = request.query
          return listTours(tx, {
            ...query,
            ...(mine && { agentId: id }),
          })
        }),
    )

    app.get(
      '/tours/:id',
      { config: { role: 'reader' }, schema: { tags, params: ById, response: { 200: TourDetail } } },
      (request) => scoped(dependencies, request, (tx) => getTour(tx, request.params.id)),
    )

    app.post(
      '/tours',
      { config: { role: 'operator' }, schema: { tags, body: NewTour, response: { 202: TourDetail } } },
      async (request, reply) => {
        const tour = await audited(
          dependencies,
          request,
          'tour.plan',
          async (tx, { organisationId, id: by }) => {
            const id = await insertTour(tx, organisationId, { ...checkedTour(request.body), createdBy: by })
            return { subject: id, detail: request.body, answer: await getTour(tx, id) }
          },
        )
        return reply.status(202).send(tour)
      },
    )

    const act = (
      name: 'cancel' | 'publish',
      run: (tx: Scoped, id: string, body: { agentId?: string | null | undefined }) => Promise<void>,
    ) =>
      app.post(
        `/tours/:id/${name}`,
        {
          config: { role: 'operator' },
          schema: {
            tags,
            params: ById,
            body: z.object({ agentId: z.string().nullable().optional() }),
            response: { 200: TourDetail },
          },
        },
        (request) =>
          audited(dependencies, request, `tour.${name}`, async (tx) => {
            const { id } = request.params
            await run(tx, id, request.body)
            return { subject: id, detail: request.body, answer: await getTour(tx, id) }
          }),
      )
    act('cancel', (tx, id) => cancelTour(tx, id))
    act('publish', (tx, id, { agentId }) => publishTour(tx, id, agentId ?? null))

    app.put(
      '/tours/:id/stops/:stop/report',
      {
        config: { role: 'agent' },
        bodyLimit: 1_400_000,
        schema: { tags, params: OfStop, body: StopReport, response: { 200: TourDetail } },
      },
      (request) =>
        audited(dependencies, request, 'tour.report', async (tx, { id: by }) => {
          const { id, stop } = request.params
          const { photo, at, note, outcome } = request.body
          const reportedAt = new Date(at)
          if (reportedAt.getTime() > dependencies.now().getTime() + 5 * 60_000)
            throw new PlatformError('invalid', 'at: lies in the future')
          await reportStop(tx, id, stop, {
            outcome,
            note: note ?? null,
            photo: photo ? { type: photo.type, bytes: Buffer.from(photo.base64, 'base64') } : null,
            at: reportedAt,
            by,
          })
          return { subject: stop, detail: { outcome, ...(note && { note }) }, answer: await getTour(tx, id) }
        }),
    )

    app.get(
      '/tours/:id/stops/:stop/photo',
      { config: { role: 'reader' }, schema: { tags, params: OfStop } },
      async (request, reply) => {
        const photo = await scoped(dependencies, request, (tx) => stopPhoto(tx, request.params.stop))
        return reply
          .type(photo.type)
          .header('cache-control', 'private, max-age=3600')
          .header('content-disposition', 'inline; filename="photo"')
          .send(photo.bytes)
      },
    )
  }
