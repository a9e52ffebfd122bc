import { z } from 'zod'

const Environment = z.object({
  DATABASE_URL: z.string().startsWith('postgres', 'a postgres:// address, as role trame_api'),
  REDIS_URL: z.string().startsWith('redis', 'a redis:// address'),
  API_HOST: z.string().default('127.0.0.1'),
  API_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** What browsers type; decides whether the session cookie is Secure. */
  PUBLIC_URL: z.url(),
  /** Folder of the built web application; without it only the API answers. */
  WEB_DIST: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  TRUST_PROXY: z.stringbool().default(false),
  /** Bearer token of the metrics page; without it the page answers on loopback only. */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** Browsers subscribe to web push with it; the rules service has the private one. */
  VAPID_PUBLIC_KEY: z.string().optional(),
  /** Secrets of webhooks are derived from it, here to be told once and in the rules service to sign. */
  WEBHOOK_KEY: z.string().min(32).optional(),
})

export type Config = ReturnType<typeof readConfig>

/** The only reader of the environment here. Every fault is told at once, by the variable's name. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env) {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The API cannot start, its environment is wrong:\n${faults.join('\n')}`)
  }
  const values = parsed.data
  return {
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    host: values.API_HOST,
    port: values.API_PORT,
    publicUrl: new URL(values.PUBLIC_URL),
    webDist: values.WEB_DIST,
    logLevel: values.LOG_LEVEL,
    trustProxy: values.TRUST_PROXY,
    metricsToken: values.METRICS_TOKEN,
    vapidPublicKey: values.VAPID_PUBLIC_KEY,
    webhookKey: values.WEBHOOK_KEY,
  }
}
