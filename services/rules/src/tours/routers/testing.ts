import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { metresBetween } from '@trame/domain'
import type { LonLat } from '@trame/use-cases'
import { askerOf } from './ask.ts'

/** A town of which the tests' routers know this much: half as far again as the crow flies, ten metres a second. */
export const farOf = (from: LonLat, to: LonLat) => Math.round(1.5 * metresBetween(from, to) * 10) / 10
export const longOf = (from: LonLat, to: LonLat) => Math.round(farOf(from, to)) / 10

export interface Asked {
  method: string
  url: URL
  // biome-ignore lint/suspicious/noExplicitAny: whatever the adapter sent
  body: any
}

/** A service on this machine that answers as `answer` says; what it was asked is in `seen`. */
export async function serve(answer: (asked: Asked) => { status?: number; json: unknown } | 'hang') {
  const seen: Asked[] = []
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const text = Buffer.concat(parts).toString()
    const asked = {
      method: request.method ?? '',
      url: new URL(request.url ?? '', 'http://service'),
      body: text ? JSON.parse(text) : null,
    }
    seen.push(asked)
    const given = answer(asked)
    if (given === 'hang') return
    response.writeHead(given.status ?? 200, { 'content-type': 'application/json' })
    response.end(typeof given.json === 'string' ? given.json : JSON.stringify(given.json))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

export const openAsk = (timeoutMs = 30_000) =>
  askerOf({ egress: { operatorRanges: ['127.0.0.0/8'], allowed: ['127.0.0.1'] }, timeoutMs })
export const closedAsk = askerOf({ egress: { operatorRanges: [], allowed: ['127.0.0.1'] } })

/** Places on a grid, some 300 m apart. */
export const gridOf = (count: number): LonLat[] =>
  Array.from({ length: count }, (_, i) => [0.35 + 0.004 * (i % 9), 47.04 + 0.003 * Math.floor(i / 9)])
