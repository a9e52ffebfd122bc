import { inOrganisation, recordAudit, type Scoped } from '@trame/database'
import type { FastifyRequest } from 'fastify'
import { principalFrom } from './auth/guard.ts'
import type { Principal } from './auth/principal.ts'
import type { Dependencies } from './dependencies.ts'

/** Work for the organisation of whoever asks; row level security shows nothing else. */
export function scoped<T>(
  { db }: Dependencies,
  request: FastifyRequest,
  work: (tx: Scoped, principal: Principal) => Promise<T>,
): Promise<T> {
  const principal = principalFrom(request)
  return inOrganisation(db, principal.organisationId, (tx) => work(tx, principal))
}

/** The same, for what changes something: the audit trail says who did what, in the same transaction. */
export function audited<T>(
  dependencies: Dependencies,
  request: FastifyRequest,
  action: string,
  work: (
    tx: Scoped,
    principal: Principal,
  ) => Promise<{ subject: string; detail?: Record<string, unknown>; answer: T }>,
): Promise<T> {
  return scoped(dependencies, request, async (tx, principal) => {
    const { subject, detail, answer } = await work(tx, principal)
    await recordAudit(tx, principal.organisationId, {
      actor: principal.id,
      action,
      subject,
      ...(detail && { detail }),
    })
    return answer
  })
}
