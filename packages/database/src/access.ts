import { type ApiKey, newId, type Organisation, PlatformError, type Role, type User } from '@trame/domain'
import { sql } from 'kysely'
import type { Db, Scoped } from './connection.ts'

export interface Account {
  id: string
  email: string
  name: string
  password_hash: string
  must_change_password: boolean
  disabled: boolean
  failed_attempts: number
  locked_until: Date | null
}

export async function accountByEmail(db: Db, email: string): Promise<Account | undefined> {
  return db.selectFrom('user_account').selectAll().where('email', '=', email).executeTakeFirst()
}

export async function accountById(db: Db, id: string): Promise<Account | undefined> {
  return db.selectFrom('user_account').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Ten failures in a row lock the account for a quarter of an hour; counting survives a restart. */
export async function recordFailedSignIn(db: Db, userId: string) {
  await sql`update user_account set failed_attempts = failed_attempts + 1,
    locked_until = case when failed_attempts + 1 >= 10 then now() + interval '15 minutes' else locked_until end
    where id = ${userId}`.execute(db)
}

export async function recordSignIn(db: Db, userId: string) {
  await sql`update user_account set failed_attempts = 0, locked_until = null, last_sign_in_at = now() where id = ${userId}`.execute(
    db,
  )
}

export async function setPassword(db: Db, userId: string, passwordHash: string) {
  await sql`update user_account set password_hash = ${passwordHash}, must_change_password = false where id = ${userId}`.execute(
    db,
  )
}

export interface Membership extends Organisation {
  role: Role
}

export async function membershipsOf(db: Db, userId: string): Promise<Membership[]> {
  const { rows } = await sql<{
    organisation_id: string
    name: string
    slug: string
    time_zone: string
    role: Role
  }>`
    select * from memberships_of(${userId})`.execute(db)
  return rows.map((row) => ({
    id: row.organisation_id,
    name: row.name,
    slug: row.slug,
    timeZone: row.time_zone,
    role: row.role,
  }))
}

export async function insertSession(
  tx: Scoped,
  session: { tokenHash: Buffer; userId: string; organisationId: string; expiresAt: Date; userAgent: string },
) {
  await tx
    .insertInto('session')
    .values({
      token_hash: session.tokenHash,
      user_id: session.userId,
      organisation_id: session.organisationId,
      expires_at: session.expiresAt,
      user_agent: session.userAgent,
    })
    .execute()
}

export async function sessionByToken(db: Db, tokenHash: Buffer) {
  const { rows } = await sql<{
    user_id: string
    organisation_id: string
  }>`select * from session_by_token(${tokenHash})`.execute(db)
  return rows[0]
}

export async function apiKeyByToken(db: Db, tokenHash: Buffer) {
  const { rows } = await sql<{ id: string; name: string; organisation_id: string; role: Role }>`
    select * from api_key_by_token(${tokenHash})`.execute(db)
  return rows[0]
}

export async function deleteSession(db: Db, tokenHash: Buffer) {
  await sql`select end_session(${tokenHash})`.execute(db)
}

/** Ends every session of a person but one: after a password change, and when an account is disabled. */
export async function deleteOtherSessions(db: Db, userId: string, keep: Buffer | null) {
  await sql`select end_sessions_of(${userId}, ${keep})`.execute(db)
}

export async function listUsers(tx: Scoped): Promise<User[]> {
  const rows = await tx
    .selectFrom('membership as m')
    .innerJoin('user_account as u', 'u.id', 'm.user_id')
    .select(['u.id', 'u.email', 'u.name', 'm.role', 'u.disabled', 'u.last_sign_in_at'])
    .orderBy('u.name')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role as Role,
    disabled: row.disabled,
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
  }))
}

/** An account may belong to several organisations: an address that is known gets a membership, not a new password. */
export async function addUser(
  tx: Scoped,
  organisationId: string,
  user: { email: string; name: string; role: Role; passwordHash: string },
): Promise<{ id: string; created: boolean }> {
  const id = newId('user')
  const { rows } = await sql<{ id: string }>`
    insert into user_account (id, email, name, password_hash, must_change_password)
    values (${id}, ${user.email}, ${user.name}, ${user.passwordHash}, true) on conflict (email) do nothing returning id`.execute(
    tx,
  )
  const userId =
    rows[0]?.id ??
    (
      await tx
        .selectFrom('user_account')
        .select('id')
        .where('email', '=', user.email)
        .executeTakeFirstOrThrow()
    ).id
  await tx
    .insertInto('membership')
    .values({ user_id: userId, organisation_id: organisationId, role: user.role })
    .execute()
  return { id: userId, created: rows.length > 0 }
}

export async function setRole(tx: Scoped, userId: string, role: Role | null) {
  const { numAffectedRows } = role
    ? await sql`update membership set role = ${role} where user_id = ${userId}`.execute(tx)
    : await sql`delete from membership where user_id = ${userId}`.execute(tx)
  if (!numAffectedRows) throw new PlatformError('not_found', userId)
}

export async function listApiKeys(tx: Scoped): Promise<ApiKey[]> {
  const rows = await tx
    .selectFrom('api_key')
    .selectAll()
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    role: row.role as Role,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
  }))
}

export async function insertApiKey(
  tx: Scoped,
  organisationId: string,
  key: { name: string; role: Role; tokenHash: Buffer; createdBy: string | null; expiresAt: string | null },
): Promise<string> {
  const id = newId('apiKey')
  await tx
    .insertInto('api_key')
    .values({
      id,
      organisation_id: organisationId,
      name: key.name,
      role: key.role,
      token_hash: key.tokenHash,
      created_by: key.createdBy,
      expires_at: key.expiresAt === null ? null : new Date(key.expiresAt),
      last_used_at: null,
      revoked_at: null,
    })
    .execute()
  return id
}

export async function revokeApiKey(tx: Scoped, id: string) {
  const { numAffectedRows } =
    await sql`update api_key set revoked_at = now() where id = ${id} and revoked_at is null`.execute(tx)
  if (!numAffectedRows) throw new PlatformError('not_found', id)
}

export async function recordAudit(
  tx: Scoped,
  organisationId: string,
  event: { actor: string; action: string; subject: string; detail?: Record<string, unknown> },
) {
  await tx
    .insertInto('audit_event')
    .values({
      organisation_id: organisationId,
      actor: event.actor,
      action: event.action,
      subject: event.subject,
      detail: JSON.stringify(event.detail ?? {}),
    })
    .execute()
}
