import { deleteSite, getSite, listSeries, listSites, putSite } from '@trame/database'
import { NewSite, PageQuery, pageOf, Series, Site } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { given, patchOf } from '../patch.ts'
import { audited, scoped } from '../scope.ts'

const ById = z.object({ id: z.string() })

export const siteRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/sites',
      {
        config: { role: 'reader' },
        schema: {
          tags: ['places'],
          querystring: PageQuery.extend({
            q: z.string().max(120).optional(),
            parentId: z.string().optional(),
          }),
          response: { 200: pageOf(Site) },
        },
      },
      (request) => scoped(dependencies, request, (tx) => listSites(tx, request.query)),
    )

    app.get(
      '/sites/:id',
      { config: { role: 'reader' }, schema: { tags: ['places'], params: ById, response: { 200: Site } } },
      (request) => scoped(dependencies, request, (tx) => getSite(tx, request.params.id)),
    )

    app.get(
      '/sites/:id/series',
      {
        config: { role: 'reader' },
        schema: { tags: ['places'], params: ById, response: { 200: z.object({ items: z.array(Series) }) } },
      },
      (request) =>
        scoped(dependencies, request, async (tx) => {
          const site = await getSite(tx, request.params.id)
          return { items: await listSeries(tx, { siteId: site.id }, dependencies.now()) }
        }),
    )

    app.post(
      '/sites',
      { config: { role: 'operator' }, schema: { tags: ['places'], body: NewSite, response: { 201: Site } } },
      async (request, reply) => {
        const site = await audited(dependencies, request, 'site.add', async (tx, principal) => {
          const subject = await putSite(tx, principal.organisationId, request.body)
          return { subject, answer: await getSite(tx, subject) }
        })
        return reply.status(201).send(site)
      },
    )

    app.patch(
      '/sites/:id',
      {
        config: { role: 'operator' },
        schema: {
          tags: ['places'],
          params: ById,
          body: patchOf(NewSite.omit({ id: true })),
          response: { 200: Site },
        },
      },
      (request) =>
        audited(dependencies, request, 'site.change', async (tx, principal) => {
          const before = await getSite(tx, request.params.id)
          await putSite(tx, principal.organisationId, { ...before, ...given(request.body), id: before.id })
          return { subject: before.id, detail: request.body, answer: await getSite(tx, before.id) }
        }),
    )

    app.delete(
      '/sites/:id',
      {
        config: { role: 'operator' },
        schema: { tags: ['places'], params: ById, response: { 200: z.object({ done: z.literal(true) }) } },
      },
      (request) =>
        audited(dependencies, request, 'site.remove', async (tx) => {
          await deleteSite(tx, request.params.id)
          return { subject: request.params.id, answer: { done: true } as const }
        }),
    )
  }
