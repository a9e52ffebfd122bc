import {
  type AskingActor,
  type CommandTarget,
  commandTarget,
  listEmergencyStops,
  type Scoped,
} from '@trame/database'
import { deviceModel } from '@trame/devices'
import {
  authoriseCommand,
  type CommandKindId,
  commandKind,
  commandKindIds,
  lampFloor,
  nextUplinkAt,
  PlatformError,
  type PossibleCommands,
} from '@trame/domain'
import { selfDescribing } from './models.ts'

/** Parameters of which only the names of the model's commands are asked. */
const examples: Partial<Record<CommandKindId, Record<string, unknown>>> = {
  'light.dim': { level: 50, until: '2026-01-01T00:00:00Z' },
  'valve.set': { open: false, valve: 1 },
  'relay.set': { on: true },
}
const named = new Set<CommandKindId>(['device.request', 'device.configure', 'device.raw'])

function supports(kind: CommandKindId, parameters: Record<string, unknown>, target: CommandTarget): boolean {
  if (target.network === 'mqtt') return target.modelId === selfDescribing.id && !kind.startsWith('device.')
  const model = deviceModel(target.modelId)
  if (!model?.commands) return false
  if (kind === 'device.raw') return true
  const candidates = commandKind(kind).modelCommands?.(parameters as Record<string, never>, 60) ?? []
  return candidates.some(({ name }) => Object.hasOwn(model.commands!, name))
}

/** A quick answer to the person who asks; the sender looks again, at the bytes. */
export function requireSupport(
  kind: CommandKindId,
  parameters: Record<string, unknown>,
  target: CommandTarget,
) {
  if (!supports(kind, parameters, target))
    throw new PlatformError('command_unsupported', `${target.modelId}: ${kind}`)
}

/** What the panel of an asset or a device offers, and to whom. */
export async function possibleCommands(
  tx: Scoped,
  actor: AskingActor,
  of: { assetId?: string | undefined; deviceId?: string | undefined },
  now: Date,
): Promise<PossibleCommands> {
  const stopped = (await listEmergencyStops(tx)).find(({ releasedAt }) => releasedAt === null) ?? null
  const target = await commandTarget(tx, of, 'light.dim').catch((error: unknown) => {
    if (error instanceof PlatformError && error.code === 'command_unsupported') return null
    throw error
  })
  if (!target) return { deviceId: null, kinds: [], expectedAt: null, floor: null, modelCommands: [], stopped }
  const modelCommands = Object.keys(deviceModel(target.modelId)?.commands ?? {})
  const { organisationId } = target
  const kinds = commandKindIds.flatMap((kind) => {
    const parameters = examples[kind] ?? {}
    const known = named.has(kind) ? modelCommands.length > 0 : supports(kind, parameters, target)
    if (!known) return []
    const allowed = authoriseCommand(actor, { organisationId, kind, parameters, source: 'api' }) === null
    return [{ kind, allowed }]
  })
  const next = nextUplinkAt(target, now.getTime())
  return {
    deviceId: target.deviceId,
    kinds,
    expectedAt: next === null ? null : new Date(next).toISOString(),
    floor: kinds.some(({ kind }) => kind === 'light.dim') ? lampFloor(target.attributes) : null,
    modelCommands,
    stopped,
  }
}
