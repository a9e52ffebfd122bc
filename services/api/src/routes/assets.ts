import { archiveAsset, getAsset, listAssets, listBindings, listSeries } from '@trame/database'
import { Asset, AssetQuery, Binding, NewAsset, pageOf, Series } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { given, patchOf } from '../patch.ts'
import { audited, scoped } from '../scope.ts'
import { putTypedAssets } from '../typed-assets.ts'

const ById = z.object({ id: z.string() })

export const assetRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/assets',
      {
        config: { role: 'reader' },
        schema: { tags: ['places'], querystring: AssetQuery, response: { 200: pageOf(Asset) } },
      },
      (request) => scoped(dependencies, request, (tx) => listAssets(tx, request.query)),
    )

    app.get(
      '/assets/:id',
      {
        config: { role: 'reader' },
        schema: {
          tags: ['places'],
          params: ById,
          querystring: AssetQuery.pick({ at: true }),
          response: { 200: Asset },
        },
      },
      (request) => scoped(dependencies, request, (tx) => getAsset(tx, request.params.id, request.query.at)),
    )

    app.get(
      '/assets/:id/series',
      {
        config: { role: 'reader' },
        schema: { tags: ['places'], params: ById, response: { 200: z.object({ items: z.array(Series) }) } },
      },
      (request) =>
        scoped(dependencies, request, async (tx) => {
          const asset = await getAsset(tx, request.params.id)
          return { items: await listSeries(tx, { assetId: asset.id }, dependencies.now()) }
        }),
    )

    app.get(
      '/assets/:id/bindings',
      {
        config: { role: 'reader' },
        schema: { tags: ['places'], params: ById, response: { 200: z.object({ items: z.array(Binding) }) } },
      },
      (request) =>
        scoped(dependencies, request, async (tx) => {
          const asset = await getAsset(tx, request.params.id)
          return { items: await listBindings(tx, { assetId: asset.id }) }
        }),
    )

    app.post(
      '/assets',
      {
        config: { role: 'operator' },
        schema: { tags: ['places'], body: NewAsset, response: { 201: Asset } },
      },
      async (request, reply) => {
        const asset = await audited(dependencies, request, 'asset.add', async (tx, principal) => {
          const [subject] = (await putTypedAssets(tx, principal.organisationId, [request.body])) as [string]
          return { subject, answer: await getAsset(tx, subject) }
        })
        return reply.status(201).send(asset)
      },
    )

    app.patch(
      '/assets/:id',
      {
        config: { role: 'operator' },
        schema: {
          tags: ['places'],
          params: ById,
          body: patchOf(NewAsset.omit({ id: true })),
          response: { 200: Asset },
        },
      },
      (request) =>
        audited(dependencies, request, 'asset.change', async (tx, principal) => {
          const before = await getAsset(tx, request.params.id)
          await putTypedAssets(tx, principal.organisationId, [
            { ...before, ...given(request.body), id: before.id },
          ])
          return { subject: before.id, detail: request.body, answer: await getAsset(tx, before.id) }
        }),
    )

    app.delete(
      '/assets/:id',
      {
        config: { role: 'operator' },
        schema: { tags: ['places'], params: ById, response: { 200: z.object({ done: z.literal(true) }) } },
      },
      (request) =>
        audited(dependencies, request, 'asset.archive', async (tx) => {
          await archiveAsset(tx, request.params.id)
          return { subject: request.params.id, answer: { done: true } as const }
        }),
    )
  }
