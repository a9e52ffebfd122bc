import type { CallKind, DownlinkDataInput, UplinkInput } from './codec.ts'
import type { WorkerCall } from './worker-messages.ts'

/** Members of a test vector beyond the declared ones pass through: some makers' encoders read them. */
export function frameCall(kind: CallKind, frame: UplinkInput): WorkerCall {
  const { bytes } = frame
  const known = frame.recvTime && Number.isFinite(frame.recvTime.getTime())
  const recvTime = known ? frame.recvTime! : new Date()
  // A plain array: with a Uint8Array a good many codecs give wrong results (`map` and `slice` behave differently).
  const plain = Array.isArray(bytes) ? bytes : Array.from(bytes)
  const input = JSON.stringify({ variables: {}, ...frame, bytes: plain, recvTime })
  return { kind, input, timeMs: recvTime.getTime() }
}

export function dataCall(command: DownlinkDataInput): WorkerCall {
  const input = JSON.stringify({ variables: {}, ...command })
  return { kind: 'encodeDownlink', input, timeMs: Date.now() }
}
