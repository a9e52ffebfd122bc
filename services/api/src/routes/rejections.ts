import {
  dismissRejections,
  inOrganisation,
  listRejections,
  replayProgress,
  requestReplay,
  summariseRejections,
} from '@trame/database'
import { pageOf, Rejection, RejectionQuery, RejectionSelection } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { principalFrom } from '../auth/guard.ts'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

const Summary = z.object({
  code: z.string(),
  network: z.string().nullable(),
  address: z.string().nullable(),
  deviceId: z.string().nullable(),
  count: z.int(),
  lastAt: z.string(),
})
/** `waiting`: asked for and not yet done; ingest goes on with them, whoever is still looking. */
const Replayed = z.object({ replayed: z.int(), stillRejected: z.int(), waiting: z.int() })
const patienceMs = 10_000

export const rejectionRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    const { db } = dependencies
    app.get(
      '/rejections',
      {
        config: { role: 'reader' },
        schema: { tags: ['rejections'], querystring: RejectionQuery, response: { 200: pageOf(Rejection) } },
      },
      (request) => scoped(dependencies, request, (tx) => listRejections(tx, request.query)),
    )

    app.get(
      '/rejections/summary',
      {
        config: { role: 'reader' },
        schema: { tags: ['rejections'], response: { 200: z.object({ items: z.array(Summary) }) } },
      },
      async (request) => ({ items: await scoped(dependencies, request, summariseRejections) }),
    )

    app.post(
      '/rejections/dismiss',
      {
        config: { role: 'operator' },
        schema: {
          tags: ['rejections'],
          body: RejectionSelection,
          response: { 200: z.object({ dismissed: z.int() }) },
        },
      },
      (request) =>
        audited(dependencies, request, 'rejection.dismiss', async (tx) => {
          const dismissed = await dismissRejections(tx, request.body)
          return { subject: 'rejections', detail: { ...request.body, dismissed }, answer: { dismissed } }
        }),
    )

    app.post(
      '/rejections/replay',
      {
        config: { role: 'operator' },
        schema: { tags: ['rejections'], body: RejectionSelection, response: { 200: Replayed } },
      },
      async (request) => {
        const ids = await audited(dependencies, request, 'rejection.replay', async (tx) => {
          const answer = await requestReplay(tx, request.body)
          return { subject: 'rejections', detail: { ...request.body, asked: answer.length }, answer }
        })
        const { organisationId } = principalFrom(request)
        const until = performance.now() + patienceMs
        for (;;) {
          const progress = await inOrganisation(db, organisationId, (tx) => replayProgress(tx, ids))
          if (progress.waiting === 0 || performance.now() > until) return progress
          await new Promise((resolve) => setTimeout(resolve, 100))
        }
      },
    )
  }
