import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { StoryName, storyNames } from './stories/stories.ts'

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
const shapes = {
  devices: z.coerce.number().int().min(0).max(1_000_000).default(300),
  speed: z.coerce.number().positive().max(100_000).default(1),
  history: z.coerce.number().min(0).max(366).default(29),
  replay: z.coerce.number().min(0).max(700).optional(),
  story: StoryName.optional(),
  duplicates: share.default(0.01),
  gaps: share.default(0),
  late: share.default(0.005),
  garbage: share.default(0.0005),
  deaf: share.default(0),
  mute: share.default(0),
  idle: share.default(0),
  faulty: share.default(0.02),
  clocks: share.default(0.02),
  moved: share.default(0.05),
}
const Flags = z.object(shapes)

export const usage = `simulators: plays the demonstration town and its fleet
  --devices N      how many (300); 0: the town's map and its places, and nothing that measures
  --history DAYS   played at once before, on the first start (29, at most 366; beyond 29 one message in four)
  --replay HOURS   of these, played at --speed, and answering commands, until real time is reached (0; 24 with --speed)
  --speed N        how many times faster than real time the replay runs (1)
  --story NAME     ${storyNames.join(', ')}
  --duplicates, --gaps, --late, --garbage   shares of messages, 0 to 1
  --deaf, --mute, --idle   shares of devices that get no downlink, never acknowledge, acknowledge and do nothing
  --faulty         share of devices whose sensor sticks, spikes, drifts, starts over or lies on its side (0.02)
  --clocks         share of clocks, of devices that tell the time and of gateways, that are wrong by up to five minutes (0.02)
  --moved          share of the bins that tell where they are which somebody carries off, about once a month (0.05)`

export function readConfig(
  argv: string[] = process.argv.slice(2),
  environment: NodeJS.ProcessEnv = process.env,
) {
  const options = Object.fromEntries(Object.keys(shapes).map((name) => [name, { type: 'string' as const }]))
  const flags = Flags.safeParse(parseArgs({ args: argv, options }).values)
  const values = Environment.safeParse(environment)
  const faults = [flags.error, values.error].flatMap((error) => error?.issues ?? [])
  if (!flags.success || !values.success)
    throw new Error(
      `${usage}\n${faults.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')}`,
    )
  const { replay = flags.data.speed > 1 ? 24 : 0 } = flags.data
  return { ...flags.data, ...values.data, replay, files: filesBeside(values.data.SIMULATOR_MEMORY) }
}

/** The simulator's own folder holds its memory, the drawn fleet, the truth, and stories that somebody asks for. */
export function filesBeside(memory: string) {
  const { dir, name } = path.parse(memory)
  return {
    memory,
    castList: path.join(dir, `${name}-cast.json`),
    ledger: path.join(dir, `${name}-ledger.jsonl`),
    stories: path.join(dir, `${name}-stories.txt`),
  }
}
