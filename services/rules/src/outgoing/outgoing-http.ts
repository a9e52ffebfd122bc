import { lookup } from 'node:dns/promises'
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import { plainAddress } from './address-ranges.ts'
import { type Egress, mayReach } from './egress.ts'

export interface OutgoingRequest {
  url: string
  method: string
  headers: Record<string, string>
  body: string | Buffer
}

export interface OutgoingOptions {
  egress: Egress
  timeoutMs?: number
  /** Tests only: certificate authorities besides the system's. */
  ca?: string
  resolve?: (host: string) => Promise<string[]>
}

const systemResolve = async (host: string) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address)

export type OutgoingAnswer =
  | { ok: true; status: number; headers: IncomingHttpHeaders; body: Buffer }
  /** Our code of what went wrong: what the other side wrote is not in it. */
  | { ok: false; error: string }

/**
 * The only way out for URLs that somebody typed in. The name is resolved once, every address is judged, and the connection
 * goes to the one that was judged: a second look-up could answer otherwise. No redirect is followed. A refusal looks the same
 * as a dead host from outside: it never tells what is in our network. `mostBytes` 0: no byte of the answer is kept.
 */
export async function callOut(
  request: OutgoingRequest,
  { mostBytes, ...options }: OutgoingOptions & { mostBytes: number },
): Promise<OutgoingAnswer> {
  const url = URL.parse(request.url)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username || url.password)
    return { ok: false, error: 'url_refused' }
  const signal = AbortSignal.timeout(options.timeoutMs ?? 10_000)
  try {
    const address = await judgedAddress(url, options, signal)
    if (address === null) return { ok: false, error: 'destination_refused' }
    return await exchange(request, url, address, { signal, ca: options.ca, mostBytes })
  } catch (error) {
    return { ok: false, error: signal.aborted ? 'timeout' : codeOf(error) }
  }
}

async function judgedAddress(
  url: URL,
  { egress, resolve = systemResolve }: OutgoingOptions,
  signal: AbortSignal,
) {
  // WHATWG URL has turned 0x7f000001, 2130706433 and 127.1 into 127.0.0.1 already.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const addresses = isIP(host) ? [host] : await orAbort(resolve(host.replace(/\.$/, '')), signal)
  const judged = addresses.map((address) => plainAddress(address))
  // One bad address spoils the name: which of them is used must not depend on chance.
  const allowed = judged.every((address) => mayReach({ host, port, address }, egress))
  return allowed ? (judged[0] ?? null) : null
}

function exchange(
  { method, headers, body }: OutgoingRequest,
  url: URL,
  address: string,
  { signal, ca, mostBytes }: { signal: AbortSignal; ca: string | undefined; mostBytes: number },
): Promise<OutgoingAnswer> {
  const family = isIP(address)
  const secure = url.protocol === 'https:'
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(
      url,
      {
        method,
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        // A connection of its own, never one of a pool that was opened for another judgement.
        agent: false,
        signal,
        lookup: (_host, options, done) =>
          options.all ? done(null, [{ address, family }]) : done(null, address, family),
        ...(ca === undefined ? {} : { ca }),
      },
      (response) => bodyOf(response, mostBytes).then(resolve, reject),
    )
    request.on('error', reject)
    request.end(body)
  })
}

function bodyOf(response: IncomingMessage, mostBytes: number): Promise<OutgoingAnswer> {
  const { statusCode: status = 0, headers } = response
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let bytes = 0
    const end = (answer: OutgoingAnswer) => {
      resolve(answer)
      response.destroy()
    }
    response.on('error', reject)
    if (mostBytes === 0) return end({ ok: true, status, headers, body: Buffer.alloc(0) })
    response.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes > mostBytes) end({ ok: false, error: 'answer_too_large' })
      else parts.push(part)
    })
    response.on('end', () => end({ ok: true, status, headers, body: Buffer.concat(parts) }))
  })
}

function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown }).code
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name_not_found'
  if (code === 'ECONNREFUSED') return 'connection_refused'
  if (typeof code === 'string' && /CERT|SSL|TLS|SIGNATURE/.test(code)) return 'certificate_refused'
  return 'connection_failed'
}
