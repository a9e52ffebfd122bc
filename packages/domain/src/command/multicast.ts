import { z } from 'zod'
import { Instant, Name } from '../resources/common.ts'

/** As many as one order moves in one transaction of the sender. */
const mostMembers = 500

/**
 * A multicast group of a network server: class B or C devices of one model that hear one downlink together. Its keys and
 * session are made there; `networkGroupId` is its id there (ChirpStack: a UUID).
 */
export const NewMulticastGroup = z.strictObject({
  name: Name,
  connectorId: z.string(),
  networkGroupId: z.uuid(),
  downlinkClass: z.enum(['B', 'C']).default('C'),
  deviceIds: z
    .array(z.string())
    .min(1)
    .max(mostMembers)
    .refine((ids) => new Set(ids).size === ids.length, { error: 'each device once' }),
})
export type NewMulticastGroup = z.infer<typeof NewMulticastGroup>

export const MulticastGroup = z
  .object({
    id: z.string(),
    name: z.string(),
    connectorId: z.string(),
    networkGroupId: z.string(),
    downlinkClass: z.enum(['B', 'C']),
    devices: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .meta({ id: 'MulticastGroup' })
export type MulticastGroup = z.infer<typeof MulticastGroup>

export const multicastStates = [
  'waiting',
  'sending',
  'handedOver',
  'sent',
  'expired',
  'withdrawn',
  'split',
] as const

/** What became of an order as one downlink. `split`: each command went alone, for the reason in `detail`. */
export const MulticastSending = z.object({
  groupId: z.string().nullable(),
  state: z.enum(multicastStates),
  sentAt: Instant.nullable(),
  detail: z.string(),
})
export type MulticastSending = z.infer<typeof MulticastSending>
