import { ErrorBody } from '@trame/domain'
import type { z } from 'zod'

/** Every refusal of the API, with what the person may quote to support. `code` is for the program, `message` for the eye. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly requestId: string | null
  readonly fields: { path: string; message: string }[]
  /** The whole body: some refusals carry a report. */
  readonly body: unknown
  constructor(status: number, body: Partial<ErrorBody>, whole?: unknown) {
    super(body.message ?? '')
    this.name = 'ApiError'
    this.status = status
    this.code = body.code ?? 'unreachable'
    this.requestId = body.requestId ?? null
    this.fields = body.fields ?? []
    this.body = whole
  }
}

type Query = Record<string, string | number | boolean | null | undefined>

/** `/api/v1` + path + what is set in `query`. */
export function apiUrl(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value))
  }
  const text = search.toString()
  return `/api/v1${path}${text ? `?${text}` : ''}`
}

interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  query?: Query
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}

async function send(
  path: string,
  { method = 'GET', query, body, headers, signal }: Request,
): Promise<unknown> {
  const response = await fetch(apiUrl(path, query), {
    method,
    signal: signal ?? null,
    credentials: 'same-origin',
    headers: {
      ...headers,
      'accept-language': document.documentElement.lang,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError(0, {})
  })
  const text = await response.text()
  const json = parseJson(text)
  if (!response.ok) throw refusal(response, json)
  return json
}

function parseJson(text: string): unknown {
  try {
    return text ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

function refusal(response: Response, json: unknown): ApiError {
  const body = ErrorBody.safeParse(json)
  const requestId = response.headers.get('x-request-id')
  if (body.success) return new ApiError(response.status, body.data, json)
  // A proxy in between answered: no body of ours to show.
  return new ApiError(
    response.status,
    requestId ? { code: 'internal', requestId } : { code: 'internal' },
    json,
  )
}

/** One request; what comes back is parsed by `schema`, so nothing behind this line doubts its shape. */
export async function request<T extends z.ZodType>(
  schema: T,
  path: string,
  options: Request = {},
): Promise<z.output<T>> {
  const json = await send(path, options)
  const parsed = schema.safeParse(json)
  if (!parsed.success) {
    console.error(`${path} answered an unexpected shape`, parsed.error.issues)
    throw new ApiError(200, { code: 'unexpected_shape' })
  }
  return parsed.data
}

/** A request whose answer carries nothing that we read. */
export const command = (path: string, options: Request) => send(path, { method: 'POST', ...options })
