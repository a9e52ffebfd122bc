import { z } from 'zod'

const wholeNumber = (least: number, most: number, fallback: number) =>
  z.coerce.number().int().min(least).max(most).default(fallback)

const Environment = z.object({
  /** As the role trame_actuate. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'postgres://trame_actuate:password@host/name' }),
  /** JSON: a list of connector configurations, with client ids that no other process uses. */
  CONNECTORS_FILE: z.string({ error: 'path of a JSON file with a list of connectors' }).min(1),
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: wholeNumber(0, 65_535, 9466),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Downlinks a minute: to one device, and over one gateway, whose transmitter has a duty cycle (EN 300 220). */
  DEVICE_PER_MINUTE: wholeNumber(1, 600, 6),
  GATEWAY_PER_MINUTE: wholeNumber(1, 6000, 60),
  /** Where the watchdog appends the anchors of the audit trail: on another machine or a medium that is written once. */
  AUDIT_ANCHORS_FILE: z.string().min(1).optional(),
})

export type Config = ReturnType<typeof readConfig>

/** Throws one error that names every faulty variable. */
export function readConfig(environment: NodeJS.ProcessEnv) {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
    throw new Error(`The environment is not complete:\n${faults.join('\n')}`)
  }
  const value = parsed.data
  return {
    databaseUrl: value.DATABASE_URL,
    connectorsFile: value.CONNECTORS_FILE,
    metricsHost: value.METRICS_HOST,
    metricsPort: value.METRICS_PORT,
    logLevel: value.LOG_LEVEL,
    rates: { devicePerMinute: value.DEVICE_PER_MINUTE, gatewayPerMinute: value.GATEWAY_PER_MINUTE },
    auditAnchorsFile: value.AUDIT_ANCHORS_FILE,
  }
}
