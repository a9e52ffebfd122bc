import { apiKeyByToken, type Db, membershipsOf, sessionByToken } from '@trame/database'
import { PlatformError, type Role, roleAtLeast } from '@trame/domain'
import type { FastifyRequest } from 'fastify'
import { tokenHash } from './tokens.ts'

/** Who asks: a person with a session, or a machine with an API key; in one organisation, with one role there. */
export interface Principal {
  kind: 'user' | 'apiKey'
  id: string
  organisationId: string
  role: Role
  session: Buffer | null
}

export const cookieName = (publicUrl: URL) => (publicUrl.protocol === 'https:' ? '__Host-trame' : 'trame')

export async function principalOf(
  db: Db,
  request: FastifyRequest,
  cookie: string,
): Promise<Principal | null> {
  const header = request.headers.authorization
  if (header?.startsWith('Bearer ')) return principalOfKey(db, header.slice('Bearer '.length).trim())
  const token = request.cookies[cookie]
  return token ? principalOfSession(db, token) : null
}

async function principalOfKey(db: Db, token: string): Promise<Principal | null> {
  const key = await apiKeyByToken(db, tokenHash(token))
  if (!key) return null
  return { kind: 'apiKey', id: key.id, organisationId: key.organisation_id, role: key.role, session: null }
}

async function principalOfSession(db: Db, token: string): Promise<Principal | null> {
  const hash = tokenHash(token)
  const session = await sessionByToken(db, hash)
  if (!session) return null
  const memberships = await membershipsOf(db, session.user_id)
  // The role is read at each request: what an administrator takes away is gone at once.
  const membership = memberships.find((one) => one.id === session.organisation_id)
  if (!membership) return null
  return {
    kind: 'user',
    id: session.user_id,
    organisationId: membership.id,
    role: membership.role,
    session: hash,
  }
}

/** The one authorisation function: every entry point asks it, at every execution. */
export function authorise(principal: Principal | null, needed: Role): Principal {
  if (!principal) throw new PlatformError('not_signed_in')
  if (!roleAtLeast(principal.role, needed)) throw new PlatformError('forbidden', `needs the role ${needed}`)
  return principal
}
