import { type Role, roleAtLeast } from '../resources/access.ts'
import { isSafe } from './envelope.ts'
import { type CommandKindId, commandKind } from './kinds.ts'

/** Every way by which a command comes in. */
export const commandSources = [
  'api',
  'bulk',
  'schedule',
  'rule',
  'scenario',
  'import',
  'socket',
  'restore',
  'watchdog',
] as const
export type CommandSource = (typeof commandSources)[number]

/**
 * On whose rights a command acts. Rules, schedules and scenarios act on those of the person who enabled them; `system` is
 * the platform that takes back what it ordered.
 */
export interface CommandActor {
  kind: 'user' | 'apiKey' | 'system'
  id: string
  organisationId: string
  /** Null: no longer a member, disabled, revoked. */
  role: Role | null
}

export interface CommandToAuthorise {
  organisationId: string
  kind: CommandKindId
  parameters: Record<string, unknown>
  source: CommandSource
}

export type CommandDenial = 'otherOrganisation' | 'roleTooLow' | 'sourceNotAllowed' | 'onlyTowardsSafe'

const automatic: ReadonlySet<CommandSource> = new Set(['schedule', 'rule', 'scenario'])

/**
 * The one authorisation of commands: asked by every entry point when a command is defined, and by the sender each time
 * one is executed, with the rights as they are then (reliability.md, fact 8). Null: allowed.
 */
export function authoriseCommand(
  actor: CommandActor | null,
  command: CommandToAuthorise,
): CommandDenial | null {
  if (!actor || actor.organisationId !== command.organisationId) return 'otherOrganisation'
  const own = command.source === 'restore' || command.source === 'watchdog'
  if (own !== (actor.kind === 'system')) return 'sourceNotAllowed'
  if (own) return isSafe(command.kind, command.parameters) ? null : 'onlyTowardsSafe'
  const kind = commandKind(command.kind)
  if (automatic.has(command.source) && !kind.automatic) return 'sourceNotAllowed'
  if (!actor.role || !roleAtLeast(actor.role, kind.role)) return 'roleTooLow'
  return null
}

/** Approving needs the role of asking, a person, and another one than who asked. A key is nobody. */
export function mayApprove(
  actor: CommandActor | null,
  command: CommandToAuthorise & { askedByPerson: string | null; approvedBy: readonly string[] },
): CommandDenial | 'notAPerson' | 'samePerson' | null {
  if (actor?.kind !== 'user') return 'notAPerson'
  if (actor.id === command.askedByPerson || command.approvedBy.includes(actor.id)) return 'samePerson'
  return authoriseCommand(actor, { ...command, source: 'api' })
}
