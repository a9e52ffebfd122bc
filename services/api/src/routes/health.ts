import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'

/** `health`: the process answers. `ready`: it can also work. */
export const healthRoutes =
  ({ db }: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/health',
      { config: { role: 'public' }, schema: { response: { 200: z.object({ status: z.literal('ok') }) } } },
      async () => ({ status: 'ok' as const }),
    )
    const Ready = z.object({ status: z.enum(['ready', 'waiting']), database: z.boolean() })
    app.get(
      '/ready',
      { config: { role: 'public' }, schema: { response: { 200: Ready, 503: Ready } } },
      async (_request, reply) => {
        const database = await sql`select 1`.execute(db).then(
          () => true,
          () => false,
        )
        return reply.status(database ? 200 : 503).send({ status: database ? 'ready' : 'waiting', database })
      },
    )
  }
