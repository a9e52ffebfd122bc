import { parseArgs } from 'node:util'
import { z } from 'zod'

const Environment = z.object({
  API_URL: z.url(),
  PROVISIONING_TOKEN: z.string().min(32),
  MQTT_URL: z.string().startsWith('mqtt'),
  /** JSON: { "chirpstack": { username, password }, "devices": { username, password } } */
  SIMULATOR_CREDENTIALS: z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.issues.push({ code: 'custom', message: 'not JSON', input: text })
        return z.NEVER
      }
    })
    .pipe(
      z.object({
        chirpstack: z.object({ username: z.string(), password: z.string() }),
        devices: z.object({ username: z.string(), password: z.string() }),
      }),
    ),
  SIMULATOR_MEMORY: z.string(),
  ORGANISATION: z.string().default('valmeraie'),
})

const share = z.coerce.number().min(0).max(1)
const Flags = z.object({
  devices: z.coerce.number().int().min(1).max(1_000_000).default(300),
  speed: z.coerce.number().positive().max(100_000).default(1),
  history: z.coerce.number().min(0).max(29.9).default(29),
  duplicates: share.default(0.01),
  gaps: share.default(0),
  late: share.default(0.005),
  garbage: share.default(0.0005),
})

export const usage = `simulators: plays the demonstration town and its fleet
  --devices N      how many (300)
  --speed N        clock speed, 1 = real time (1)
  --history DAYS   played at once before, on the first start (29)
  --duplicates, --gaps, --late, --garbage   shares of messages, 0 to 1`

export function readConfig(
  argv: string[] = process.argv.slice(2),
  environment: NodeJS.ProcessEnv = process.env,
) {
  const names = ['devices', 'speed', 'history', 'duplicates', 'gaps', 'late', 'garbage'] as const
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  const flags = Flags.safeParse(parseArgs({ args: argv, options }).values)
  const values = Environment.safeParse(environment)
  const faults = [flags.error, values.error].flatMap((error) => error?.issues ?? [])
  if (!flags.success || !values.success)
    throw new Error(
      `${usage}\n${faults.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')}`,
    )
  return { ...flags.data, ...values.data }
}
