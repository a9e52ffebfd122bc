import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from './connection.ts'

/** The last word of an organisation's chain at some moment, kept where nobody who rules the database can reach it. */
export interface AuditAnchor {
  organisationId: string
  count: number
  /** Hex. */
  head: string
  at: string
}

export type AuditVerdict =
  | { ok: true; count: number; head: string }
  | { ok: false; seq: number; why: 'missing' | 'changed' | 'brokenLink' | 'anchorMismatch' | 'truncated' }

const page = 1000

/**
 * Recomputes the chain as its owner, and names the first bad row. What a superuser rewrites with the key in hand only the
 * anchors show: a chain that is whole but other, or shorter, than one of them says (T39).
 */
export async function verifyAudit(
  owner: Db,
  organisationId: string,
  anchors: readonly AuditAnchor[] = [],
): Promise<AuditVerdict> {
  const { rows: chains } = await sql<{ inner_key: Buffer; outer_key: Buffer; count: string; head: Buffer }>`
    select inner_key, outer_key, count, head from audit_chain where organisation_id = ${organisationId}`.execute(
    owner,
  )
  const chain = chains[0]
  const own = anchors.filter((anchor) => anchor.organisationId === organisationId)
  const anchoredAt = new Map(own.map(({ count, head }) => [count, head]))
  const promised = Math.max(Number(chain?.count ?? 0), ...own.map(({ count }) => count))
  let seq = 0
  let head = Buffer.alloc(0) as Buffer
  while (chain) {
    const { rows } = await sql<{ seq: string; previous: Buffer; hash: Buffer; text: string }>`
      select seq, previous, hash, jsonb_build_array(seq, organisation_id, extract(epoch from at), actor, action, subject, detail)::text
        as text from audit_event where organisation_id = ${organisationId} and seq > ${seq} order by seq limit ${page}`.execute(
      owner,
    )
    for (const row of rows) {
      if (Number(row.seq) !== seq + 1) return { ok: false, seq: seq + 1, why: 'missing' }
      seq += 1
      if (!row.previous.equals(head)) return { ok: false, seq, why: 'brokenLink' }
      const inner = sha256(chain.inner_key, head, Buffer.from(row.text))
      if (!sha256(chain.outer_key, inner).equals(row.hash)) return { ok: false, seq, why: 'changed' }
      head = row.hash
      const anchored = anchoredAt.get(seq)
      if (anchored !== undefined && anchored !== head.toString('hex'))
        return { ok: false, seq, why: 'anchorMismatch' }
    }
    if (rows.length < page) break
  }
  const { rows: loose } = await sql<{ id: string }>`select id from audit_event
    where organisation_id = ${organisationId} and seq is null limit 1`.execute(owner)
  if (loose.length > 0) return { ok: false, seq: seq + 1, why: 'brokenLink' }
  if (seq < promised) return { ok: false, seq: seq + 1, why: 'truncated' }
  if (chain && !chain.head.equals(head)) return { ok: false, seq, why: 'brokenLink' }
  return { ok: true, count: seq, head: head.toString('hex') }
}

/** What to keep elsewhere, as the role trame_actuate or the owner. */
export async function readAuditAnchors(db: Db, now: Date): Promise<AuditAnchor[]> {
  const { rows } = await sql<{
    organisation_id: string
    count: string
    head: Buffer
  }>`select * from audit_heads()`.execute(db)
  return rows.map(({ organisation_id, count, head }) => ({
    organisationId: organisation_id,
    count: Number(count),
    head: head.toString('hex'),
    at: now.toISOString(),
  }))
}

function sha256(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
