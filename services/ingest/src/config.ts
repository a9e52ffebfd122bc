import { z } from 'zod'

const wholeNumber = (least: number, most: number, fallback: number) =>
  z.coerce.number().int().min(least).max(most).default(fallback)

const Environment = z.object({
  /** As the role trame_ingest. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'postgres://trame_ingest:password@host/name' }),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'redis://user:password@host:6379' }),
  /** JSON: a list of connector configurations. */
  CONNECTORS_FILE: z.string({ error: 'path of a JSON file with a list of connectors' }).min(1),
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: wholeNumber(0, 65_535, 9464),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** What arrives within this time is written together; more of it while the batch before is being written. */
  BATCH_MS: wholeNumber(1, 1000, 20),
  /**
   * The most that one transaction takes: half of what a network may have in flight. With all of it in one, nothing would
   * be left to receive and decode while PostgreSQL writes.
   */
  BATCH_MAX_UPLINKS: wholeNumber(1, 50_000, 4_000),
  /** Worker threads for uploaded codecs, each about 40 MB, started when the first such codec is needed. */
  CODEC_WORKERS: wholeNumber(1, 16, 2),
})

export interface Config {
  databaseUrl: string
  redisUrl: string
  connectorsFile: string
  metricsHost: string
  metricsPort: number
  logLevel: z.infer<typeof Environment>['LOG_LEVEL']
  codecWorkers: number
  batch: BatchSettings
}

export interface BatchSettings {
  afterMs: number
  maxUplinks: number
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
    connectorsFile: value.CONNECTORS_FILE,
    metricsHost: value.METRICS_HOST,
    metricsPort: value.METRICS_PORT,
    logLevel: value.LOG_LEVEL,
    codecWorkers: value.CODEC_WORKERS,
    batch: {
      afterMs: value.BATCH_MS,
      maxUplinks: value.BATCH_MAX_UPLINKS,
    },
  }
}
