import {
  deleteBaseline,
  deleteFactor,
  listBaselines,
  ownFactors,
  putBaseline,
  putFactor,
} from '@trame/database'
import { Baseline, Factor, NewBaseline, OwnFactor, PlatformError } from '@trame/domain'
import { factors as shipped, withOwnFactors } from '@trame/use-cases'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { requireProperty, requireUseCase } from '../indicator-catalogue.ts'
import { audited, scoped } from '../scope.ts'

const ById = z.object({ id: z.string() })
const tags = ['use cases']
const Done = z.object({ done: z.literal(true) })

/** With what figures are compared, and what turns them into money and carbon. */
export const factorRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/factors',
      {
        config: { role: 'reader' },
        schema: { tags, response: { 200: z.object({ items: z.array(Factor) }) } },
      },
      (request) =>
        scoped(dependencies, request, async (tx) => ({ items: withOwnFactors(await ownFactors(tx)) })),
    )

    app.put(
      '/factors/:id',
      {
        config: { role: 'administrator' },
        schema: { tags, params: ById, body: OwnFactor, response: { 200: Factor } },
      },
      (request) => {
        const { id } = request.params
        const known = shipped.find((factor) => factor.id === id)
        if (!known) throw new PlatformError('not_found', `factor ${id}`)
        return audited(dependencies, request, 'factor.set', async (tx, { organisationId }) => {
          await putFactor(tx, organisationId, id, request.body)
          return { subject: id, detail: request.body, answer: { ...known, ...request.body, own: true } }
        })
      },
    )

    app.delete(
      '/factors/:id/:validFrom',
      {
        config: { role: 'administrator' },
        schema: { tags, params: ById.extend({ validFrom: z.iso.date() }), response: { 200: Done } },
      },
      (request) =>
        audited(dependencies, request, 'factor.remove', async (tx) => {
          const { id, validFrom } = request.params
          await deleteFactor(tx, id, validFrom)
          return { subject: id, detail: { validFrom }, answer: { done: true } as const }
        }),
    )

    app.get(
      '/baselines',
      {
        config: { role: 'reader' },
        schema: { tags, response: { 200: z.object({ items: z.array(Baseline) }) } },
      },
      (request) => scoped(dependencies, request, async (tx) => ({ items: await listBaselines(tx) })),
    )

    app.put(
      '/baselines',
      {
        config: { role: 'operator' },
        schema: { tags, body: NewBaseline, response: { 200: z.object({ items: z.array(Baseline) }) } },
      },
      (request) => {
        requireUseCase(request.body.useCase)
        requireProperty(request.body.property)
        return audited(dependencies, request, 'baseline.set', async (tx, { organisationId }) => {
          const subject = await putBaseline(tx, organisationId, request.body)
          return { subject, detail: request.body, answer: { items: await listBaselines(tx) } }
        })
      },
    )

    app.delete(
      '/baselines/:id',
      { config: { role: 'operator' }, schema: { tags, params: ById, response: { 200: Done } } },
      (request) =>
        audited(dependencies, request, 'baseline.remove', async (tx) => {
          await deleteBaseline(tx, request.params.id)
          return { subject: request.params.id, answer: { done: true } as const }
        }),
    )
  }
