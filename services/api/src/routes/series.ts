import {
  asClient,
  bucketedObservations,
  countObservations,
  getSeries,
  rawObservations,
  rejectPoint,
} from '@trame/database'
import {
  type Grain,
  isObservedProperty,
  ObservationList,
  ObservationQuery,
  ObservationRejection,
  observedProperties,
  PlatformError,
  Series,
} from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { chooseGrain, gapsOf } from '../observation-list.ts'
import { observationsCsv } from '../observations-csv.ts'
import { audited, scoped } from '../scope.ts'

const ById = z.object({ id: z.coerce.number().int().positive() })
const rawLimit = 20_000

export const seriesRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/series/:id',
      { config: { role: 'reader' }, schema: { tags: ['series'], params: ById, response: { 200: Series } } },
      (request) =>
        scoped(dependencies, request, (tx) => getSeries(tx, request.params.id, dependencies.now())),
    )

    app.get(
      '/series/:id/observations',
      {
        config: { role: 'reader' },
        schema: { tags: ['series'], params: ById, querystring: ObservationQuery },
      },
      async (request, reply) => {
        const { query } = request
        const period = { seriesId: request.params.id, from: new Date(query.from), to: new Date(query.to) }
        if (period.to <= period.from) throw new PlatformError('invalid', 'to: must be later than from.')

        const list = await scoped(dependencies, request, async (tx): Promise<ObservationList> => {
          const series = await getSeries(tx, request.params.id, dependencies.now())
          if (!isObservedProperty(series.property)) throw new PlatformError('internal', series.property)
          const property = observedProperties[series.property]
          const grain: Grain =
            query.grain === 'auto' ? chooseGrain(period, await countObservations(tx, period)) : query.grain
          const points =
            grain === 'raw'
              ? await rawObservations(tx, period, rawLimit + 1)
              : await bucketedObservations(tx, period, grain, series.timeZone, property.aggregate)
          const kept = points.slice(0, rawLimit)
          return {
            seriesId: series.id,
            property: series.property,
            unit: property.unit,
            grain,
            from: query.from,
            to: query.to,
            timeZone: series.timeZone,
            gaps: gapsOf(kept, grain, series.expectedIntervalMs),
            points: kept,
            truncated: points.length > rawLimit,
          }
        })

        if (query.format === 'json') return ObservationList.parse(list)
        reply.header(
          'content-disposition',
          `attachment; filename="series-${list.seriesId}-${list.grain}.csv"`,
        )
        return reply.type('text/csv; charset=utf-8').send(observationsCsv(list, query.locale))
      },
    )

    app.post(
      '/series/:id/observations/reject',
      {
        config: { role: 'operator' },
        schema: {
          tags: ['series'],
          params: ById,
          body: ObservationRejection,
          response: { 200: z.object({ done: z.literal(true) }) },
        },
      },
      (request) =>
        audited(dependencies, request, 'observation.reject', async (tx) => {
          const series = await getSeries(tx, request.params.id, dependencies.now())
          const point = { seriesId: series.id, observedAt: Date.parse(request.body.at) }
          if (!(await rejectPoint(asClient(tx), point)))
            throw new PlatformError('not_found', `a value of ${request.body.at} that is not rejected yet`)
          return { subject: `series ${series.id}`, detail: request.body, answer: { done: true } as const }
        }),
    )
  }
