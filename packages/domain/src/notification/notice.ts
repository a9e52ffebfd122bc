import { z } from 'zod'
import { Instant, Position } from '../resources/common.ts'
import { Severity } from '../resources/place.ts'

/**
 * What happened that somebody should hear of; the other steps of an alert are seen on its page. raised: its severity
 * rose; reminded: nobody has acknowledged it in time.
 */
export const noticeKinds = ['opened', 'raised', 'resolved', 'reminded'] as const
export const NoticeKind = z.enum(noticeKinds)
export type NoticeKind = z.infer<typeof NoticeKind>

/**
 * Everything that a message says of an alert, taken when the alert changed: a message that leaves two hours later, or a
 * second time, still tells what was true then.
 */
export const AlertNotice = z.object({
  alertId: z.string(),
  kind: NoticeKind,
  severity: Severity,
  ruleName: z.string(),
  /** The rule's own sentence; its name is said when there is none. */
  message: z.object({ fr: z.string(), en: z.string() }).partial().default({}),
  assetId: z.string().nullable(),
  assetName: z.string(),
  siteName: z.string().nullable().default(null),
  position: Position.nullable().default(null),
  /** An observed property and its value at that moment. */
  property: z.string().nullable().default(null),
  value: z.number().nullable().default(null),
  openedAt: Instant,
  at: Instant,
  /** What to do: the rule's procedure. */
  instructions: z.array(z.string()).default([]),
  /** Of the place: the times in the message are its clock's. */
  timeZone: z.string().default('Europe/Paris'),
})
export type AlertNotice = z.infer<typeof AlertNotice>

/** What a notification carries: one alert, several minor ones, a scenario's message, or a test. */
export const NotificationContent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('alert'), notice: AlertNotice }),
  z.object({ type: z.literal('digest'), notices: z.array(AlertNotice), timeZone: z.string() }),
  /** What a scenario wants said. */
  z.object({
    type: z.literal('message'),
    text: z.object({ fr: z.string(), en: z.string() }).partial(),
    scenarioId: z.string(),
    scenarioName: z.string(),
    assetName: z.string().nullable(),
    at: Instant,
    timeZone: z.string(),
  }),
  z.object({ type: z.literal('test'), at: Instant, timeZone: z.string() }),
])
export type NotificationContent = z.infer<typeof NotificationContent>
