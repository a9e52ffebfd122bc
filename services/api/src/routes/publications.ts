import { listPublications, publishDataset, withdrawDataset } from '@trame/database'
import { PlatformError, Publication } from '@trame/domain'
import { describeUseCase, useCases } from '@trame/use-cases'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

const offers = new Set(useCases.flatMap((useCase) => describeUseCase(useCase).datasets).map(({ id }) => id))

/** Which of the offered datasets an organisation makes public. */
export const publicationRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    const tags = ['data']
    const params = z.object({ dataset: z.string().max(80) })
    const response = { 200: z.object({ dataset: z.string(), published: z.boolean() }) }

    app.get(
      '/publications',
      {
        config: { role: 'reader' },
        schema: { tags, response: { 200: z.object({ items: z.array(Publication) }) } },
      },
      async (request) => ({ items: await scoped(dependencies, request, listPublications) }),
    )

    app.put(
      '/publications/:dataset',
      { config: { role: 'administrator' }, schema: { tags, params, response } },
      async (request) => {
        const { dataset } = request.params
        if (!offers.has(dataset)) throw new PlatformError('not_found', dataset)
        await audited(dependencies, request, 'dataset.publish', async (tx, { organisationId, id }) => {
          await publishDataset(tx, organisationId, dataset, id)
          return { subject: dataset, answer: null }
        })
        return { dataset, published: true }
      },
    )

    app.delete(
      '/publications/:dataset',
      { config: { role: 'administrator' }, schema: { tags, params, response } },
      async (request) => {
        const { dataset } = request.params
        await audited(dependencies, request, 'dataset.withdraw', async (tx) => {
          await withdrawDataset(tx, dataset)
          return { subject: dataset, answer: null }
        })
        return { dataset, published: false }
      },
    )
  }
