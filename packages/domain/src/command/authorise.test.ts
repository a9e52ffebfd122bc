import { expect, test } from 'vitest'
import { type Role, roles } from '../resources/access.ts'
import {
  authoriseCommand,
  type CommandActor,
  type CommandSource,
  commandSources,
  mayApprove,
} from './authorise.ts'
import { isSafe } from './envelope.ts'
import { type CommandKindId, commandKindIds } from './kinds.ts'

/** Written out, not computed from the table that is tested: the least role, and what may start it beside a person. */
const declared: Record<CommandKindId, { role: Role; automatic: boolean }> = {
  'light.dim': { role: 'operator', automatic: true },
  'light.resume': { role: 'agent', automatic: true },
  'valve.set': { role: 'operator', automatic: true },
  'relay.set': { role: 'operator', automatic: true },
  'heating.setpoint': { role: 'operator', automatic: true },
  'vent.move': { role: 'operator', automatic: true },
  'sign.show': { role: 'operator', automatic: true },
  'lock.unlock': { role: 'agent', automatic: true },
  'irrigation.dose': { role: 'operator', automatic: true },
  'device.restart': { role: 'operator', automatic: false },
  'device.request': { role: 'agent', automatic: true },
  'device.configure': { role: 'administrator', automatic: false },
  'device.raw': { role: 'administrator', automatic: false },
}
const parametersOf: Partial<Record<CommandKindId, Record<string, unknown>>> = {
  'light.dim': { level: 40, until: '2026-01-01T00:00:00Z' },
  'valve.set': { open: true, seconds: 60 },
  'relay.set': { on: true },
  'heating.setpoint': { celsius: 19 },
  'vent.move': { percent: 50 },
}
const people: CommandSource[] = ['api', 'bulk', 'import', 'socket']
const ownSources: CommandSource[] = ['restore', 'watchdog']

test('T36: of every entry point, role, organisation and kind, only the declared cells pass', () => {
  let cells = 0
  for (const kind of commandKindIds)
    for (const source of commandSources)
      for (const role of [...roles, null])
        for (const actorKind of ['user', 'apiKey', 'system'] as const)
          for (const organisationId of ['org_a', 'org_b']) {
            const parameters = parametersOf[kind] ?? {}
            const command = { organisationId: 'org_a', kind, parameters, source }
            const actor: CommandActor = { kind: actorKind, id: 'usr_1', organisationId, role }
            const { role: least, automatic } = declared[kind]
            const own = ownSources.includes(source)
            const allowed =
              organisationId === 'org_a' &&
              (own
                ? actorKind === 'system' && isSafe(kind, parameters)
                : actorKind !== 'system' &&
                  (people.includes(source) || automatic) &&
                  role !== null &&
                  roles.indexOf(role) <= roles.indexOf(least))
            expect(authoriseCommand(actor, command) === null, `${kind} ${source} ${role} ${actorKind}`).toBe(
              allowed,
            )
            cells++
          }
  expect(cells).toBe(13 * 9 * 5 * 3 * 2)
})

test('T37: neither who asked, nor a key, nor a demoted person agrees to a command', () => {
  const command = {
    organisationId: 'org_a',
    kind: 'light.dim' as const,
    parameters: { level: 0 },
    source: 'api' as const,
    askedByPerson: 'usr_1',
    approvedBy: [] as string[],
  }
  const user = (id: string, role: Role | null = 'operator'): CommandActor => ({
    kind: 'user',
    id,
    organisationId: 'org_a',
    role,
  })
  expect(mayApprove(user('usr_2'), command)).toBeNull()
  expect(mayApprove(user('usr_1'), command)).toBe('samePerson')
  expect(mayApprove(user('usr_2'), { ...command, approvedBy: ['usr_2'] })).toBe('samePerson')
  expect(mayApprove({ ...user('key_1'), kind: 'apiKey' }, command)).toBe('notAPerson')
  expect(mayApprove(user('usr_2', 'agent'), command)).toBe('roleTooLow')
  expect(mayApprove(user('usr_2', null), command)).toBe('roleTooLow')
  expect(mayApprove({ ...user('usr_2'), organisationId: 'org_b' }, command)).toBe('otherOrganisation')
})
