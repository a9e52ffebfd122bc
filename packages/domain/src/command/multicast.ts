import { z } from 'zod'
import { Instant, Name } from '../resources/common.ts'
import { commandKindIds } from './kinds.ts'

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

export const multicastStates = [
  'waiting',
  'sending',
  'handedOver',
  'sent',
  'expired',
  'withdrawn',
  'split',
] as const

/** An order for a group, as the group's own page tells it. */
export const GroupSending = z.object({
  orderId: z.string(),
  /** A retry of the order is a run of its own. */
  run: z.int(),
  kind: z.enum(commandKindIds),
  requestedAt: Instant,
  state: z.enum(multicastStates),
  sentAt: Instant.nullable(),
  detail: z.string(),
})
export type GroupSending = z.infer<typeof GroupSending>

/** Whom the network server counts among a group, by DevEUI; `device`: the one of ours with that address. */
export const MembersAtNetwork = z.object({
  items: z.array(
    z.object({
      address: z.string(),
      device: z.object({ id: z.string(), name: z.string() }).nullable(),
    }),
  ),
})
export type MembersAtNetwork = z.infer<typeof MembersAtNetwork>

export const MulticastGroup = z
  .object({
    id: z.string(),
    name: z.string(),
    connectorId: z.string(),
    networkGroupId: z.string(),
    downlinkClass: z.enum(['B', 'C']),
    devices: z.array(z.object({ id: z.string(), name: z.string(), address: z.string() })),
    /** The last order that was for it. */
    lastSending: GroupSending.nullable(),
  })
  .meta({ id: 'MulticastGroup' })
export type MulticastGroup = z.infer<typeof MulticastGroup>

/** What became of an order as one downlink. `split`: each command went alone, for the reason in `detail`. */
export const MulticastSending = z.object({
  groupId: z.string().nullable(),
  state: z.enum(multicastStates),
  sentAt: Instant.nullable(),
  detail: z.string(),
})
export type MulticastSending = z.infer<typeof MulticastSending>
