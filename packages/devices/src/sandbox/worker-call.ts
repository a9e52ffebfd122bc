import type { CallKind, DownlinkDataInput, UplinkInput } from './codec.ts'
import type { WorkerCall } from './worker-messages.ts'

export function frameCall(kind: CallKind, frame: UplinkInput): WorkerCall {
  const { bytes, fPort, recvTime = new Date(), variables = {}, normalize } = frame
  // A plain array: with a Uint8Array a good many codecs give wrong results (`map` and `slice` behave differently).
  const plain = Array.isArray(bytes) ? bytes : Array.from(bytes)
  const input = JSON.stringify({ bytes: plain, fPort, recvTime, variables, normalize })
  return { kind, input, timeMs: recvTime.getTime() }
}

export function dataCall({ data, fPort, variables = {} }: DownlinkDataInput): WorkerCall {
  const input = JSON.stringify({ data, fPort, variables })
  return { kind: 'encodeDownlink', input, timeMs: Date.now() }
}
