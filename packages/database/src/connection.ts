import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { Database } from './schema.ts'

export type Db = Kysely<Database>
/** A transaction that names its organisation: row level security shows it nothing else. */
export type Scoped = Transaction<Database>

export interface DatabaseOptions {
  url: string
  maxConnections?: number
  applicationName?: string
  /** Milliseconds a statement may take before PostgreSQL ends it. */
  statementTimeoutMs?: number
}

export function createPool({
  url,
  maxConnections = 10,
  applicationName = 'trame',
  statementTimeoutMs = 30_000,
}: DatabaseOptions) {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    application_name: applicationName,
    statement_timeout: statementTimeoutMs,
    connectionTimeoutMillis: 5_000,
  })
  // A connection that PostgreSQL closes must not end the process: idle, the next query takes another; in the hands of
  // somebody who is between two queries, the second one fails.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

export function openDatabase(pool: pg.Pool): Db {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}

/** All reading and writing for one organisation happens inside this; outside of it the API's role sees no row. */
export function inOrganisation<T>(
  db: Db,
  organisationId: string,
  work: (tx: Scoped) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await setOrganisation(tx, organisationId)
    return work(tx)
  })
}

async function setOrganisation(tx: Scoped, organisationId: string) {
  await tx
    .selectNoFrom((eb) =>
      eb.fn('set_config', [eb.val('app.organisation'), eb.val(organisationId), eb.lit(true)]).as('set'),
    )
    .execute()
}
