import { type ErrorBody, type ErrorCode, errors, PlatformError } from '@trame/domain'
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'

/** PostgreSQL's own refusals (SQLSTATE), in our words. */
const bySqlState: Record<string, ErrorCode> = {
  '23505': 'conflict',
  '23503': 'in_use',
  '23514': 'invalid',
  '23P01': 'binding_overlaps',
  '22P02': 'invalid',
  '22007': 'invalid',
  '22008': 'invalid',
  XX000: 'invalid',
  '57P01': 'database_unavailable',
  '57P03': 'database_unavailable',
  '08006': 'database_unavailable',
  ECONNREFUSED: 'database_unavailable',
  ECONNRESET: 'database_unavailable',
}

const byHttpStatus: Record<number, ErrorCode> = {
  404: 'not_found',
  413: 'payload_too_large',
  415: 'media_type_refused',
  429: 'too_many_requests',
}

function codeOf(error: FastifyError | PlatformError): ErrorCode {
  if (error instanceof PlatformError) return error.code
  if (hasZodFastifySchemaValidationErrors(error)) return 'invalid'
  if (error.code && bySqlState[error.code]) return bySqlState[error.code]!
  if (/timeout exceeded when trying to connect|Connection terminated/.test(error.message))
    return 'database_unavailable'
  const status = error.statusCode ?? 500
  return byHttpStatus[status] ?? (status >= 400 && status < 500 ? 'invalid' : 'internal')
}

export const languageOf = (request: FastifyRequest) =>
  /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'fr'

/** Of these a detail begins with the field that is to be changed: `registration.appKey: Invalid key`. */
const byField = new Set<ErrorCode>(['invalid', 'conflict', 'network_refused'])

function fieldOf(code: ErrorCode, detail: string): { path: string; message: string } | undefined {
  const [, path, message] = (byField.has(code) && /^([a-z][\w.]*): (.+)$/is.exec(detail)) || []
  return path && message ? { path, message } : undefined
}

export function bodyOf(
  error: FastifyError | PlatformError,
  request: FastifyRequest,
): { status: number; body: ErrorBody } {
  const code = codeOf(error)
  const { status, ...sentences } = errors[code]
  const detail =
    error instanceof PlatformError ? error.detail : code === 'invalid' ? error.message : undefined
  const body: ErrorBody = {
    code,
    message: [sentences[languageOf(request)], detail].filter(Boolean).join(' '),
    requestId: request.id,
  }
  const field = error instanceof PlatformError && error.detail && fieldOf(code, error.detail)
  if (field) body.fields = [field]
  if (hasZodFastifySchemaValidationErrors(error)) {
    body.fields = error.validation.map((issue) => ({
      path: issue.instancePath.replace(/^\//, '').replaceAll('/', '.'),
      message: issue.message ?? '',
    }))
    body.message = sentences[languageOf(request)]
  }
  return { status, body }
}

export function answerErrors(app: FastifyInstance) {
  app.setErrorHandler((error: FastifyError | PlatformError, request, reply) => {
    const { status, body } = bodyOf(error, request)
    if (status >= 500) request.log.error({ err: error }, 'request failed')
    if (status === 503) reply.header('retry-after', '5')
    reply.status(status).send(body)
  })
}
