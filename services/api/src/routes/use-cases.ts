import { SummaryQuery, UseCaseDescription, UseCaseSummary } from '@trame/domain'
import { describeUseCase, useCases } from '@trame/use-cases'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { requireUseCase } from '../indicator-catalogue.ts'
import { scoped } from '../scope.ts'
import { summarise } from '../summary.ts'
import { requireAssetType } from '../typed-assets.ts'

const ById = z.object({ id: z.string() })
const tags = ['use cases']

export const useCaseRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    const described = new Map(useCases.map((useCase) => [useCase.id, describeUseCase(useCase)]))

    app.get(
      '/use-cases',
      {
        config: { role: 'reader' },
        schema: { tags, response: { 200: z.object({ items: z.array(UseCaseDescription) }) } },
      },
      async () => ({ items: [...described.values()] }),
    )

    app.get(
      '/use-cases/:id',
      { config: { role: 'reader' }, schema: { tags, params: ById, response: { 200: UseCaseDescription } } },
      async (request) => described.get(requireUseCase(request.params.id).id)!,
    )

    app.get(
      '/use-cases/:id/summary',
      {
        config: { role: 'reader' },
        schema: { tags, params: ById, querystring: SummaryQuery, response: { 200: UseCaseSummary } },
      },
      (request) => {
        requireUseCase(request.params.id)
        if (request.query.of !== 'territory') requireAssetType(request.query.of)
        return scoped(dependencies, request, (tx) => summarise(tx, request.query, dependencies.now()))
      },
    )
  }
