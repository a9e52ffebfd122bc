import { createPool, openDatabase, putMachineKey } from '@trame/database'
import { type CommandKindId, commandKindIds, type Role, roles } from '@trame/domain'
import { sql } from 'kysely'
import { tokenHash } from './auth/tokens.ts'

// For the test of who may command what by which entry point: people, keys, and two things that take every kind of command.

export const organisationId = 'org_valmeraie'

export interface Caller {
  id: string
  kind: 'user' | 'apiKey'
  role: Role
  /** Of this organisation, or an administrator of another one. */
  own: boolean
  headers: Record<string, string>
}

const user = (id: string, role: Role, own = true): Caller => ({
  id: `usr_${id}`,
  kind: 'user',
  role,
  own,
  headers: { cookie: `trame=session-${id}` },
})
const key = (id: string, role: Role, own = true): Caller => ({
  id: `key_${id}`,
  kind: 'apiKey',
  role,
  own,
  headers: { authorization: `Bearer trk_${id.padEnd(40, '.')}` },
})

export const callers: Caller[] = [
  ...roles.flatMap((role) => [user(role, role), key(role, role)]),
  user('foreign', 'administrator', false),
  key('foreign', 'administrator', false),
]
/** Whose rights are taken away during the test. */
export const demoted = user('demoted', 'operator')

/** Harmless for what they move, so that fresh data and two persons do not come into it. */
export const parametersOf = (kind: CommandKindId): Record<string, unknown> =>
  ({
    'light.dim': { level: 60, until: new Date(Date.now() + 3_600_000).toISOString() },
    'light.resume': {},
    'valve.set': { open: false },
    'relay.set': { on: false },
    'heating.setpoint': { celsius: 16 },
    'vent.move': { percent: 0 },
    'sign.show': { text: '75', until: new Date(Date.now() + 3_600_000).toISOString() },
    'lock.unlock': {},
    'irrigation.dose': { litres: 5 },
    'device.restart': {},
    'device.request': { command: 'requestConfig', parameters: { packet: 'status_config_request' } },
    'device.configure': { command: 'setStatusInterval', parameters: { status_interval__s: 600 } },
    'device.raw': { fPort: 49, hex: '07' },
  })[kind]

/** Commands of its own model go to a LoRaWAN lamp, all others to a device that speaks JSON. */
export const assetFor = (kind: CommandKindId) => (kind.startsWith('device.') ? 'ast_lamp' : 'ast_json')

const moved = [
  'light.level',
  'valve.open',
  'relay.on',
  'heating.setpoint',
  'valve.position',
  'sign.shown',
  'lock.state',
] as const

export async function matrixTown(databaseUrl: string) {
  const owner = openDatabase(createPool({ url: databaseUrl, maxConnections: 2 }))
  await sql`insert into organisation (id, name, slug) values ('org_other', 'Autre', 'other')`.execute(owner)
  for (const { id, kind, role, own, headers } of [...callers, demoted]) {
    const organisation = own ? organisationId : 'org_other'
    const token = tokenHash((headers.cookie ?? headers.authorization)!.replace(/^(trame=|Bearer )/, ''))
    if (kind === 'apiKey') {
      await putMachineKey(owner, { id, organisationId: organisation, name: id, role, tokenHash: token })
      continue
    }
    await sql`insert into user_account (id, email, name, password_hash) values (${id}, ${`${id}@valmeraie.test`}, ${id}, '')`.execute(
      owner,
    )
    await sql`insert into membership values (${id}, ${organisation}, ${role})`.execute(owner)
    await sql`insert into session (token_hash, user_id, organisation_id, expires_at)
      values (${token}, ${id}, ${organisation}, now() + interval '1 day')`.execute(owner)
  }
  await sql`insert into asset (id, organisation_id, type, name, attributes, tags)
    values ('ast_lamp', ${organisationId}, 'streetLamp', 'Lampe', '{}', '{}'),
      ('ast_json', ${organisationId}, 'streetLamp', 'Tout', '{}', '{}'),
      ('ast_sign', ${organisationId}, 'parkingSign', 'Halles', '{}', '{}')`.execute(owner)
  await sql`insert into device (id, organisation_id, name, network, address, model_id, model_version, expected_interval_ms, downlink_class)
    values ('dev_lamp', ${organisationId}, 'lampe', 'lorawan', '70b3d50000000001', 'nasys-ul20xx-1.1', 1, 3600000, 'C'),
      ('dev_json', ${organisationId}, 'tout', 'mqtt', 'valmeraie/tout', 'trame-json', 1, 3600000, null),
      ('dev_sign', ${organisationId}, 'panneau', 'mqtt', 'valmeraie/panneau', 'trame-json', 1, 3600000, null)`.execute(
    owner,
  )
  for (const [asset, device, channel, property] of [
    ['ast_lamp', 'dev_lamp', 'level', 'light.level'],
    ...moved.map((property) => ['ast_json', 'dev_json', property, property] as const),
    ['ast_sign', 'dev_sign', 'sign.shown', 'sign.shown'],
  ] as const) {
    const { rows } = await sql<{ id: number }>`insert into series (organisation_id, asset_id, property)
      values (${organisationId}, ${asset}, ${property}) returning id`.execute(owner)
    await sql`insert into binding (id, organisation_id, device_id, channel, series_id, during)
      values (${`bnd_${rows[0]!.id}`}, ${organisationId}, ${device}, ${channel}, ${rows[0]!.id}, '[2020-01-01,)')`.execute(
      owner,
    )
    await sql`insert into latest_observation values (${rows[0]!.id}, now(), now(), 0, 0)`.execute(owner)
  }
  return owner
}

export const everyCell = callers.flatMap((caller) => commandKindIds.map((kind) => ({ caller, kind })))
