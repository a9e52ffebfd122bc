import {
  baseTile,
  inOrganisation,
  mapBounds,
  type Publisher,
  publishedAssets,
  publishersOf,
} from '@trame/database'
import { type DatasetOffer, PlatformError, PublicParking } from '@trame/domain'
import { describeUseCase, useCases } from '@trame/use-cases'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { publicParking } from '../public/car-parks.ts'
import { parkingPublicationLight } from '../public/datex2.ts'
import { schemaStationnement } from '../public/schema-stationnement.ts'

const offer = useCases
  .flatMap((useCase) => describeUseCase(useCase).datasets)
  .find(({ id }) => id === 'parking-availability') as DatasetOffer

/** Everybody sees the same: one look at the database in ten seconds, whoever asks. */
const keepMs = 10_000
const cache = 'public, max-age=15'
/** One address, one minute. A page asks for its list and some dozen tiles. */
const usual = { rateLimit: { max: 120, timeWindow: 60_000 } }
const manyTiles = { rateLimit: { max: 1200, timeWindow: 60_000 } }

const Asked = z.object({
  /** Short name of the organisation; needed only where several publish. */
  organisation: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
    .optional(),
})

/** What citizens see without signing in: the car parks of an organisation that publishes them, as its dataset declares. */
export const publicParkingRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    const { db, now } = dependencies
    const kept = new Map<string, { until: number; seen: ReturnType<typeof look> }>()

    async function publisherOf(slug: string | undefined): Promise<Publisher> {
      const publishers = await publishersOf(db, offer.id)
      const found = slug === undefined ? publishers[0] : publishers.find((one) => one.slug === slug)
      if (!found) throw new PlatformError('not_found', slug)
      return found
    }

    async function look(publisher: Publisher) {
      const at = now()
      return inOrganisation(db, publisher.id, async (tx) => {
        const assets = await publishedAssets(tx, offer, at)
        const bounds = await mapBounds(tx)
        return { assets, parking: publicParking(publisher, offer, assets, bounds, at) }
      })
    }

    async function seen(slug: string | undefined) {
      // Asked each time, so that what is withdrawn is gone at once.
      const publisher = await publisherOf(slug)
      const known = kept.get(publisher.id)
      const at = now().getTime()
      if (known && known.until > at) return known.seen
      const looked = look(publisher)
      kept.set(publisher.id, { until: at + keepMs, seen: looked })
      looked.catch(() => kept.delete(publisher.id))
      return looked
    }

    const tags = ['public']
    app.get(
      '/public/parking',
      {
        config: { role: 'public', ...usual },
        schema: { tags, querystring: Asked, response: { 200: PublicParking } },
      },
      async (request, reply) => {
        const { parking } = await seen(request.query.organisation)
        return reply.header('cache-control', cache).send(parking)
      },
    )

    app.get(
      '/public/parking/datex2.json',
      { config: { role: 'public', ...usual }, schema: { tags, querystring: Asked } },
      async (request, reply) => {
        const { parking } = await seen(request.query.organisation)
        return reply
          .header('cache-control', cache)
          .header('content-disposition', 'attachment; filename="parking-datex2.json"')
          .send(parkingPublicationLight(parking))
      },
    )

    app.get(
      '/public/parking/stationnement.csv',
      { config: { role: 'public', ...usual }, schema: { tags, querystring: Asked } },
      async (request, reply) => {
        const { assets } = await seen(request.query.organisation)
        return reply
          .type('text/csv; charset=utf-8')
          .header('cache-control', cache)
          .header('content-disposition', 'attachment; filename="stationnement.csv"')
          .send(schemaStationnement(assets))
      },
    )

    const coordinate = z.coerce.number().int().min(0)
    const drawn = new Map<string, Promise<Buffer>>()
    app.get(
      '/public/tiles/base/:z/:x/:y',
      {
        config: { role: 'public', ...manyTiles },
        schema: {
          tags,
          params: z.object({
            z: coordinate.max(18),
            x: coordinate,
            y: z.string().regex(/^\d+\.mvt$/, 'a row number and .mvt'),
          }),
          querystring: Asked,
        },
      },
      async (request, reply) => {
        const { z: zoom, x } = request.params
        const y = Number.parseInt(request.params.y, 10)
        if (x >= 2 ** zoom || y >= 2 ** zoom) throw new PlatformError('invalid', `no tile ${zoom}/${x}/${y}.`)
        const { id } = await publisherOf(request.query.organisation)
        const key = `${id}/${zoom}/${x}/${y}`
        let tile = drawn.get(key)
        if (!tile) {
          tile = inOrganisation(db, id, (tx) => baseTile(tx, { z: zoom, x, y }))
          tile.catch(() => drawn.delete(key))
          drawn.set(key, tile)
          if (drawn.size > 2_000) drawn.delete(drawn.keys().next().value!)
        }
        return reply
          .type('application/vnd.mapbox-vector-tile')
          .header('cache-control', 'public, max-age=86400')
          .send(await tile)
      },
    )
  }
