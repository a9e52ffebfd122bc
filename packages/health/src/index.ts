import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Registry } from 'prom-client'

export interface HealthServer {
  port: number
  stop(): Promise<void>
}

export interface HealthOptions {
  host: string
  port: number
  registry: Registry
  /** What keeps the service from its work, by name; empty when nothing does. */
  faults(): string[]
}

/** `/health`: the process runs. `/ready`: so does what it needs. `/metrics`: Prometheus. For the local network only. */
export async function startHealthServer({
  host,
  port,
  registry,
  faults,
}: HealthOptions): Promise<HealthServer> {
  const server = createServer(async (request, response) => {
    const path = request.url?.split('?')[0]
    if (path === '/metrics') {
      response.setHeader('content-type', registry.contentType).end(await registry.metrics())
      return
    }
    if (path !== '/health' && path !== '/ready') {
      response.writeHead(404).end()
      return
    }
    const found = faults()
    const status = path === '/ready' && found.length > 0 ? 503 : 200
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ status: found.length === 0 ? 'ok' : 'degraded', faults: found }))
  })
  server.requestTimeout = 5_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return { port: (server.address() as AddressInfo).port, stop: () => stop(server) }
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
