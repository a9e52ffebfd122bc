import {
  accountByEmail,
  accountById,
  addUser,
  deleteOtherSessions,
  deleteSession,
  inOrganisation,
  insertApiKey,
  insertSession,
  listApiKeys,
  listUsers,
  membershipsOf,
  recordFailedSignIn,
  recordSignIn,
  revokeApiKey,
  setPassword,
  setRole,
} from '@trame/database'
import {
  ApiKey,
  Me,
  NewApiKey,
  NewUser,
  PasswordChange,
  PlatformError,
  Role,
  roleAtLeast,
  SignIn,
  User,
} from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { principalFrom } from '../auth/guard.ts'
import { hashPassword, passwordMatches } from '../auth/passwords.ts'
import { cookieName, type Principal } from '../auth/principal.ts'
import { newToken, tokenHash } from '../auth/tokens.ts'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

const sessionDays = 14
const Done = z.object({ done: z.literal(true) })
const done = { done: true } as const

export const accessRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    const { db, config, now } = dependencies
    const cookie = cookieName(config.publicUrl)
    const cookieOptions = {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: config.publicUrl.protocol === 'https:',
    } as const

    async function meOf(userId: string, organisationId: string): Promise<Me> {
      const account = await accountById(db, userId)
      const organisations = await membershipsOf(db, userId)
      const current = organisations.find((one) => one.id === organisationId)
      if (!account || !current) throw new PlatformError('not_signed_in')
      const { role, ...organisation } = current
      return {
        userId: account.id,
        name: account.name,
        email: account.email,
        mustChangePassword: account.must_change_password,
        organisation,
        role,
        organisations,
      }
    }

    const openSession = async (userId: string, organisationId: string, userAgent: string) => {
      const token = newToken('trs')
      const expiresAt = new Date(now().getTime() + sessionDays * 86_400_000)
      await inOrganisation(db, organisationId, (tx) =>
        insertSession(tx, { tokenHash: tokenHash(token), userId, organisationId, expiresAt, userAgent }),
      )
      return { token, expiresAt }
    }

    app.post(
      '/auth/sign-in',
      {
        config: { role: 'public', rateLimit: { max: 20, timeWindow: '1 minute' } },
        schema: { tags: ['access'], body: SignIn, response: { 200: Me } },
      },
      async (request, reply) => {
        const account = await accountByEmail(db, request.body.email)
        const matches = await passwordMatches(account?.password_hash, request.body.password)
        const locked = account?.locked_until != null && account.locked_until > now()
        if (!account || !matches || account.disabled || locked) {
          if (account && !matches) await recordFailedSignIn(db, account.id)
          throw new PlatformError('credentials_wrong')
        }
        const [first] = await membershipsOf(db, account.id)
        if (!first) throw new PlatformError('forbidden', 'This account belongs to no organisation.')
        await recordSignIn(db, account.id)
        const { token, expiresAt } = await openSession(
          account.id,
          first.id,
          request.headers['user-agent'] ?? '',
        )
        reply.setCookie(cookie, token, { ...cookieOptions, expires: expiresAt })
        return meOf(account.id, first.id)
      },
    )

    app.post(
      '/auth/sign-out',
      { config: { role: 'public' }, schema: { tags: ['access'], response: { 200: Done } } },
      async (request, reply) => {
        if (request.principal?.session) await deleteSession(db, request.principal.session)
        reply.clearCookie(cookie, cookieOptions)
        return done
      },
    )

    app.get(
      '/me',
      { config: { role: 'reader' }, schema: { tags: ['access'], response: { 200: Me } } },
      async (request) => {
        const principal = personFrom(principalFrom(request))
        return meOf(principal.id, principal.organisationId)
      },
    )

    app.post(
      '/me/password',
      {
        config: { role: 'reader', rateLimit: { max: 10, timeWindow: '1 minute' } },
        schema: { tags: ['access'], body: PasswordChange, response: { 200: Done } },
      },
      async (request) => {
        const principal = personFrom(principalFrom(request))
        const account = await accountById(db, principal.id)
        if (!(await passwordMatches(account?.password_hash, request.body.current)))
          throw new PlatformError('invalid', 'current: this is not your password.')
        await setPassword(db, principal.id, await hashPassword(request.body.next))
        await deleteOtherSessions(db, principal.id, principal.session)
        return done
      },
    )

    app.put(
      '/me/organisation',
      {
        config: { role: 'reader' },
        schema: { tags: ['access'], body: z.object({ organisationId: z.string() }), response: { 200: Me } },
      },
      async (request, reply) => {
        const principal = personFrom(principalFrom(request))
        const memberships = await membershipsOf(db, principal.id)
        const wanted = memberships.find((one) => one.id === request.body.organisationId)
        if (!wanted) throw new PlatformError('not_found', request.body.organisationId)
        const { token, expiresAt } = await openSession(
          principal.id,
          wanted.id,
          request.headers['user-agent'] ?? '',
        )
        if (principal.session) await deleteSession(db, principal.session)
        reply.setCookie(cookie, token, { ...cookieOptions, expires: expiresAt })
        return meOf(principal.id, wanted.id)
      },
    )

    // Whom work may be given to: names, and nothing else of their accounts.
    app.get(
      '/people',
      {
        config: { role: 'agent' },
        schema: {
          tags: ['access'],
          response: { 200: z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) }) },
        },
      },
      (request) =>
        scoped(dependencies, request, async (tx) => ({
          items: (await listUsers(tx)).map(({ id, name }) => ({ id, name })),
        })),
    )

    app.get(
      '/users',
      {
        config: { role: 'administrator' },
        schema: { tags: ['access'], response: { 200: z.object({ items: z.array(User) }) } },
      },
      async (request) => ({ items: await scoped(dependencies, request, listUsers) }),
    )

    app.post(
      '/users',
      {
        config: { role: 'administrator' },
        schema: {
          tags: ['access'],
          body: NewUser,
          response: { 201: z.object({ id: z.string(), oneTimePassword: z.string().nullable() }) },
        },
      },
      async (request, reply) => {
        const oneTimePassword = newToken('trs').slice(4, 24)
        const passwordHash = await hashPassword(oneTimePassword)
        const added = await audited(dependencies, request, 'user.add', async (tx, principal) => {
          const answer = await addUser(tx, principal.organisationId, { ...request.body, passwordHash })
          return { subject: answer.id, detail: { role: request.body.role }, answer }
        })
        return reply
          .status(201)
          .send({ id: added.id, oneTimePassword: added.created ? oneTimePassword : null })
      },
    )

    app.put(
      '/users/:id/role',
      {
        config: { role: 'administrator' },
        schema: {
          tags: ['access'],
          params: z.object({ id: z.string() }),
          body: z.object({ role: Role.nullable() }),
          response: { 200: Done },
        },
      },
      (request) =>
        audited(dependencies, request, 'user.role', async (tx, principal) => {
          if (request.params.id === principal.id)
            throw new PlatformError('forbidden', 'Somebody else must change your own role.')
          await setRole(tx, request.params.id, request.body.role)
          return { subject: request.params.id, detail: { role: request.body.role }, answer: done }
        }),
    )

    app.get(
      '/api-keys',
      {
        config: { role: 'administrator' },
        schema: { tags: ['access'], response: { 200: z.object({ items: z.array(ApiKey) }) } },
      },
      async (request) => ({ items: await scoped(dependencies, request, listApiKeys) }),
    )

    app.post(
      '/api-keys',
      {
        config: { role: 'administrator' },
        schema: {
          tags: ['access'],
          body: NewApiKey,
          response: { 201: z.object({ id: z.string(), token: z.string() }) },
        },
      },
      async (request, reply) => {
        const token = newToken('trk')
        const id = await audited(dependencies, request, 'apiKey.add', async (tx, principal) => {
          if (!roleAtLeast(principal.role, request.body.role)) throw new PlatformError('forbidden')
          const createdBy = principal.kind === 'user' ? principal.id : null
          const answer = await insertApiKey(tx, principal.organisationId, {
            ...request.body,
            tokenHash: tokenHash(token),
            createdBy,
          })
          return { subject: answer, detail: { name: request.body.name, role: request.body.role }, answer }
        })
        return reply.status(201).send({ id, token })
      },
    )

    app.delete(
      '/api-keys/:id',
      {
        config: { role: 'administrator' },
        schema: { tags: ['access'], params: z.object({ id: z.string() }), response: { 200: Done } },
      },
      (request) =>
        audited(dependencies, request, 'apiKey.revoke', async (tx) => {
          await revokeApiKey(tx, request.params.id)
          return { subject: request.params.id, answer: done }
        }),
    )
  }

function personFrom(principal: Principal): Principal {
  if (principal.kind !== 'user')
    throw new PlatformError('forbidden', 'An API key is nobody: sign in for this.')
  return principal
}
