import { callOut, type OutgoingOptions } from '../../outgoing/outgoing-http.ts'
import { RouterRefused } from './router.ts'

/** Body present: POST as JSON. The answer is JSON of whatever shape, with its status. */
export type Ask = (request: { url: string; body?: unknown }) => Promise<{ status: number; json: unknown }>

const mostBytes = 64 * 1024 * 1024
const timeoutMs = 30_000

/** The way to routers: judged as every address that somebody typed in. Throws RouterRefused. */
export const askerOf =
  (options: OutgoingOptions): Ask =>
  async ({ url, body }) => {
    const answer = await callOut(
      {
        url,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          accept: 'application/json',
          'user-agent': 'Trame-Tours/1',
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        body: body === undefined ? '' : JSON.stringify(body),
      },
      { timeoutMs, ...options, mostBytes },
    )
    if (!answer.ok) throw new RouterRefused(answer.error)
    const { status } = answer
    if (status >= 300 && status < 400) throw new RouterRefused('redirect_refused')
    try {
      return { status, json: JSON.parse(answer.body.toString('utf8')) }
    } catch {
      throw new RouterRefused(status >= 400 ? `http_${status}` : 'answer_unreadable')
    }
  }

export const addressIn = (base: string, path: string) => `${base.replace(/\/+$/, '')}/${path}`
