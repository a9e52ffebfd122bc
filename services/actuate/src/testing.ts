import { DownlinkError } from '@trame/connectors'
import { type AskingActor, createPool, openDatabase, requestCommand, type Scoped } from '@trame/database'
import type { AddressedDownlink, CommandKindId, CommandSource, Role } from '@trame/domain'
import { sql } from 'kysely'
import { testDatabase } from '../../../infra/local/testing.ts'

export const organisationId = 'org_valmeraie'
export const deviceOf = (n: number) => `dev_lamp-${n}`
export const assetOf = (n: number) => `ast_lamp-${n}`
export const euiOf = (n: number) => (0x70b3d50000000000n + BigInt(n)).toString(16).padStart(16, '0')

/** Where the evening has just begun, whatever the hour of the test: sunrise, until which a lamp may be off, is far away. */
export const eveningLongitude = (now = new Date()) => (((20 - now.getUTCHours()) * 15 + 540) % 360) - 180

/** A town of street lamps (floor 30 %), one valve and one bike lock that speaks JSON, and its people. */
export async function testTown({ lamps = 3 } = {}) {
  const database = await testDatabase()
  const owner = openDatabase(createPool({ url: database.url, maxConnections: 2 }))
  const db = openDatabase(createPool({ url: database.actuateUrl, maxConnections: 10 }))
  const ingest = openDatabase(createPool({ url: database.ingestUrl, maxConnections: 2 }))
  await owner.transaction().execute(async (tx) => {
    await sql`insert into organisation (id, name, slug) values (${organisationId}, 'Valmeraie', 'valmeraie'), ('org_other', 'Autre', 'other')`.execute(
      tx,
    )
    for (const [id, role] of [
      ['usr_ada', 'operator'],
      ['usr_bob', 'operator'],
      ['usr_claire', 'administrator'],
      ['usr_rita', 'reader'],
    ]) {
      await sql`insert into user_account (id, email, name, password_hash) values (${id}, ${`${id}@valmeraie.test`}, ${id}, '')`.execute(
        tx,
      )
      await sql`insert into membership values (${id}, ${organisationId}, ${role})`.execute(tx)
    }
    await sql`insert into connector (id, organisation_id, kind, name) values ('con_chirpstack', ${organisationId}, 'chirpstack', 'c')`.execute(
      tx,
    )
    await sql`insert into asset (id, organisation_id, type, name, geometry, attributes, tags)
      select 'ast_lamp-' || n, ${organisationId}, 'streetLamp', 'L' || n, ST_SetSRID(ST_MakePoint(${eveningLongitude()}::float8, 47.47), 4326),
        '{"roadClass": "street"}', array['centre'] from generate_series(1, ${lamps}::int) n`.execute(tx)
    await sql`insert into device (id, organisation_id, name, network, address, model_id, model_version, expected_interval_ms, downlink_class)
      select 'dev_lamp-' || n, ${organisationId}, 'L' || n, 'lorawan', '70b3d500' || lpad(to_hex(n), 8, '0'), 'nasys-ul20xx-1.1', 1, 3600000, 'C'
      from generate_series(1, ${lamps}::int) n`.execute(tx)
    await sql`insert into device (id, organisation_id, name, network, address, model_id, model_version, expected_interval_ms)
      values ('dev_valve', ${organisationId}, 'V', 'lorawan', 'aaaaaaaaaaaaaaaa', 'milesight-uc511', 1, 1200000),
        ('dev_lock', ${organisationId}, 'K', 'mqtt', 'valmeraie/lock-1', 'trame-json', 1, 900000)`.execute(tx)
    await sql`insert into series (organisation_id, asset_id, property) select ${organisationId}, 'ast_lamp-' || n, 'light.level'
      from generate_series(1, ${lamps}::int) n`.execute(tx)
    await sql`insert into binding (id, organisation_id, device_id, channel, series_id, during)
      select 'bnd_' || s.id, ${organisationId}, replace(s.asset_id, 'ast_', 'dev_'), 'level', s.id, '[2020-01-01,)'
      from series s`.execute(tx)
    await sql`insert into latest_observation select id, now() - interval '1 minute', now(), 100, 0 from series`.execute(
      tx,
    )
    await sql`insert into device_state (device_number, last_received_at, last_observed_at)
      select number, now() - interval '1 minute', now() - interval '1 minute' from device`.execute(tx)
  })
  const seriesOf = async (n: number) => {
    const { rows } = await sql<{ id: number }>`select id from series where asset_id = ${assetOf(n)}`.execute(
      owner,
    )
    return rows[0]!.id
  }

  return {
    database,
    owner,
    db,
    ingest,
    seriesOf,
    async state(id: string) {
      const { rows } = await sql<{ state: string; code: string | null; detail: string; attempts: number }>`
        select state, code, detail, attempts from command where id = ${id}`.execute(owner)
      return rows[0]!
    },
    async states(where = sql`true`) {
      const { rows } = await sql<{ state: string; n: number }>`
        select state, count(*)::int as n from command where ${where} group by state`.execute(owner)
      return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
    },
    ask(what: Asked, now = new Date()) {
      return owner.transaction().execute((tx) => ask(tx, what, now))
    },
    async close() {
      await Promise.all([db.destroy(), owner.destroy(), ingest.destroy()])
      await database.drop()
    },
  }
}

export interface Asked {
  kind: CommandKindId
  parameters?: Record<string, unknown>
  deviceId?: string
  assetId?: string
  by?: string
  role?: Role
  source?: CommandSource
  expiresAt?: Date
}

export const person = (id: string, role: Role = 'operator'): AskingActor => ({
  kind: 'user',
  id,
  organisationId,
  role,
  person: id,
})

export const ask = (tx: Scoped, asked: Asked, now: Date) =>
  requestCommand(
    tx,
    person(asked.by ?? 'usr_ada', asked.role),
    {
      kind: asked.kind,
      parameters: asked.parameters ?? {},
      deviceId: asked.deviceId,
      assetId: asked.assetId,
      source: asked.source ?? 'api',
      expiresAt: asked.expiresAt?.toISOString(),
    },
    now,
  )

/** In place of a network: it notes what it is given. Real brokers are in the tests that end in `.mqtt.test.ts`. */
export function notedNetwork(
  answer: (downlink: AddressedDownlink) => 'sent' | 'notSent' | 'refused' | 'unknown' = () => 'sent',
) {
  const taken: { downlink: AddressedDownlink; at: number }[] = []
  const flushed: string[] = []
  return {
    taken,
    flushed,
    flushGroup: (_organisation: string, _connector: string, group: string) =>
      Promise.resolve(void flushed.push(group)),
    canFlush: () => false,
    givesIds: () => false,
    async send(_organisation: string, downlink: AddressedDownlink) {
      const outcome = answer(downlink)
      if (outcome === 'sent' || outcome === 'unknown') taken.push({ downlink, at: performance.now() })
      if (outcome !== 'sent') throw new DownlinkError(outcome, outcome)
      return undefined as string | undefined
    },
    async flush(_organisation: string, address: string) {
      flushed.push(address)
      return true
    },
  }
}

export const rates = { devicePerMinute: 600, gatewayPerMinute: 6000 }
export const inMs = (ms: number, from = new Date()) => new Date(from.getTime() + ms)
export const later = (minutes: number, from = new Date()) => inMs(minutes * 60_000, from).toISOString()
