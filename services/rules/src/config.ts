import { z } from 'zod'
import { notifyConfig, notifyVariables } from './notify/environment.ts'
import type { NotifyConfig } from './notify/transports.ts'

const wholeNumber = (least: number, most: number, fallback: number) =>
  z.coerce.number().int().min(least).max(most).default(fallback)

const Environment = z.object({
  /** As the role trame_rules. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'postgres://trame_rules:password@host/name' }),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'redis://user:password@host:6379' }),
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: wholeNumber(0, 65_535, 9465),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Assets are shared out to so many queues; the same in every process. */
  RULE_PARTITIONS: wholeNumber(1, 64, 4),
  /** Alerts this near each other in place and time are proposed as one incident. */
  INCIDENT_METRES: wholeNumber(1, 100_000, 50),
  INCIDENT_MINUTES: wholeNumber(1, 10_080, 60),
  PUBLIC_URL: notifyVariables.PUBLIC_URL,
  SMTP_URL: notifyVariables.SMTP_URL,
  MAIL_FROM: notifyVariables.MAIL_FROM,
  VAPID_PUBLIC_KEY: notifyVariables.VAPID_PUBLIC_KEY,
  VAPID_PRIVATE_KEY: notifyVariables.VAPID_PRIVATE_KEY,
  VAPID_SUBJECT: notifyVariables.VAPID_SUBJECT,
  SMS_TEMPLATE: notifyVariables.SMS_TEMPLATE,
  WEBHOOK_KEY: notifyVariables.WEBHOOK_KEY,
  EGRESS_RANGES: notifyVariables.EGRESS_RANGES,
})

export interface Config {
  databaseUrl: string
  redisUrl: string
  metricsHost: string
  metricsPort: number
  logLevel: z.infer<typeof Environment>['LOG_LEVEL']
  partitions: number
  incident: { metres: number; withinMs: number }
  /** Absent in tests of the rules alone. */
  notify?: NotifyConfig
}

/** Throws one error that names every faulty variable. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
    throw new Error(`The environment is not complete:\n${faults.join('\n')}`)
  }
  const value = parsed.data
  return {
    databaseUrl: value.DATABASE_URL,
    redisUrl: value.REDIS_URL,
    metricsHost: value.METRICS_HOST,
    metricsPort: value.METRICS_PORT,
    logLevel: value.LOG_LEVEL,
    partitions: value.RULE_PARTITIONS,
    incident: { metres: value.INCIDENT_METRES, withinMs: value.INCIDENT_MINUTES * 60_000 },
    notify: notifyConfig(value),
  }
}
