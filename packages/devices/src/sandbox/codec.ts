import type { ErrorCode } from '@trame/domain'

/** An uploaded codec. `id` and `version` name it in queues and in the circuit breaker; `source` runs unchanged. */
export interface Codec {
  id: string
  version: number
  source: string
}

export interface UplinkInput {
  fPort: number
  bytes: Uint8Array | readonly number[]
  /** Also what the codec's clock shows, so that a replay gives what the first run gave. Default: now. */
  recvTime?: Date
  /** Settings of the device, as ChirpStack hands them over. */
  variables?: Readonly<Record<string, string>>
  /** Default true: call `normalizeUplink` where the codec has one. */
  normalize?: boolean
}
export type DownlinkFrameInput = Omit<UplinkInput, 'normalize'>

export interface DownlinkDataInput {
  data: unknown
  fPort?: number
  variables?: Readonly<Record<string, string>>
}

export type CodecFailureCode = Extract<
  ErrorCode,
  'decode_failed' | 'codec_timeout' | 'codec_memory' | 'codec_suspended' | 'internal'
>

export interface CodecFailure {
  ok: false
  code: CodecFailureCode
  errors: string[]
  warnings: string[]
  tookMs: number
}

export interface DecodedPayload {
  ok: true
  /** Plain JSON. */
  data: unknown
  normalized?: unknown
  warnings: string[]
  tookMs: number
}

export interface EncodedPayload {
  ok: true
  bytes: number[]
  fPort?: number
  warnings: string[]
  tookMs: number
}

export type DecodeResult = DecodedPayload | CodecFailure
export type EncodeResult = EncodedPayload | CodecFailure

export type CallKind = 'decodeUplink' | 'decodeDownlink' | 'encodeDownlink'

export interface SandboxLimits {
  /** Processor time of one call; the engine stops there by itself where it can. */
  softLimitMs: number
  /** Elapsed time after which the worker is killed, whatever it does. */
  hardLimitMs: number
  heapBytes: number
  /** More than 256 KiB lets an endless recursion abort the WebAssembly module instead of throwing. */
  stackBytes: number
  maxOutputBytes: number
}
