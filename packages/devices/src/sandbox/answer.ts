import type { CallKind, CodecFailure, CodecFailureCode, DecodeResult, EncodeResult } from './codec.ts'
import type { EngineAnswer } from './engine.ts'

/** The guest's JSON, read with the distrust that text from outside deserves. */
export function resultOf(kind: CallKind, answer: EngineAnswer): DecodeResult | EncodeResult {
  const { tookMs } = answer
  if (answer.json === undefined) {
    return failure(answer.code ?? 'internal', [answer.error ?? 'no answer'], tookMs)
  }
  let out: Record<string, unknown>
  try {
    out = parseHarmless(answer.json) as Record<string, unknown>
  } catch (cause) {
    return failure('internal', [String(cause)], tookMs)
  }
  const warnings = strings(out.warnings)
  const errors = strings(out.errors)
  if (errors.length > 0) return { ok: false, code: 'decode_failed', errors, warnings, tookMs }
  if (kind === 'encodeDownlink') {
    const { bytes, fPort } = out as { bytes: number[]; fPort?: number }
    return { ok: true, bytes, ...(fPort !== undefined && { fPort }), warnings, tookMs }
  }
  const normalized = out.normalized === undefined ? {} : { normalized: out.normalized }
  return { ok: true, data: out.data, ...normalized, warnings, tookMs }
}

export function failure(code: CodecFailureCode, errors: string[], tookMs = 0): CodecFailure {
  return { ok: false, code, errors, warnings: [], tookMs }
}

/** JSON.parse makes `__proto__` an ordinary member, which the next careless copy would turn into a prototype. */
function parseHarmless(json: string): unknown {
  if (!json.includes('"__proto__"')) return JSON.parse(json)
  return JSON.parse(json, (key, value) => (key === '__proto__' ? undefined : value))
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
