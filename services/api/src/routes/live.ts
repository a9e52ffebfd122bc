import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { principalFrom } from '../auth/guard.ts'
import type { Dependencies } from '../dependencies.ts'

const heartbeatMs = 15_000
/** A page that does not read is cut off; its browser comes back with Last-Event-ID. */
const unreadLimit = 1_000_000

/** Server-sent events (HTML Living Standard 9.2): see LiveEvent. */
export const liveRoutes =
  ({ live }: Dependencies): FastifyPluginAsyncZod =>
  async (app) => {
    app.get('/live', { config: { role: 'reader' }, schema: { tags: ['live'] } }, async (request, reply) => {
      const { organisationId } = principalFrom(request)
      const lastEventId = request.headers['last-event-id']
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      const send = (text: string) => {
        if (raw.writableLength > unreadLimit) raw.destroy()
        else raw.write(text)
      }
      send('retry: 2000\n\n')
      const heartbeat = setInterval(
        () => send(`event: heartbeat\ndata: {"type":"heartbeat","at":"${new Date().toISOString()}"}\n\n`),
        heartbeatMs,
      )
      let leave = () => {}
      raw.on('close', () => {
        clearInterval(heartbeat)
        leave()
      })
      const asked = Array.isArray(lastEventId) ? lastEventId[0] : lastEventId
      leave = await live.subscribe(organisationId, asked, {
        entry: (id, name, json) =>
          send(`id: ${id}\nevent: ${name}\ndata: {"type":"${name}","${name}":${json}}\n\n`),
        reset: () => send('event: reset\ndata: {"type":"reset"}\n\n'),
      })
      if (raw.destroyed) leave()
    })
  }
