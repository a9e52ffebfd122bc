import { z } from 'zod'
import { Instant, Name, PageQuery } from '../resources/common.ts'
import { Severity } from '../resources/place.ts'
import { NotificationChannel, NotificationState } from './channel.ts'
import { NotificationContent } from './notice.ts'

/** One message to one recipient by one channel. */
export const Notification = z
  .object({
    id: z.string(),
    alertId: z.string().nullable(),
    groupId: z.string().nullable(),
    channel: NotificationChannel,
    recipientName: z.string(),
    userId: z.string().nullable(),
    /** E-mail address or number; the id of a webhook or a push subscription. */
    address: z.string(),
    severity: Severity.nullable(),
    content: NotificationContent,
    state: NotificationState,
    attempts: z.int(),
    /** Of the next try, the end of quiet hours, or the digest. */
    nextAttemptAt: Instant.nullable(),
    lastError: z.string().nullable(),
    createdAt: Instant,
    sentAt: Instant.nullable(),
    readAt: Instant.nullable(),
  })
  .meta({ id: 'Notification' })
export type Notification = z.infer<typeof Notification>

export const NotificationQuery = PageQuery.extend({
  state: NotificationState.optional(),
  channel: NotificationChannel.optional(),
  alertId: z.string().optional(),
  userId: z.string().optional(),
  webhookId: z.string().optional(),
  from: Instant.optional(),
  to: Instant.optional(),
})
export type NotificationQuery = z.infer<typeof NotificationQuery>

export const NotificationAttempt = z.object({
  at: Instant,
  outcome: z.enum(['sent', 'failed']),
  /** Our code of the failure, never what the other side answered. */
  error: z.string().nullable(),
  status: z.int().nullable(),
  tookMs: z.int(),
})
export type NotificationAttempt = z.infer<typeof NotificationAttempt>

/** What waits and what fails, by channel: the page that tells an administrator that nobody is being told. */
export const NotificationHealth = z
  .object({
    channels: z.array(
      z.object({
        channel: NotificationChannel,
        /** Due and not yet gone. */
        waiting: z.int(),
        oldestDueAt: Instant.nullable(),
        /** Not yet due: quiet hours, digest. */
        deferred: z.int(),
        retrying: z.int(),
        failedLastDay: z.int(),
        sentLastDay: z.int(),
        lastError: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'NotificationHealth' })
export type NotificationHealth = z.infer<typeof NotificationHealth>

export const Webhook = z
  .object({
    id: z.string(),
    name: Name,
    url: z.string(),
    enabled: z.boolean(),
    /** Why it was switched off by itself. */
    disabledReason: z.string().nullable(),
    /** Of every alert of the organisation at least this severe; null: only of groups that name it. */
    everyAlertFrom: Severity.nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'Webhook' })
export type Webhook = z.infer<typeof Webhook>
export const NewWebhook = z.object({
  name: Name,
  url: z.url({ protocol: /^https?$/ }).max(1000),
  enabled: z.boolean().default(true),
  everyAlertFrom: Severity.nullable().default(null),
})
export type NewWebhook = z.input<typeof NewWebhook>

/** PushSubscription.toJSON() of the Push API. */
export const NewPushSubscription = z.object({
  endpoint: z.url({ protocol: /^https$/ }).max(1000),
  keys: z.object({
    p256dh: z.string().regex(/^[A-Za-z0-9_-]{80,100}=*$/),
    auth: z.string().regex(/^[A-Za-z0-9_-]{16,32}=*$/),
  }),
})
export type NewPushSubscription = z.infer<typeof NewPushSubscription>
