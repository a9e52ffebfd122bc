import { endSilence, insertSilence, listSilences } from '@trame/database'
import { NewSilence, PlatformError, Silence } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

const ById = z.object({ id: z.string() })
const List = z.object({ items: z.array(Silence) })
const tags = ['silences']

/** Maintenance windows and other quiet times. Each has an end: nobody forgets to take it away. */
export const silenceRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/silences',
      { config: { role: 'reader' }, schema: { tags, response: { 200: List } } },
      async (request) => ({
        items: await scoped(dependencies, request, listSilences),
      }),
    )

    app.post(
      '/silences',
      { config: { role: 'operator' }, schema: { tags, body: NewSilence, response: { 201: Silence } } },
      async (request, reply) => {
        if (Object.keys(request.body.scope).length === 0)
          throw new PlatformError(
            'invalid',
            'scope: say which assets, sites, types, tags or rules are silent.',
          )
        const silence = await audited(
          dependencies,
          request,
          'silence.add',
          async (tx, { organisationId, id: createdBy }) => {
            const subject = await insertSilence(tx, organisationId, { ...request.body, createdBy })
            const answer = (await listSilences(tx)).find(({ id }) => id === subject)
            if (!answer) throw new PlatformError('invalid', 'endsAt: over for more than a month.')
            return { subject, detail: request.body, answer }
          },
        )
        return reply.status(201).send(silence)
      },
    )

    app.delete(
      '/silences/:id',
      {
        config: { role: 'operator' },
        schema: { tags, params: ById, response: { 200: z.object({ done: z.literal(true) }) } },
      },
      (request) =>
        audited(dependencies, request, 'silence.end', async (tx) => {
          await endSilence(tx, request.params.id)
          return { subject: request.params.id, answer: { done: true } as const }
        }),
    )
  }
