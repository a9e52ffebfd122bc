import {
  deleteWebhook,
  getWebhook,
  insertWebhook,
  listWebhooks,
  rotateWebhookSecret,
  updateWebhook,
  writeNotifications,
} from '@trame/database'
import { NewWebhook, newId, PlatformError, Webhook, webhookSecret } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'
import { timeZoneOf } from '../time-zone.ts'

const tags = ['webhooks']
const ById = z.object({ id: z.string() })
const rotationMs = 24 * 3_600_000

/** Deliveries of an endpoint are `GET /notifications?webhookId=`; each can be sent again. */
export const webhookRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    const { now, config } = dependencies
    const secretOf = (id: string, version: number) => {
      if (!config.webhookKey)
        throw new PlatformError('in_use', 'Webhooks are off: WEBHOOK_KEY is not set on this platform.')
      return webhookSecret(config.webhookKey, id, version)
    }

    app.get(
      '/webhooks',
      {
        config: { role: 'administrator' },
        schema: { tags, response: { 200: z.object({ items: z.array(Webhook) }) } },
      },
      async (request) => ({ items: await scoped(dependencies, request, listWebhooks) }),
    )

    app.post(
      '/webhooks',
      {
        config: { role: 'administrator' },
        schema: {
          tags,
          body: NewWebhook,
          /** `secret` is told here and never again. */
          response: { 201: Webhook.extend({ secret: z.string() }) },
        },
      },
      async (request, reply) => {
        const made = await audited(dependencies, request, 'webhook.add', async (tx, principal) => {
          const id = await insertWebhook(tx, principal.organisationId, request.body, principal.id)
          const answer = { ...(await getWebhook(tx, id)), secret: await secretOf(id, 1) }
          return { subject: id, detail: { name: answer.name, url: answer.url }, answer }
        })
        return reply.status(201).send(made)
      },
    )

    app.put(
      '/webhooks/:id',
      {
        config: { role: 'administrator' },
        schema: { tags, params: ById, body: NewWebhook, response: { 200: Webhook } },
      },
      (request) =>
        audited(dependencies, request, 'webhook.put', async (tx) => {
          const { id } = request.params
          await updateWebhook(tx, id, request.body)
          return { subject: id, detail: { url: request.body.url }, answer: await getWebhook(tx, id) }
        }),
    )

    app.delete(
      '/webhooks/:id',
      {
        config: { role: 'administrator' },
        schema: { tags, params: ById, response: { 200: z.object({ done: z.literal(true) }) } },
      },
      (request) =>
        audited(dependencies, request, 'webhook.delete', async (tx) => {
          await deleteWebhook(tx, request.params.id)
          return { subject: request.params.id, answer: { done: true as const } }
        }),
    )

    app.post(
      '/webhooks/:id/rotate',
      {
        config: { role: 'administrator' },
        schema: {
          tags,
          params: ById,
          /** Until then messages carry the signatures of the old secret and the new one. */
          response: { 200: z.object({ secret: z.string(), oldSecretUntil: z.string() }) },
        },
      },
      (request) =>
        audited(dependencies, request, 'webhook.rotate', async (tx) => {
          const { id } = request.params
          const until = new Date(now().getTime() + rotationMs)
          const version = await rotateWebhookSecret(tx, id, until)
          const answer = { secret: await secretOf(id, version), oldSecretUntil: until.toISOString() }
          return { subject: id, detail: { version }, answer }
        }),
    )

    app.post(
      '/webhooks/:id/test',
      {
        config: { role: 'administrator' },
        schema: { tags, params: ById, response: { 202: z.object({ cause: z.string() }) } },
      },
      async (request, reply) => {
        const answer = await audited(
          dependencies,
          request,
          'webhook.test',
          async (tx, { organisationId }) => {
            const webhook = await getWebhook(tx, request.params.id)
            const at = now()
            const cause = `test:${newId('notification', at.getTime())}`
            await writeNotifications(
              tx,
              [
                {
                  cause,
                  channel: 'webhook',
                  recipient: webhook.id,
                  recipientName: webhook.name,
                  userId: null,
                  endpoint: `webhook:${webhook.id}`,
                  address: webhook.id,
                  language: 'fr',
                  state: 'pending',
                  nextAttemptAt: at,
                  digestAt: null,
                },
              ],
              {
                organisationId,
                alertId: null,
                groupId: null,
                severity: null,
                content: { type: 'test', at: at.toISOString(), timeZone: await timeZoneOf(tx) },
                now: at,
              },
            )
            return { subject: webhook.id, answer: { cause } }
          },
        )
        return reply.status(202).send(answer)
      },
    )
  }
