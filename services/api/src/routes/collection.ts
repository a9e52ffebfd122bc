import {
  listAssetPositions,
  moveAsset,
  readCollectionSetup,
  replaceStreets,
  streetState,
  writeCollectionSetup,
} from '@trame/database'
import {
  AssetPosition,
  CollectionSettings,
  Instant,
  PlatformError,
  Position,
  StreetNetworkDraft,
  StreetNetworkState,
} from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

const ById = z.object({ id: z.string() })

/** What tours are planned with: the streets, how the territory collects, and where things stand when. */
export const collectionRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/streets',
      { config: { role: 'reader' }, schema: { tags: ['tours'], response: { 200: StreetNetworkState } } },
      (request) => scoped(dependencies, request, (tx, { organisationId }) => streetState(tx, organisationId)),
    )

    app.put(
      '/streets',
      {
        config: { role: 'administrator' },
        bodyLimit: 64 * 1024 * 1024,
        schema: { tags: ['tours'], body: StreetNetworkDraft, response: { 200: StreetNetworkState } },
      },
      (request) =>
        audited(dependencies, request, 'streets.replace', async (tx, { organisationId }) => {
          await replaceStreets(tx, organisationId, request.body)
          const answer = await streetState(tx, organisationId)
          return { subject: 'streets', detail: { nodes: answer.nodes, edges: answer.edges }, answer }
        }),
    )

    app.get(
      '/collection-settings',
      {
        config: { role: 'reader' },
        schema: { tags: ['tours'], response: { 200: CollectionSettings } },
      },
      (request) =>
        scoped(dependencies, request, async (tx, { organisationId }) => {
          const known = CollectionSettings.safeParse(await readCollectionSetup(tx, organisationId))
          if (!known.success) throw new PlatformError('not_found', 'collection settings')
          return known.data
        }),
    )

    app.put(
      '/collection-settings',
      {
        config: { role: 'administrator' },
        schema: { tags: ['tours'], body: CollectionSettings, response: { 200: CollectionSettings } },
      },
      (request) =>
        audited(dependencies, request, 'collection.settings', async (tx, { organisationId }) => {
          await writeCollectionSetup(tx, organisationId, request.body)
          return { subject: 'collection-settings', detail: request.body, answer: request.body }
        }),
    )

    const Positions = z.object({ items: z.array(AssetPosition) })
    app.get(
      '/assets/:id/positions',
      {
        config: { role: 'reader' },
        schema: { tags: ['places'], params: ById, response: { 200: Positions } },
      },
      (request) =>
        scoped(dependencies, request, async (tx) => ({
          items: await listAssetPositions(tx, request.params.id),
        })),
    )

    app.post(
      '/assets/:id/positions',
      {
        config: { role: 'operator' },
        schema: {
          tags: ['places'],
          params: ById,
          body: z.object({ position: Position, from: Instant }),
          response: { 200: Positions },
        },
      },
      (request) =>
        audited(dependencies, request, 'asset.move', async (tx, { organisationId }) => {
          const { id } = request.params
          const { position, from } = request.body
          await moveAsset(tx, organisationId, id, { position, from: new Date(from) })
          return { subject: id, detail: request.body, answer: { items: await listAssetPositions(tx, id) } }
        }),
    )
  }
