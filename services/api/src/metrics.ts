import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Dependencies } from './dependencies.ts'

/** Prometheus text at /metrics: on loopback, or with the token. Fleet figures are counted when it is read. */
export function metrics(app: FastifyInstance, { live, config }: Dependencies) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'trame_api_' })
  const duration = new Histogram({
    name: 'trame_api_request_seconds',
    help: 'Time to answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 3, 10],
    registers: [registry],
  })
  new Gauge({
    name: 'trame_api_live_pages',
    help: 'Open live streams',
    registers: [registry],
    collect() {
      this.set(live.subscriberCount())
    },
  })

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })

  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!mayRead(request.ip, request.headers.authorization, config.metricsToken)) return reply.callNotFound()
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}

function mayRead(ip: string, authorization: string | undefined, token: string | undefined) {
  if (token === undefined) return ip === '127.0.0.1' || ip === '::1'
  const given = Buffer.from(authorization ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
