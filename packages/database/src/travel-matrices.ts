import { sql } from 'kysely'
import type { Db } from './connection.ts'

/** Square, row = from. */
export interface TravelMatrix {
  metres: Float64Array
  seconds: Float64Array
  /** Pairs that no way was known for. */
  guessed: number
}

/** So many are kept of an organisation, the newest. */
const kept = 12

/** null: never asked, or not since. */
export async function readTravelMatrix(
  db: Db,
  organisationId: string,
  { key, since }: { key: string; since: Date },
): Promise<TravelMatrix | null> {
  const { rows } = await sql<{ metres: Buffer; seconds: Buffer; guessed: number }>`
    select metres, seconds, guessed from travel_matrix
    where organisation_id = ${organisationId} and key = ${key} and made_at >= ${since}`.execute(db)
  const row = rows[0]
  return row ? { metres: numbersIn(row.metres), seconds: numbersIn(row.seconds), guessed: row.guessed } : null
}

export async function keepTravelMatrix(
  db: Db,
  organisationId: string,
  { key, at, matrix }: { key: string; at: Date; matrix: TravelMatrix },
) {
  const { metres, seconds, guessed } = matrix
  await sql`insert into travel_matrix (organisation_id, key, metres, seconds, guessed, made_at)
    values (${organisationId}, ${key}, ${bytesOf(metres)}, ${bytesOf(seconds)}, ${guessed}, ${at})
    on conflict (organisation_id, key) do update set metres = excluded.metres, seconds = excluded.seconds,
      guessed = excluded.guessed, made_at = excluded.made_at`.execute(db)
  await sql`delete from travel_matrix where organisation_id = ${organisationId} and key not in (
    select key from travel_matrix where organisation_id = ${organisationId} order by made_at desc limit ${kept})`.execute(
    db,
  )
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array) =>
  Buffer.from(buffer, byteOffset, byteLength)

/** Copied: what the driver hands over need not begin at a multiple of eight. */
const numbersIn = (bytes: Buffer) => new Float64Array(new Uint8Array(bytes).buffer)
