import { z } from 'zod'
import { severities } from '../resources/place.ts'

export const notificationChannels = ['inApp', 'email', 'push', 'sms', 'webhook'] as const
export const NotificationChannel = z.enum(notificationChannels)
export type NotificationChannel = z.infer<typeof NotificationChannel>

/**
 * pending: waits for its time or its next try; sent: taken over by the receiving server; failed: given up, the reason is
 * kept; suppressed: somebody decided that it must not go (silence, maintenance, cleared before it was due); digested:
 * told in a digest.
 */
export const notificationStates = ['pending', 'sent', 'failed', 'suppressed', 'digested'] as const
export const NotificationState = z.enum(notificationStates)
export type NotificationState = z.infer<typeof NotificationState>

export const languages = ['fr', 'en'] as const
export const Language = z.enum(languages)
export type Language = z.infer<typeof Language>

type Severity = (typeof severities)[number]
/** `severities` goes from most to least. */
export const atLeastAsSevere = (severity: Severity, least: Severity) =>
  severities.indexOf(severity) <= severities.indexOf(least)
