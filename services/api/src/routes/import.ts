import { insertBindings, putDevices, putSite } from '@trame/database'
import { NewAsset, NewBinding, NewDevice, NewSite } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { modelFinder } from '../models.ts'
import { audited } from '../scope.ts'
import { putTypedAssets } from '../typed-assets.ts'
import { withProperties } from './bindings.ts'
import { withModels } from './devices.ts'

/** A whole territory at once. Ids are the caller's: sending the same again changes nothing. All or nothing. */
const Import = z.object({
  sites: z
    .array(NewSite.required({ id: true }))
    .max(20_000)
    .default([]),
  assets: z
    .array(NewAsset.required({ id: true }))
    .max(200_000)
    .default([]),
  devices: z
    .array(NewDevice.required({ id: true }))
    .max(200_000)
    .default([]),
  bindings: z
    .array(NewBinding.extend({ id: z.string().regex(/^bnd_[A-Za-z0-9_-]{1,80}$/) }))
    .max(400_000)
    .default([]),
})
const Imported = z.object({ sites: z.int(), assets: z.int(), devices: z.int(), bindings: z.int() })

export const importRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/import',
      {
        config: { role: 'administrator' },
        bodyLimit: 128 * 1024 * 1024,
        schema: { tags: ['places'], body: Import, response: { 200: Imported } },
      },
      (request) =>
        audited(dependencies, request, 'import', async (tx, { organisationId }) => {
          const { sites, assets, devices, bindings } = request.body
          for (const site of sites) await putSite(tx, organisationId, site)
          await putTypedAssets(tx, organisationId, assets)
          await putDevices(tx, organisationId, withModels(devices, await modelFinder(tx)))
          await insertBindings(tx, organisationId, await withProperties(tx, bindings))
          const answer = {
            sites: sites.length,
            assets: assets.length,
            devices: devices.length,
            bindings: bindings.length,
          }
          return { subject: 'import', detail: answer, answer }
        }),
    )
  }
