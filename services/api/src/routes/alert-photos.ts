import { addAlertPhoto, alertPhoto, getAlert, getAlertDetail } from '@trame/database'
import { AlertDetail, AlertPhoto, PlatformError } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { audited, scoped } from '../scope.ts'

const ById = z.object({ id: z.string() })
const tags = ['alerts']

/** By their first bytes: what is served as a picture must be one. */
const isPicture = (bytes: Buffer) =>
  (bytes[0] === 0xff && bytes[1] === 0xd8) ||
  (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP')

export const alertPhotoRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/alerts/:id/photo',
      {
        config: { role: 'agent' },
        bodyLimit: 1_400_000,
        schema: { tags, params: ById, body: AlertPhoto, response: { 200: AlertDetail } },
      },
      (request) =>
        audited(dependencies, request, 'alert.photo', async (tx, { organisationId, id: by }) => {
          const { id } = request.params
          const { type, base64, note } = request.body
          const bytes = Buffer.from(base64, 'base64')
          if (!isPicture(bytes)) throw new PlatformError('invalid', 'base64: neither JPEG nor WebP')
          const { status } = await getAlert(tx, id)
          if (status === 'closed') throw new PlatformError('conflict', 'the alert is closed')
          const photoId = await addAlertPhoto(tx, organisationId, id, by, { type, bytes, note })
          return { subject: id, detail: { photoId, note }, answer: await getAlertDetail(tx, id) }
        }),
    )

    app.get(
      '/alerts/:id/photos/:photo',
      {
        config: { role: 'reader' },
        schema: { tags, params: ById.extend({ photo: z.coerce.number().int().positive() }) },
      },
      async (request, reply) => {
        const { id, photo } = request.params
        const { type, bytes } = await scoped(dependencies, request, (tx) => alertPhoto(tx, id, photo))
        return reply
          .type(type)
          .header('cache-control', 'private, max-age=3600')
          .header('content-disposition', 'inline; filename="photo"')
          .send(bytes)
      },
    )
  }
