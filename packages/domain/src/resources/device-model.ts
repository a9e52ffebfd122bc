import { z } from 'zod'
import { Name } from './common.ts'

export const DeviceModelSummary = z
  .object({
    id: z.string(),
    version: z.int(),
    maker: z.string(),
    model: z.string(),
    description: z.string(),
    /** built-in: one of our files; uploaded: a JavaScript codec of the organisation. */
    origin: z.enum(['built-in', 'uploaded']),
    channels: z.array(z.object({ name: z.string(), property: z.string() })),
    commands: z.array(z.string()),
    expectedIntervalMs: z.number(),
    deviceCount: z.int(),
  })
  .meta({ id: 'DeviceModel' })
export type DeviceModelSummary = z.infer<typeof DeviceModelSummary>

/** A codec example, in the test format of LoRa Alliance TS013-1.0.0. */
export const CodecExample = z.object({
  type: z.enum(['uplink', 'downlink-encode', 'downlink-decode']),
  description: z.string().default(''),
  input: z.record(z.string(), z.unknown()),
  output: z.record(z.string(), z.unknown()),
})
export type CodecExample = z.infer<typeof CodecExample>

/**
 * An uploaded codec: `source` runs unchanged in the sandbox. `channels` maps a path in its decoded object
 * (`temperature`, `channels[0].value`) to an observed property; `scale` and `offset` bring it to the property's unit.
 */
export const NewDeviceModel = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,63}$/, 'lower case letters, digits and hyphens'),
  maker: Name,
  model: Name,
  description: z.string().max(400).default(''),
  expectedIntervalMs: z.number().int().min(1000).default(3_600_000),
  source: z.string().min(1).max(1_000_000),
  channels: z
    .array(
      z.object({
        name: z.string().min(1).max(60),
        path: z.string().min(1).max(200),
        property: z.string(),
        scale: z.number().default(1),
        offset: z.number().default(0),
      }),
    )
    .max(200),
  examples: z.array(CodecExample).max(500).default([]),
})
export type NewDeviceModel = z.input<typeof NewDeviceModel>

export const TryCodec = z.object({
  source: z.string().min(1).max(1_000_000),
  fPort: z.int().min(0).max(255),
  hex: z.string().regex(/^([0-9a-fA-F]{2})*$/, 'an even number of hex digits'),
})
export const TriedCodec = z
  .object({
    ok: z.boolean(),
    data: z.unknown().optional(),
    normalized: z.unknown().optional(),
    warnings: z.array(z.string()),
    errors: z.array(z.string()),
    code: z.string().nullable(),
    tookMs: z.number(),
  })
  .meta({ id: 'TriedCodec' })
export type TriedCodec = z.infer<typeof TriedCodec>

/** Examples that the codec does not reproduce are a refusal with this report; nothing is saved. */
export const ExampleReport = z.object({
  index: z.int(),
  description: z.string(),
  passed: z.boolean(),
  expected: z.unknown(),
  actual: z.unknown(),
})
export type ExampleReport = z.infer<typeof ExampleReport>
