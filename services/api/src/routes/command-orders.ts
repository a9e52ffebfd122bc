import {
  approveOrder,
  cancelOrder,
  getOrder,
  listOrders,
  onceByKey,
  previewOrder,
  recordAudit,
  requestOrder,
  retryOrder,
} from '@trame/database'
import {
  CommandOrder,
  NewCommandOrder,
  OrderPreview,
  OrderPreviewQuery,
  PageQuery,
  pageOf,
} from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'
import { actorOf, IdempotencyHeader, keyOf } from './commands.ts'

const ById = z.object({ id: z.string() })
const tags = ['commands']

/** The commands of an order, thing by thing, are `/commands?orderId=`. */
export const commandOrderRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    const { now } = dependencies

    app.get(
      '/command-orders',
      {
        config: { role: 'reader' },
        schema: { tags, querystring: PageQuery, response: { 200: pageOf(CommandOrder) } },
      },
      (request) => scoped(dependencies, request, (tx) => listOrders(tx, request.query)),
    )

    // A question with a body, as polygons do not fit into a URL. It changes nothing.
    app.post(
      '/command-orders/preview',
      {
        config: { role: 'reader' },
        schema: { tags, body: OrderPreviewQuery, response: { 200: OrderPreview } },
      },
      (request) =>
        scoped(dependencies, request, (tx) => previewOrder(tx, request.body.kind, request.body.targets)),
    )

    app.get(
      '/command-orders/:id',
      { config: { role: 'reader' }, schema: { tags, params: ById, response: { 200: CommandOrder } } },
      (request) => scoped(dependencies, request, (tx) => getOrder(tx, request.params.id)),
    )

    app.post(
      '/command-orders',
      {
        config: { role: 'agent' },
        schema: {
          tags,
          headers: IdempotencyHeader,
          body: NewCommandOrder,
          response: { 200: CommandOrder, 201: CommandOrder },
        },
      },
      async (request, reply) => {
        const { order, repeated } = await scoped(dependencies, request, async (tx, principal) => {
          const { organisationId } = principal
          const key = keyOf('command-orders', principal, request.headers['idempotency-key'])
          const { id, repeated } = await onceByKey(tx, organisationId, key, request.body, async () => {
            const actor = await actorOf(tx, principal)
            const subject = await requestOrder(
              tx,
              organisationId,
              actor,
              { ...request.body, source: 'bulk' },
              now(),
            )
            const { kind, parameters, targets } = request.body
            const detail = { kind, parameters, targets }
            await recordAudit(tx, organisationId, {
              actor: principal.id,
              action: 'commandOrder.request',
              subject,
              detail,
            })
            return subject
          })
          return { order: await getOrder(tx, id), repeated }
        })
        return reply.status(repeated ? 200 : 201).send(order)
      },
    )

    app.post(
      '/command-orders/:id/approve',
      {
        config: { role: 'agent' },
        schema: {
          tags,
          params: ById,
          body: z.strictObject({ revision: z.int().positive() }),
          response: { 200: CommandOrder },
        },
      },
      (request) =>
        audited(dependencies, request, 'commandOrder.approve', async (tx, principal) => {
          const { id } = request.params
          await approveOrder(tx, await actorOf(tx, principal), id, request.body.revision, now())
          return { subject: id, detail: request.body, answer: await getOrder(tx, id) }
        }),
    )

    app.post(
      '/command-orders/:id/cancel',
      { config: { role: 'agent' }, schema: { tags, params: ById, response: { 200: CommandOrder } } },
      (request) =>
        audited(dependencies, request, 'commandOrder.cancel', async (tx, principal) => {
          const { id } = request.params
          await cancelOrder(tx, await actorOf(tx, principal), id, now())
          return { subject: id, answer: await getOrder(tx, id) }
        }),
    )

    app.post(
      '/command-orders/:id/retry',
      { config: { role: 'agent' }, schema: { tags, params: ById, response: { 200: CommandOrder } } },
      (request) =>
        audited(dependencies, request, 'commandOrder.retry', async (tx, principal) => {
          const { id } = request.params
          const commands = await retryOrder(tx, await actorOf(tx, principal), id, now())
          return { subject: id, detail: { commands }, answer: await getOrder(tx, id) }
        }),
    )
  }
