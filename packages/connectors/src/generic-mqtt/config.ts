import { z } from 'zod'
import { brokerConfig } from '../broker-config.ts'
import { topicPattern } from '../topic-pattern.ts'
import { jsonPath } from './json-path.ts'

const Pattern = z.string().refine((template) => topicPattern(template) !== null, {
  error: 'a topic with {names} in place of the levels that vary, without + or #',
})
const Path = z.string().refine((path) => jsonPath(path) !== null, {
  error: 'a path such as $, $.temp, $.list[0].value or $["odd name"]',
})

const ChannelSource = z.union([
  Path,
  z.object({
    path: Path,
    /** UCUM. */
    unit: z.string().min(1).optional(),
    /** Texts and their numbers: `{ "ON": 1, "OFF": 0 }`. */
    values: z.record(z.string(), z.number()).optional(),
  }),
])

/** How the messages of foreign devices are read. The first mapping whose pattern fits is taken. */
export const Mapping = z
  .object({
    /** `villes/{site}/{device}/mesures` */
    pattern: Pattern,
    /** `{site}/{device}`: the device's address, out of the pattern's names. */
    address: Pattern,
    /** ISO 8601 with a zone, or seconds or milliseconds since 1970. Without it, or without a zone: our clock. */
    time: Path.optional(),
    seq: Path.optional(),
    /** Channel name (an observed property's id, or a channel of the device's model) and where its value is. */
    channels: z.record(z.string().regex(/^[A-Za-z][\w.]{0,63}$/), ChannelSource),
    /** Topic of commands, out of the names in `address`. */
    command: Pattern.optional(),
  })
  .refine(({ pattern, address }) => namesAreIn(address, pattern), {
    path: ['address'],
    error: 'names something that pattern does not',
  })
  .refine(({ address, command }) => command === undefined || namesAreIn(command, address), {
    path: ['command'],
    error: 'names something that address does not',
  })
export type Mapping = z.infer<typeof Mapping>

function namesAreIn(template: string, other: string): boolean {
  const known = topicPattern(other)?.holes ?? []
  return (topicPattern(template)?.holes ?? []).every((name) => known.includes(name))
}

/** Devices that speak MQTT themselves: our own topic tree, and any other by mapping. */
export const GenericMqttConfig = z.object({
  kind: z.literal('generic-mqtt'),
  ...brokerConfig,
  /** `trame/v1/{organisation}/{device}/...`: of one organisation on the broker, or of all (`*`), or none (null). */
  tree: z
    .string()
    .regex(/^(?:[a-z0-9-]{1,64}|\*)$/, 'the organisation in the topics, a-z 0-9 -, or *')
    .nullable()
    .default('*'),
  mappings: z.array(Mapping).max(100).default([]),
})
export type GenericMqttConfig = z.infer<typeof GenericMqttConfig>
