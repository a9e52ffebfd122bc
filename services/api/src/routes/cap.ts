import { alertsForCap } from '@trame/database'
import { type CapSender, capAlert, capFeed, PlatformError } from '@trame/domain'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Dependencies } from '../dependencies.ts'
import { scoped } from '../scope.ts'

const tags = ['alerts']

/** Alerts for other systems, as OASIS CAP 1.2; they ask with an API key. */
export const capRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    const { now, config } = dependencies
    const senderOf = ({ name, slug }: { name: string; slug: string }): CapSender => ({
      sender: `${slug}@${config.publicUrl.hostname}`,
      senderName: name,
      language: 'fr',
      publicUrl: config.publicUrl,
    })

    app.get('/alerts/cap.atom', { config: { role: 'reader' }, schema: { tags } }, async (request, reply) => {
      const { organisation, alerts } = await scoped(dependencies, request, (tx) =>
        alertsForCap(tx, { limit: 100 }),
      )
      const newest = Math.max(...alerts.map(({ sent }) => sent.getTime()))
      const feed = capFeed(alerts, senderOf(organisation), alerts.length > 0 ? new Date(newest) : now())
      return reply.type('application/atom+xml; charset=utf-8').send(feed)
    })

    app.get(
      '/alerts/:id/cap.xml',
      { config: { role: 'reader' }, schema: { tags, params: z.object({ id: z.string() }) } },
      async (request, reply) => {
        const { organisation, alerts } = await scoped(dependencies, request, (tx) =>
          alertsForCap(tx, { id: request.params.id, limit: 1 }),
        )
        if (!alerts[0]) throw new PlatformError('not_found', request.params.id)
        const message = capAlert(alerts[0], senderOf(organisation))
        return reply.type('application/cap+xml; charset=utf-8').send(message)
      },
    )
  }
