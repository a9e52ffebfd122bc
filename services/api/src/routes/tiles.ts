import { assetTile, baseTile, inOrganisation, mapBounds, replaceBaseMap } from '@trame/database'
import { AssetQuery, FunctionId, Geometry, PlatformError } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { principalFrom } from '../auth/guard.ts'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

const mediaType = 'application/vnd.mapbox-vector-tile'
const coordinate = z.coerce.number().int().min(0)
const Tile = z.object({
  z: coordinate.max(22),
  x: coordinate,
  y: z.string().regex(/^\d+\.mvt$/, 'a row number and .mvt'),
})

function addressOf({ z: zoom, x, y: row }: z.output<typeof Tile>) {
  const y = Number.parseInt(row, 10)
  if (x >= 2 ** zoom || y >= 2 ** zoom) throw new PlatformError('invalid', `no tile ${zoom}/${x}/${y}.`)
  return { z: zoom, x, y }
}

const BaseMap = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      properties: z.object({
        layer: z.enum(['land', 'water', 'waterway', 'building', 'road', 'rail', 'label']),
        class: z.string(),
        name: z.string().nullish(),
        rank: z.int().nullish(),
        bridge: z.boolean().nullish(),
      }),
      geometry: Geometry,
    }),
  ),
})

export const tileRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    const { db } = dependencies
    // The base map changes once in years: its tiles are drawn once. Bounded, oldest out first.
    const drawn = new Map<string, Promise<Buffer>>()
    const keep = 4_000

    app.get(
      '/tiles/base/:z/:x/:y',
      { config: { role: 'reader' }, schema: { tags: ['map'], params: Tile } },
      async (request, reply) => {
        const { organisationId } = principalFrom(request)
        const address = addressOf(request.params)
        const key = `${organisationId}/${address.z}/${address.x}/${address.y}`
        let tile = drawn.get(key)
        if (!tile) {
          tile = inOrganisation(db, organisationId, (tx) => baseTile(tx, address))
          tile.catch(() => drawn.delete(key))
          drawn.set(key, tile)
          if (drawn.size > keep) drawn.delete(drawn.keys().next().value!)
        }
        return reply
          .type(mediaType)
          .header('cache-control', 'private, max-age=86400')
          .send(await tile)
      },
    )

    app.get(
      '/tiles/assets/:z/:x/:y',
      {
        config: { role: 'reader' },
        schema: {
          tags: ['map'],
          params: Tile,
          querystring: AssetQuery.pick({ type: true, at: true }).extend({ function: FunctionId.optional() }),
        },
      },
      async (request, reply) => {
        const address = addressOf(request.params)
        const tile = await scoped(dependencies, request, (tx) => assetTile(tx, address, request.query))
        return reply
          .type(mediaType)
          .header('cache-control', `private, max-age=${request.query.at ? 60 : 5}`)
          .send(tile)
      },
    )

    const Bounds = z.object({
      bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
      attribution: z.string(),
    })
    app.get(
      '/base-map',
      { config: { role: 'reader' }, schema: { tags: ['map'], response: { 200: Bounds } } },
      async (request) => ({
        bounds: await scoped(dependencies, request, mapBounds),
        attribution: '',
      }),
    )

    app.put(
      '/base-map',
      {
        config: { role: 'administrator' },
        bodyLimit: 64 * 1024 * 1024,
        schema: { tags: ['map'], body: BaseMap, response: { 200: z.object({ features: z.int() }) } },
      },
      async (request) => {
        const features = request.body.features.map(({ properties, geometry }) => ({
          layer: properties.layer,
          class: properties.class,
          name: properties.name ?? null,
          rank: properties.rank ?? null,
          bridge: properties.bridge ?? false,
          geometry,
        }))
        const answer = await audited(dependencies, request, 'baseMap.replace', async (tx, principal) => {
          await replaceBaseMap(tx, principal.organisationId, features)
          return {
            subject: 'base-map',
            detail: { features: features.length },
            answer: { features: features.length },
          }
        })
        drawn.clear()
        return answer
      },
    )
  }
