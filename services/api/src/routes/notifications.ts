import {
  listAttempts,
  listInbox,
  listNotifications,
  markRead,
  notificationHealth,
  readNotificationSettings,
  readPreferences,
  resendNotification,
  writeNotificationSettings,
  writePreferences,
} from '@trame/database'
import {
  Notification,
  NotificationAttempt,
  NotificationHealth,
  NotificationPreferences,
  NotificationQuery,
  NotificationSettings,
  PageQuery,
  PlatformError,
  pageOf,
} from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Principal } from '../auth/principal.ts'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

const tags = ['notifications']
const Done = z.object({ done: z.literal(true) })
const done = { done: true } as const
const ById = z.object({ id: z.string() })

/** What has been told to whom; one's own inbox and preferences; the organisation's settings. */
export const notificationRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    const { now } = dependencies

    app.get(
      '/notifications',
      {
        config: { role: 'operator' },
        schema: { tags, querystring: NotificationQuery, response: { 200: pageOf(Notification) } },
      },
      (request) => scoped(dependencies, request, (tx) => listNotifications(tx, request.query)),
    )

    app.get(
      '/notifications/health',
      { config: { role: 'operator' }, schema: { tags, response: { 200: NotificationHealth } } },
      (request) => scoped(dependencies, request, (tx) => notificationHealth(tx, now())),
    )

    app.get(
      '/notifications/:id/attempts',
      {
        config: { role: 'operator' },
        schema: {
          tags,
          params: ById,
          response: { 200: z.object({ items: z.array(NotificationAttempt) }) },
        },
      },
      async (request) => ({
        items: await scoped(dependencies, request, (tx) => listAttempts(tx, request.params.id)),
      }),
    )

    app.post(
      '/notifications/:id/resend',
      { config: { role: 'operator' }, schema: { tags, params: ById, response: { 200: Done } } },
      (request) =>
        audited(dependencies, request, 'notification.resend', async (tx) => {
          const { id } = request.params
          if (!(await resendNotification(tx, id, now()))) throw new PlatformError('not_found', id)
          return { subject: id, answer: done }
        }),
    )

    app.get(
      '/me/inbox',
      {
        config: { role: 'reader' },
        schema: {
          tags,
          querystring: PageQuery.extend({ unread: z.stringbool().default(false) }),
          response: { 200: pageOf(Notification) },
        },
      },
      (request) =>
        scoped(dependencies, request, (tx, principal) => listInbox(tx, personOf(principal), request.query)),
    )

    app.post(
      '/me/inbox/read',
      {
        config: { role: 'reader' },
        schema: {
          tags,
          /** `ids` absent: all. */
          body: z.object({ ids: z.array(z.string()).max(1000).optional() }),
          response: { 200: z.object({ read: z.int() }) },
        },
      },
      async (request) => ({
        read: await scoped(dependencies, request, (tx, principal) =>
          markRead(tx, personOf(principal), request.body.ids ?? null, now()),
        ),
      }),
    )

    app.get(
      '/me/notification-preferences',
      { config: { role: 'reader' }, schema: { tags, response: { 200: NotificationPreferences } } },
      (request) =>
        scoped(dependencies, request, (tx, principal) =>
          readPreferences(tx, principal.organisationId, personOf(principal)),
        ),
    )

    app.put(
      '/me/notification-preferences',
      {
        config: { role: 'reader' },
        schema: { tags, body: NotificationPreferences, response: { 200: NotificationPreferences } },
      },
      (request) =>
        scoped(dependencies, request, async (tx, principal) => {
          await writePreferences(tx, principal.organisationId, personOf(principal), request.body)
          return request.body
        }),
    )

    app.get(
      '/notification-settings',
      { config: { role: 'operator' }, schema: { tags, response: { 200: NotificationSettings } } },
      (request) =>
        scoped(dependencies, request, (tx, { organisationId }) =>
          readNotificationSettings(tx, organisationId),
        ),
    )

    app.put(
      '/notification-settings',
      {
        config: { role: 'administrator' },
        schema: { tags, body: NotificationSettings, response: { 200: NotificationSettings } },
      },
      (request) =>
        audited(dependencies, request, 'notificationSettings.put', async (tx, { organisationId }) => {
          await writeNotificationSettings(tx, organisationId, request.body)
          return { subject: organisationId, detail: { ...request.body }, answer: request.body }
        }),
    )
  }

export function personOf(principal: Principal): string {
  if (principal.kind !== 'user')
    throw new PlatformError('forbidden', 'An API key is nobody: sign in for this.')
  return principal.id
}
