import { sql } from 'kysely'
import type { Scoped } from './connection.ts'
import { pairOfName } from './who.ts'

// Rules and scenarios alike: every change is a version, kept whole, with who made it and why.

type Kind = 'rule' | 'scenario'

/** A zod schema of what the versions hold. */
interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false }
}

interface Stored {
  id: string
  version: number
  enabled: boolean
  definition: object
}

/** As it was written, with what the row says of it; empty where an older shape can't be read any more. */
export function definitionOf<T>(schema: Schema<T>, { id, version, enabled, definition }: Stored): T[] {
  const parsed = schema.safeParse({ ...definition, id, version, enabled })
  return parsed.success ? [parsed.data] : []
}

export interface Version<T> {
  version: number
  definition: T
  enabled: boolean
  note: string
  createdBy: { id: string; name: string } | null
  createdAt: string
}

/** The newest first. */
export async function listVersions<T>(
  tx: Scoped,
  kind: Kind,
  id: string,
  schema: Schema<T>,
): Promise<Version<T>[]> {
  const { rows } = await sql<
    Stored & { note: string; created_by: string | null; name: string | null; created_at: Date }
  >`select ${id} as id, v.version, v.definition, v.enabled, v.note, v.created_by, coalesce(u.name, k.name) as name, v.created_at
    from ${sql.table(`${kind}_version`)} v left join user_account u on u.id = v.created_by left join api_key k on k.id = v.created_by
    where ${sql.ref(`v.${kind}_id`)} = ${id} order by v.version desc`.execute(tx)
  return rows.flatMap((row) =>
    definitionOf(schema, row).map((definition) => ({
      version: row.version,
      definition,
      enabled: row.enabled,
      note: row.note,
      createdBy: pairOfName(row.created_by, row.name),
      createdAt: row.created_at.toISOString(),
    })),
  )
}

export interface VersionToWrite {
  definition: { id: string; version: number }
  enabled: boolean
  note: string
  by: string | null
}

export async function insertVersion(
  tx: Scoped,
  kind: Kind,
  organisationId: string,
  { id, version }: { id: string; version: number },
  { definition, enabled, note, by }: VersionToWrite,
): Promise<void> {
  const { id: _id, version: _version, ...written } = definition
  await sql`insert into ${sql.table(`${kind}_version`)} (${sql.ref(`${kind}_id`)}, version, organisation_id, definition, enabled, note, created_by)
    values (${id}, ${version}, ${organisationId}, ${JSON.stringify({ ...written, enabled })}::jsonb, ${enabled}, ${note}, ${by})`.execute(
    tx,
  )
}
