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
  return new pg.Pool({
    connectionString: url,
    max: maxConnections,
    application_name: applicationName,
    statement_timeout: statementTimeoutMs,
    connectionTimeoutMillis: 5_000,
  })
}

export function openDatabase(pool: pg.Pool): Db {
  // An idle connection that PostgreSQL closes must not end the process; the next query takes another.
  pool.on('error', () => {})
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
