import {
  deletePushSubscription,
  listPushSubscriptions,
  putPushSubscription,
  writeNotifications,
} from '@trame/database'
import { Instant, NewPushSubscription, newId, PlatformError } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { scoped } from '../scope.ts'
import { timeZoneOf } from '../time-zone.ts'
import { personOf } from './notifications.ts'

const tags = ['push']
const Subscription = z.object({
  id: z.string(),
  endpoint: z.string(),
  userAgent: z.string(),
  createdAt: Instant,
})

/** Web push of one's own browsers. */
export const pushRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    const { now, config } = dependencies

    app.get(
      '/push/key',
      {
        config: { role: 'reader' },
        schema: {
          tags,
          /** `applicationServerKey` of PushManager.subscribe; null when the platform has none. */
          response: { 200: z.object({ publicKey: z.string().nullable() }) },
        },
      },
      async () => ({ publicKey: config.vapidPublicKey ?? null }),
    )

    app.get(
      '/me/push-subscriptions',
      {
        config: { role: 'reader' },
        schema: { tags, response: { 200: z.object({ items: z.array(Subscription) }) } },
      },
      async (request) => ({
        items: await scoped(dependencies, request, (tx, principal) =>
          listPushSubscriptions(tx, personOf(principal)),
        ),
      }),
    )

    app.post(
      '/me/push-subscriptions',
      {
        config: { role: 'reader' },
        schema: { tags, body: NewPushSubscription, response: { 201: z.object({ id: z.string() }) } },
      },
      async (request, reply) => {
        const userAgent = request.headers['user-agent'] ?? ''
        const id = await scoped(dependencies, request, (tx, principal) =>
          putPushSubscription(
            tx,
            { organisationId: principal.organisationId, userId: personOf(principal), userAgent },
            request.body,
          ),
        )
        return reply.status(201).send({ id })
      },
    )

    app.delete(
      '/me/push-subscriptions',
      {
        config: { role: 'reader' },
        schema: {
          tags,
          querystring: z.object({ endpoint: z.string().max(1000) }),
          response: { 200: z.object({ done: z.literal(true) }) },
        },
      },
      async (request) => {
        await scoped(dependencies, request, (tx, principal) =>
          deletePushSubscription(tx, personOf(principal), request.query.endpoint),
        )
        return { done: true as const }
      },
    )

    app.post(
      '/me/push-subscriptions/:id/test',
      {
        config: { role: 'reader', rateLimit: { max: 10, timeWindow: '1 minute' } },
        schema: {
          tags,
          params: z.object({ id: z.string() }),
          response: { 202: z.object({ cause: z.string() }) },
        },
      },
      async (request, reply) => {
        const cause = await scoped(dependencies, request, async (tx, principal) => {
          const userId = personOf(principal)
          const own = await listPushSubscriptions(tx, userId)
          const one = own.find(({ id }) => id === request.params.id)
          if (!one) throw new PlatformError('not_found', request.params.id)
          const at = now()
          const cause = `test:${newId('notification', at.getTime())}`
          await writeNotifications(
            tx,
            [
              {
                cause,
                channel: 'push',
                recipient: one.id,
                recipientName: '',
                userId,
                endpoint: `push:${new URL(one.endpoint).host}`,
                address: one.id,
                language: /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'fr',
                state: 'pending',
                nextAttemptAt: at,
                digestAt: null,
              },
            ],
            {
              organisationId: principal.organisationId,
              alertId: null,
              groupId: null,
              severity: null,
              content: { type: 'test', at: at.toISOString(), timeZone: await timeZoneOf(tx) },
              now: at,
            },
          )
          return cause
        })
        return reply.status(202).send({ cause })
      },
    )
  }
