import { readOverview, search } from '@trame/database'
import { AssetType, Overview } from '@trame/domain'
import { assetTypes } from '@trame/use-cases'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { principalFrom } from '../auth/guard.ts'
import type { Dependencies } from '../dependencies.ts'
import { scoped } from '../scope.ts'

const keepMs = 10_000

export const overviewRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    // Every open page asks for it: one count of the territory in ten seconds is enough.
    const kept = new Map<string, { until: number; overview: Promise<Overview> }>()

    app.get(
      '/overview',
      { config: { role: 'reader' }, schema: { response: { 200: Overview } } },
      (request) => {
        const { organisationId } = principalFrom(request)
        const now = dependencies.now().getTime()
        const known = kept.get(organisationId)
        if (known && known.until > now) return known.overview
        const overview = scoped(dependencies, request, readOverview)
        kept.set(organisationId, { until: now + keepMs, overview })
        overview.catch(() => kept.delete(organisationId))
        return overview
      },
    )

    app.get(
      '/asset-types',
      { config: { role: 'reader' }, schema: { response: { 200: z.object({ items: z.array(AssetType) }) } } },
      async () => ({ items: assetTypes }),
    )

    const Found = z.object({
      kind: z.enum(['asset', 'device', 'site']),
      id: z.string(),
      name: z.string(),
      detail: z.string(),
    })
    app.get(
      '/search',
      {
        config: { role: 'reader' },
        schema: {
          querystring: z.object({
            q: z.string().trim().min(1).max(120),
            limit: z.coerce.number().int().min(1).max(50).default(8),
          }),
          response: { 200: z.object({ items: z.array(Found) }) },
        },
      },
      async (request) => ({
        items: await scoped(dependencies, request, (tx) => search(tx, request.query.q, request.query.limit)),
      }),
    )
  }
