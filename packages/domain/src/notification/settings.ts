import { z } from 'zod'
import { ActiveHours, activityAt } from '../calendar/active-hours.ts'
import { Severity } from '../resources/place.ts'
import { atLeastAsSevere, Language, type NotificationChannel, notificationChannels } from './channel.ts'

/** Hours in which only the critical disturbs: a week, public and school holidays, closing days. Null = none. */
export const QuietHours = ActiveHours.omit({ atEnd: true }).nullable()
export type QuietHours = z.infer<typeof QuietHours>

/** E-mails about alerts of these severities are gathered and leave together at these local times. Null = none. */
export const Digest = z
  .object({
    severities: z.array(Severity).min(1),
    at: z
      .array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM'))
      .min(1)
      .max(24),
  })
  .nullable()
export type Digest = z.infer<typeof Digest>

/** `host`, `host:port`, or a range of addresses (`10.20.0.0/16`). */
const EgressEntry = z
  .string()
  .regex(
    /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?$|^[0-9a-fA-F.:]+\/\d{1,3}$/,
    'host, host:port or CIDR',
  )

/** Of an organisation. */
export const NotificationSettings = z
  .object({
    language: Language.default('fr'),
    quietHours: QuietHours.default(null),
    digest: Digest.default(null),
    /** Told when a rule names nobody. */
    defaultGroupIds: z.array(z.string()).max(20).default([]),
    /** Of alerts that end: to those who were told of their beginning. */
    tellResolved: z.boolean().default(true),
    /** Non-public destinations of webhooks, SMS gateways and routers of tours. Holds only within what the platform's operator allows. */
    egressAllow: z.array(EgressEntry).max(50).default([]),
  })
  .meta({ id: 'NotificationSettings' })
export type NotificationSettings = z.infer<typeof NotificationSettings>

/** Of a person in an organisation: a channel, and the least severity it is for; null = never. */
export const NotificationPreferences = z
  .object({
    channels: z.object({
      email: Severity.nullable().default('minor'),
      push: Severity.nullable().default('minor'),
      sms: Severity.nullable().default('critical'),
    }),
    /** E.164. */
    phone: z
      .string()
      .regex(/^\+[1-9]\d{5,14}$/, 'international format: +33612345678')
      .nullable()
      .default(null),
    language: Language.nullable().default(null),
    /** Absent: the organisation's. */
    quietHours: QuietHours.optional(),
    digest: Digest.optional(),
  })
  .meta({ id: 'NotificationPreferences' })
export type NotificationPreferences = z.infer<typeof NotificationPreferences>
export const defaultPreferences = (): NotificationPreferences =>
  NotificationPreferences.parse({ channels: {} })

/** In-app always: it disturbs nobody and is the record. Webhooks belong to no person. */
export function channelsFor(
  preferences: NotificationPreferences,
  severity: z.infer<typeof Severity>,
): NotificationChannel[] {
  return notificationChannels.filter((channel) => {
    if (channel === 'inApp') return true
    if (channel === 'webhook') return false
    const least = preferences.channels[channel]
    return least !== null && atLeastAsSevere(severity, least)
  })
}

const furthestHops = 60

/** The end of the quiet hours that cover this moment, or null when it is not quiet. */
export function quietUntil(hours: QuietHours, timeZone: string, at: number): number | null {
  if (!hours) return null
  let until = at
  for (let hop = 0; hop < furthestHops; hop++) {
    const activity = activityAt({ ...hours, atEnd: 'keep' }, timeZone, until)
    if (!activity.active) break
    until = activity.until
  }
  return until > at ? until : null
}
