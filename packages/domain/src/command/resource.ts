import { z } from 'zod'
import { Geometry, Instant, PageQuery, Position } from '../resources/common.ts'
import { commandSources } from './authorise.ts'
import { commandKindIds } from './kinds.ts'
import { MulticastSending } from './multicast.ts'
import { commandStates } from './state.ts'

export const CommandKindName = z.enum(commandKindIds)
const Parameters = z.record(z.string(), z.unknown())

const asked = {
  kind: CommandKindName,
  parameters: Parameters.default({}),
  /** Absent: as the kind and the device's rhythm need it. */
  expiresAt: Instant.optional(),
  reason: z.string().trim().max(400).default(''),
}

export const NewCommand = z
  .strictObject({ ...asked, assetId: z.string().optional(), deviceId: z.string().optional() })
  .refine(({ assetId, deviceId }) => assetId !== undefined || deviceId !== undefined, {
    path: ['assetId'],
    error: 'name an asset or a device',
  })
export type NewCommand = z.input<typeof NewCommand>

/** What a command for many things is for: all conditions given must hold. */
export const CommandTargets = z
  .strictObject({
    assetIds: z.array(z.string()).min(1).max(5000).optional(),
    tag: z.string().min(1).max(40).optional(),
    siteId: z.string().optional(),
    type: z.string().optional(),
    polygon: Geometry.optional(),
    /** Its members, told by one downlink when all of them may take the command. */
    multicastGroupId: z.string().optional(),
  })
  .refine(
    ({ assetIds, tag, siteId, polygon, multicastGroupId }) =>
      assetIds || tag || siteId || polygon || multicastGroupId,
    { error: 'name assets, a tag, a site, a polygon or a multicast group' },
  )
export type CommandTargets = z.infer<typeof CommandTargets>

/** What an order for these targets would reach, before anybody asks for it. */
export const OrderPreviewQuery = z.strictObject({ kind: CommandKindName, targets: CommandTargets })
export const OrderPreview = z
  .object({
    total: z.int(),
    /** More than one order takes. */
    tooMany: z.boolean(),
    assets: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        siteName: z.string().nullable(),
        position: Position.nullable(),
        /** Newest value of what the command moves; null: none. */
        value: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: 'OrderPreview' })
export type OrderPreview = z.infer<typeof OrderPreview>

export const NewCommandOrder = z.strictObject({
  ...asked,
  targets: CommandTargets,
  /** Of those sent so far, the share that may fail before the rest is stopped. */
  failureShare: z.number().min(0).max(0.5).default(0.1),
  /** What must be known of a wave before the next one leaves. */
  proof: z.enum(['acknowledged', 'observed']).default('acknowledged'),
})
export type NewCommandOrder = z.input<typeof NewCommandOrder>

export const CommandEdit = z.strictObject({
  parameters: Parameters.optional(),
  expiresAt: Instant.optional(),
})

export const CommandLine = z.object({
  at: Instant,
  event: z.string(),
  state: z.enum(commandStates),
  actor: z.string(),
  detail: z.string(),
})
export type CommandLine = z.infer<typeof CommandLine>

export const Command = z
  .object({
    id: z.string(),
    kind: CommandKindName,
    parameters: Parameters,
    state: z.enum(commandStates),
    source: z.enum(commandSources),
    assetId: z.string().nullable(),
    assetName: z.string().nullable(),
    deviceId: z.string(),
    deviceName: z.string(),
    requestedBy: z.string(),
    requestedByName: z.string(),
    requestedAt: Instant,
    reason: z.string(),
    revision: z.int(),
    approvalsNeeded: z.int(),
    approvals: z.array(z.object({ userId: z.string(), name: z.string(), at: Instant })),
    notBefore: Instant,
    expiresAt: Instant,
    /** A class A device hears it after its next uplink; null when it listens now, or has heard it. */
    expectedAt: Instant.nullable(),
    attempts: z.int(),
    handedOverAt: Instant.nullable(),
    radioSentAt: Instant.nullable(),
    acknowledgedAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    /** When the thing goes back to its safe state by itself. */
    leaseUntil: Instant.nullable(),
    orderId: z.string().nullable(),
    /** One downlink to its multicast group carries it with those of the other members. */
    byGroup: z.boolean(),
    /** Why it ended as it did: a code, and a sentence for the technician. */
    code: z.string().nullable(),
    detail: z.string(),
  })
  .meta({ id: 'Command' })
export type Command = z.infer<typeof Command>

export const CommandDetail = Command.extend({ life: z.array(CommandLine) }).meta({ id: 'CommandDetail' })
export type CommandDetail = z.infer<typeof CommandDetail>

export const CommandQuery = PageQuery.extend({
  assetId: z.string().optional(),
  deviceId: z.string().optional(),
  orderId: z.string().optional(),
  kind: CommandKindName.optional(),
  state: z.enum(commandStates).optional(),
  /** Those that are not at an end. */
  open: z.stringbool().optional(),
})

export const orderStates = ['requested', 'running', 'stopped', 'done', 'cancelled'] as const
export const CommandOrder = z
  .object({
    id: z.string(),
    kind: CommandKindName,
    parameters: Parameters,
    state: z.enum(orderStates),
    reason: z.string(),
    requestedBy: z.string(),
    requestedByName: z.string(),
    requestedAt: Instant,
    expiresAt: Instant.nullable(),
    failureShare: z.number(),
    proof: z.enum(['acknowledged', 'observed']),
    total: z.int(),
    released: z.int(),
    succeeded: z.int(),
    failed: z.int(),
    /** Targets that could take no such command, and why. */
    /** Left out before anything left; its name is null where the asset is gone since. */
    skipped: z.array(
      z.object({
        assetId: z.string(),
        assetName: z.string().nullable(),
        code: z.string(),
        detail: z.string(),
      }),
    ),
    /** Of an order to a multicast group, in its present run. */
    multicast: MulticastSending.nullable(),
    revision: z.int(),
    states: z.record(z.string(), z.int()),
    approvalsNeeded: z.int(),
    approvals: z.array(z.object({ userId: z.string(), name: z.string(), at: Instant })),
  })
  .meta({ id: 'CommandOrder' })
export type CommandOrder = z.infer<typeof CommandOrder>

export const EmergencyStop = z
  .object({
    id: z.string(),
    scope: z.enum(['organisation', 'global']),
    reason: z.string(),
    startedBy: z.string(),
    startedAt: Instant,
    /** The first of the two persons who release it. */
    releaseAskedBy: z.string().nullable(),
    releasedBy: z.string().nullable(),
    releasedAt: Instant.nullable(),
    /** Commands that it took out of the queue. */
    cancelled: z.int(),
  })
  .meta({ id: 'EmergencyStop' })
export type EmergencyStop = z.infer<typeof EmergencyStop>

/** What the panel of an asset or a device offers. */
export const PossibleCommands = z
  .object({
    deviceId: z.string().nullable(),
    kinds: z.array(z.object({ kind: CommandKindName, allowed: z.boolean() })),
    /** The device listens after its next uplink, about then; null: at once. */
    expectedAt: Instant.nullable(),
    /** Lowest level without a lease, of lamps. */
    floor: z.number().nullable(),
    /** Names of the model's own commands, for device.request and device.configure. */
    modelCommands: z.array(z.string()),
    stopped: EmergencyStop.nullable(),
  })
  .meta({ id: 'PossibleCommands' })
export type PossibleCommands = z.infer<typeof PossibleCommands>
