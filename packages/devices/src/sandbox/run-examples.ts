import type { CodecExample, ExampleReport } from '@trame/domain'
import type { Codec, DecodeResult, EncodeResult } from './codec.ts'
import type { Sandbox } from './sandbox.ts'

/** Runs TS013 test vectors. Expected members that are left out of `output` (errors, warnings) mean none. */
export async function runExamples(
  sandbox: Sandbox,
  codec: Codec,
  examples: readonly CodecExample[],
): Promise<ExampleReport[]> {
  return Promise.all(examples.map((example, index) => runExample(sandbox, codec, example, index)))
}

async function runExample(
  sandbox: Sandbox,
  codec: Codec,
  example: CodecExample,
  index: number,
): Promise<ExampleReport> {
  const { description, output } = example
  const result = await call(sandbox, codec, example)
  const expectsErrors = Array.isArray(output.errors) && output.errors.length > 0
  // TS013: with errors, data and warnings say nothing.
  const expected = expectsErrors ? { errors: output.errors } : successOf(example, output)
  const actual = result.ok ? successOf(example, result) : { errors: result.errors }
  return { index, description, passed: agree(expected, actual), expected, actual }
}

async function call(
  sandbox: Sandbox,
  codec: Codec,
  { type, input }: CodecExample,
): Promise<DecodeResult | EncodeResult> {
  const fPort = typeof input.fPort === 'number' ? input.fPort : undefined
  if (type === 'downlink-encode') {
    return sandbox.encodeDownlink(codec, {
      ...input,
      data: input.data,
      ...(fPort !== undefined && { fPort }),
    })
  }
  const recvTime = typeof input.recvTime === 'string' ? new Date(input.recvTime) : undefined
  const { recvTime: _text, ...rest } = input
  const frame = {
    ...rest,
    bytes: bytesOf(input.bytes),
    fPort: fPort ?? 1,
    ...(recvTime && Number.isFinite(recvTime.getTime()) && { recvTime }),
  }
  if (type === 'downlink-decode') return sandbox.decodeDownlink(codec, frame)
  return sandbox.decodeUplink(codec, { ...frame, normalize: false })
}

function successOf({ type }: CodecExample, output: object): Record<string, unknown> {
  // Vectors of decoders older than TS013 hold the bare data.
  const bare = ['data', 'bytes', 'errors', 'warnings'].every((member) => !(member in output))
  const { data, bytes, fPort, warnings = [] } = (bare ? { data: output } : output) as Record<string, unknown>
  if (type !== 'downlink-encode') return { data: data ?? null, warnings }
  return { bytes: bytesOf(bytes), ...(fPort !== undefined && { fPort }), warnings }
}

/** Makers write bytes as a list or as hex digits. */
function bytesOf(value: unknown): number[] {
  if (typeof value === 'string') return [...Buffer.from(value.replaceAll(/[^0-9a-fA-F]/g, ''), 'hex')]
  return Array.isArray(value) ? value.map(Number) : []
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/

/** Equal as JSON; numbers to a relative 1e-9, and two ISO times that are the same moment are equal however written. */
function agree(expected: unknown, actual: unknown): boolean {
  if (expected === actual) return true
  if (typeof expected === 'number' && typeof actual === 'number') {
    return Math.abs(expected - actual) <= 1e-9 * Math.max(Math.abs(expected), Math.abs(actual))
  }
  if (typeof expected === 'string' && typeof actual === 'string') {
    return instant.test(expected) && instant.test(actual) && Date.parse(expected) === Date.parse(actual)
  }
  if (!isContainer(expected) || !isContainer(actual)) return false
  if (Array.isArray(expected) !== Array.isArray(actual)) return false
  const keys = Object.keys(expected).filter((key) => expected[key] !== undefined)
  return (
    keys.length === Object.keys(actual).length &&
    keys.every((key) => Object.hasOwn(actual, key) && agree(expected[key], actual[key]))
  )
}

const isContainer = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
