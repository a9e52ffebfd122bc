import type { Severity } from '../resources/place.ts'
import type { Language, NotificationChannel } from './channel.ts'
import { nextDigest } from './digest-time.ts'
import type { AlertNotice } from './notice.ts'
import {
  channelsFor,
  type NotificationPreferences,
  type NotificationSettings,
  quietUntil,
} from './settings.ts'

export type Recipient =
  | {
      kind: 'user'
      userId: string
      name: string
      email: string
      preferences: NotificationPreferences
      pushSubscriptions: { id: string; endpoint: string }[]
    }
  | { kind: 'email' | 'sms'; name: string; address: string; language: Language | null }
  | { kind: 'webhook'; webhookId: string; name: string }

export interface NotificationPlan {
  /** The same cause, recipient and channel never make a second row. */
  cause: string
  recipient: string
  channel: NotificationChannel
  recipientName: string
  userId: string | null
  /** What fails together: one mail server, one push service, one webhook. */
  endpoint: string
  address: string
  language: Language
  state: 'pending' | 'sent'
  /** After quiet hours; null when it waits for a digest or is there already (in-app). */
  nextAttemptAt: Date | null
  digestAt: Date | null
}

export interface PlanInput {
  notice: Pick<AlertNotice, 'severity'>
  cause: string
  /** Of the rule's action; null = whatever the recipient prefers. */
  channels: readonly NotificationChannel[] | null
  recipients: readonly Recipient[]
  settings: NotificationSettings
  /** Of the organisation: quiet hours and digests follow its clock. */
  timeZone: string
  now: Date
}

/** Who is told, by what, and when. Nobody is told twice, however many groups name them. */
export function notificationsFor(input: PlanInput): NotificationPlan[] {
  const plans = input.recipients.flatMap((recipient) => plansFor(recipient, input))
  const unique = new Map(plans.map((plan) => [`${plan.channel} ${plan.recipient}`, plan]))
  return [...unique.values()]
}

function plansFor(recipient: Recipient, input: PlanInput): NotificationPlan[] {
  const { settings, notice } = input
  const rest = { cause: input.cause, userId: null, language: settings.language }
  if (recipient.kind === 'webhook') {
    const to = { channel: 'webhook' as const, recipient: recipient.webhookId, address: recipient.webhookId }
    const named = { recipientName: recipient.name, endpoint: `webhook:${recipient.webhookId}` }
    return [{ ...rest, ...to, ...named, ...atOnce(input.now) }]
  }
  if (recipient.kind !== 'user') {
    const to = { channel: recipient.kind, recipient: recipient.address, address: recipient.address }
    const when = whenFor(recipient.kind, settings, input)
    const language = recipient.language ?? settings.language
    return [{ ...rest, ...to, recipientName: recipient.name, endpoint: recipient.kind, language, ...when }]
  }
  const { preferences } = recipient
  const own = {
    language: settings.language,
    quietHours: preferences.quietHours === undefined ? settings.quietHours : preferences.quietHours,
    digest: preferences.digest === undefined ? settings.digest : preferences.digest,
  }
  const person = {
    ...rest,
    userId: recipient.userId,
    recipientName: recipient.name,
    language: preferences.language ?? settings.language,
  }
  return channelsFor(preferences, notice.severity)
    .filter((channel) => channel === 'inApp' || input.channels === null || input.channels.includes(channel))
    .flatMap((channel) =>
      addressesOf(recipient, channel).map((to) => ({
        ...person,
        channel,
        ...to,
        ...whenFor(channel, own, input),
      })),
    )
}

function addressesOf(user: Extract<Recipient, { kind: 'user' }>, channel: NotificationChannel) {
  const { userId, preferences } = user
  if (channel === 'push')
    return user.pushSubscriptions.map(({ id, endpoint }) => ({
      recipient: id,
      address: id,
      endpoint: `push:${new URL(endpoint).host}`,
    }))
  if (channel === 'sms')
    return preferences.phone ? [{ recipient: userId, address: preferences.phone, endpoint: 'sms' }] : []
  return [{ recipient: userId, address: channel === 'email' ? user.email : '', endpoint: channel }]
}

type When = Pick<NotificationPlan, 'state' | 'nextAttemptAt' | 'digestAt'>
const atOnce = (now: Date): When => ({ state: 'pending', nextAttemptAt: now, digestAt: null })

function whenFor(
  channel: NotificationChannel,
  { quietHours, digest }: Pick<NotificationSettings, 'quietHours' | 'digest'>,
  { notice, timeZone, now }: PlanInput,
): When {
  if (channel === 'inApp') return { state: 'sent', nextAttemptAt: null, digestAt: null }
  if (channel === 'email' && digest && isGathered(digest.severities, notice.severity)) {
    const digestAt = new Date(nextDigest(digest.at, timeZone, now.getTime()))
    return { state: 'pending', nextAttemptAt: null, digestAt }
  }
  const until = notice.severity === 'critical' ? null : quietUntil(quietHours, timeZone, now.getTime())
  return atOnce(until === null ? now : new Date(until))
}

/** The critical never waits to be gathered, whatever somebody has set. */
const isGathered = (gathered: readonly Severity[], severity: Severity) =>
  severity !== 'critical' && gathered.includes(severity)
