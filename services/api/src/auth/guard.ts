import { PlatformError, type Role } from '@trame/domain'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Dependencies } from '../dependencies.ts'
import { authorise, cookieName, type Principal, principalOf } from './principal.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The least role that may call this route, or `public`. A route of /api without it stops the start. */
    role?: Role | 'public'
  }
  interface FastifyRequest {
    principal: Principal | null
  }
}

export function guard(app: FastifyInstance, { db, config }: Dependencies) {
  const cookie = cookieName(config.publicUrl)
  app.decorateRequest('principal', null)

  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/api/') && route.config?.role === undefined)
      throw new Error(`${route.method} ${route.url} does not say who may call it`)
  })

  app.addHook('onRequest', async (request) => {
    const role = request.routeOptions.config.role
    if (role === undefined || !request.routeOptions.url?.startsWith('/api/')) return
    request.principal = await principalOf(db, request, cookie)
    if (request.principal?.kind === 'user') refuseOtherSites(request)
    if (role !== 'public') authorise(request.principal, role)
  })
}

/** A cookie travels with requests that another site makes: those that write must come from our own pages. */
function refuseOtherSites(request: FastifyRequest) {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
  const foreign = origin !== undefined && URL.parse(origin)?.host !== request.host
  if (foreign || (site !== undefined && site !== 'same-origin')) throw new PlatformError('origin_refused')
}

export function principalFrom(request: FastifyRequest): Principal {
  if (!request.principal) throw new PlatformError('not_signed_in')
  return request.principal
}
