import { z } from 'zod'
import { brokerConfig } from '../broker-config.ts'
import { topicPattern } from '../topic-pattern.ts'

const topicWith = (...holes: string[]) =>
  z.string().refine(
    (template) => {
      const pattern = topicPattern(template)
      return pattern !== null && holes.every((hole) => pattern.holes.includes(hole))
    },
    { error: `a topic template with ${holes.map((hole) => `{{${hole}}}`).join(' and ')}` },
  )

/** ChirpStack v4. The two templates are those of `[integration.mqtt]` in ChirpStack's own configuration. */
export const ChirpStackConfig = z.object({
  kind: z.literal('chirpstack'),
  ...brokerConfig,
  eventTopic: topicWith('dev_eui', 'event').default(
    'application/{{application_id}}/device/{{dev_eui}}/event/{{event}}',
  ),
  commandTopic: topicWith('dev_eui', 'command').default(
    'application/{{application_id}}/device/{{dev_eui}}/command/{{command}}',
  ),
  /** Without it, a device's application is learnt from its messages, or asked over gRPC. */
  applicationId: z.uuid().optional(),
  /** ChirpStack's API. Needed to empty a device's queue before a command, and to register devices. */
  grpc: z
    .object({
      /** `host:8080` */
      address: z.string().regex(/^[^\s/:]+:\d+$/, 'host:port'),
      apiKey: z.string().min(1),
      tls: z.boolean().default(false),
      /** Commands go over the API as well: a queue is emptied and filled in one step, and the answer is ChirpStack's own. */
      sends: z.boolean().default(false),
      ca: z.string().optional(),
    })
    .optional(),
})
export type ChirpStackConfig = z.infer<typeof ChirpStackConfig>
