import { indicatorState, indicatorValues, requestIndicator, timeZoneOfSubject } from '@trame/database'
import {
  IndicatorDescription,
  IndicatorValueQuery,
  IndicatorValues,
  PlatformError,
  RecomputeAnswer,
  RecomputeOrder,
} from '@trame/domain'
import { describeIndicator, indicatorId, indicators } from '@trame/use-cases'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { requireIndicator, requireProperty } from '../indicator-catalogue.ts'
import { periodOf } from '../period.ts'
import { audited, scoped } from '../scope.ts'

const ByKey = z.object({ useCase: z.string(), key: z.string() })
const tags = ['use cases']

export const indicatorRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    const described = indicators.map(({ id, useCase, definition }) =>
      describeIndicator(useCase, id.slice(useCase.length + 1), definition),
    )

    app.get(
      '/indicators',
      {
        config: { role: 'reader' },
        schema: { tags, response: { 200: z.object({ items: z.array(IndicatorDescription) }) } },
      },
      async () => ({ items: described }),
    )

    app.get(
      '/indicators/:useCase/:key/values',
      {
        config: { role: 'reader' },
        schema: { tags, params: ByKey, querystring: IndicatorValueQuery, response: { 200: IndicatorValues } },
      },
      (request) => {
        const { id } = requireIndicator(indicatorId(request.params.useCase, request.params.key))
        const { subject: subjectId } = request.query
        const asked = { indicator: id, subjectId, ...periodOf(request.query) }
        return scoped(dependencies, request, async (tx): Promise<IndicatorValues> => {
          const timeZone = await timeZoneOfSubject(tx, subjectId)
          const series = (await indicatorValues(tx, asked)).map((one) => ({
            ...one,
            unit: requireProperty(one.property).unit,
          }))
          return { indicator: id, subject: subjectId, timeZone, series, ...(await indicatorState(tx, asked)) }
        })
      },
    )

    app.post(
      '/indicators/:useCase/:key/recompute',
      {
        config: { role: 'operator' },
        schema: { tags, params: ByKey, body: RecomputeOrder, response: { 202: RecomputeAnswer } },
      },
      async (request, reply) => {
        const { id } = requireIndicator(indicatorId(request.params.useCase, request.params.key))
        const { from, to, subject = null } = request.body
        const period = periodOf(request.body)
        if (period.from > dependencies.now()) throw new PlatformError('invalid', 'from: lies in the future.')
        const answer = await audited(dependencies, request, 'indicator.recompute', async (tx, principal) => {
          if (subject) await timeZoneOfSubject(tx, subject)
          await requestIndicator(tx, principal.organisationId, {
            indicator: id,
            subjectId: subject,
            ...period,
          })
          return { subject: id, detail: request.body, answer: { indicator: id, from, to } }
        })
        return reply.status(202).send(answer)
      },
    )
  }
