import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import { PlatformError } from '@trame/domain'
import type { FastifyInstance } from 'fastify'
import { bodyOf } from './errors.ts'

/** Serves the built web application: hashed files for a year, the page itself never from a cache. */
export async function web(app: FastifyInstance, dist: string | undefined) {
  const served = dist !== undefined && existsSync(join(dist, 'index.html'))
  if (served) {
    await app.register(fastifyStatic, {
      root: dist,
      setHeaders: (reply, path) => {
        const hashed = path.includes('/assets/')
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const page =
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      request.headers.accept?.includes('text/html')
    if (served && page) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    const { status, body } = bodyOf(
      new PlatformError('not_found', `${request.method} ${request.url.split('?')[0]}`),
      request,
    )
    return reply.status(status).send(body)
  })
}
