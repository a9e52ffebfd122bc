import {
  askComputation,
  type Computation,
  cancelComputation,
  getComputation,
  getComputationPart,
  replaceLandCover,
} from '@trame/database'
import {
  NewLandCover,
  PlatformError,
  Surface,
  SurfaceFrame,
  SurfaceRequest,
  type SurfaceSummary,
} from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { principalFrom } from '../auth/guard.ts'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

/** An answer about time that is over stays right, until late data; about today it is of a quarter of an hour. */
const freshMs = { past: 3_600_000, present: 900_000 }
/** That there is nothing to draw is true until a station speaks: it is asked again after a minute at the earliest. */
const failedMs = 60_000

/** Quantities between their stations: asked for, computed by the rules service, read map by map. */
export const surfaceRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    const tags = ['map']
    const params = z.object({ id: z.string() })
    const { now } = dependencies

    app.post(
      '/surfaces',
      { config: { role: 'reader' }, schema: { tags, body: SurfaceRequest, response: { 200: Surface } } },
      async (request) => {
        const { body } = request
        const at = now().getTime()
        const fresh = Date.parse(body.to) < at - freshMs.past ? freshMs.past : freshMs.present
        const { id: by, organisationId } = principalFrom(request)
        const computation = await scoped(dependencies, request, (tx) =>
          askComputation(tx, organisationId, {
            kind: 'surface',
            parameters: body,
            by,
            freshSince: new Date(at - fresh),
            failedSince: new Date(at - failedMs),
          }),
        )
        return surfaceOf(computation)
      },
    )

    app.get(
      '/surfaces/:id',
      { config: { role: 'reader' }, schema: { tags, params, response: { 200: Surface } } },
      async (request) => {
        const found = await scoped(dependencies, request, (tx) => getComputation(tx, request.params.id))
        if (found?.kind !== 'surface') throw new PlatformError('not_found', request.params.id)
        return surfaceOf(found)
      },
    )

    app.delete(
      '/surfaces/:id',
      { config: { role: 'operator' }, schema: { tags, params, response: { 200: Surface } } },
      async (request) => {
        const found = await scoped(dependencies, request, async (tx) => {
          await cancelComputation(tx, request.params.id, now())
          return getComputation(tx, request.params.id)
        })
        if (!found) throw new PlatformError('not_found', request.params.id)
        return surfaceOf(found)
      },
    )

    app.get(
      '/surfaces/:id/frames/:frame',
      {
        config: { role: 'reader' },
        schema: {
          tags,
          params: params.extend({ frame: z.coerce.number().int().min(0) }),
          response: { 200: SurfaceFrame },
        },
      },
      async (request, reply) => {
        const { id, frame } = request.params
        const data = await scoped(dependencies, request, (tx) => getComputationPart(tx, id, frame))
        if (data === null) throw new PlatformError('not_found', `${id}, map ${frame}`)
        return reply.header('cache-control', 'private, max-age=3600').send(data as SurfaceFrame)
      },
    )

    app.put(
      '/land-cover',
      {
        config: { role: 'administrator' },
        bodyLimit: 64 * 1024 * 1024,
        schema: { tags, body: NewLandCover, response: { 200: z.object({ patches: z.int() }) } },
      },
      (request) =>
        audited(dependencies, request, 'landCover.replace', async (tx, { organisationId }) => {
          const { patches } = request.body
          await replaceLandCover(
            tx,
            organisationId,
            patches.map((patch) => ({ ...patch, siteId: patch.siteId ?? null })),
          )
          return {
            subject: 'land-cover',
            detail: { patches: patches.length },
            answer: { patches: patches.length },
          }
        }),
    )
  }

const surfaceOf = ({
  id,
  parameters,
  state,
  progress,
  error,
  requestedAt,
  endedAt,
  summary,
}: Computation): Surface => ({
  id,
  request: parameters as SurfaceRequest,
  state,
  progress,
  error,
  requestedAt: requestedAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
  summary: summary as SurfaceSummary | null,
})
