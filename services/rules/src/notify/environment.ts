import { z } from 'zod'
import { SmsTemplate } from './sms.ts'
import type { NotifyConfig } from './transports.ts'

const jsonOf = <S extends z.ZodType>(schema: S) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' })
        return z.NEVER
      }
    })
    .pipe(schema)

/** Base64url of an uncompressed P-256 point, and of its private number (RFC 8292 §3.2). */
const vapidPublic = z.string().regex(/^[A-Za-z0-9_-]{87}$/, 'a P-256 public key in base64url')
const vapidPrivate = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'a P-256 private key in base64url')

/** Spread into the service's environment. What is absent is a channel that fails visibly, not a service that does not start. */
export const notifyVariables = {
  /** What stands in the links of messages. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'smtp://user:password@host:587 or smtps://' }).optional(),
  MAIL_FROM: z.string().min(3).optional(),
  VAPID_PUBLIC_KEY: vapidPublic.optional(),
  VAPID_PRIVATE_KEY: vapidPrivate.optional(),
  /** mailto: or https: of whoever runs the platform. */
  VAPID_SUBJECT: z
    .string()
    .regex(/^(mailto:.+@.+|https:\/\/.+)$/)
    .optional(),
  SMS_TEMPLATE: jsonOf(SmsTemplate).optional(),
  WEBHOOK_KEY: z.string().min(32).optional(),
  /** Comma-separated CIDR. */
  EGRESS_RANGES: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((range) => range.trim() || []))
    .pipe(z.array(z.union([z.cidrv4(), z.cidrv6()]))),
}
const Variables = z.object(notifyVariables)

export function notifyConfig(values: z.output<typeof Variables>): NotifyConfig {
  const { SMTP_URL, MAIL_FROM, VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY, VAPID_SUBJECT } = values
  return {
    publicUrl: new URL(values.PUBLIC_URL),
    smtp: SMTP_URL && MAIL_FROM ? { smtpUrl: SMTP_URL, mailFrom: MAIL_FROM } : null,
    vapid:
      VAPID_PUBLIC_KEY && VAPID_PRIVATE_KEY && VAPID_SUBJECT
        ? { publicKey: VAPID_PUBLIC_KEY, privateKey: VAPID_PRIVATE_KEY, subject: VAPID_SUBJECT }
        : null,
    sms: values.SMS_TEMPLATE ?? null,
    webhookKey: values.WEBHOOK_KEY ?? null,
    egressRanges: values.EGRESS_RANGES,
  }
}
