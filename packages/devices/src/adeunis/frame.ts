import { ByteReader } from '../byte-reader.ts'
import { FrameError } from '../define-device.ts'
import { hexOf } from '../hex.ts'

/** Adeunis counts seconds from 2013-01-01T00:00:00Z. */
export const adeunisEpochMs = Date.UTC(2013, 0, 1)

export interface AdeunisFrame {
  code: number
  /** Bits of the status byte; what bits 2 to 4 mean depends on the product. */
  status: number
  frameCounter: number
  lowBattery: boolean
  configurationDone: boolean
  /** After code and status, without the time at the end. */
  body: ByteReader
  /** The device's own time, where the product sends it. */
  at: Date | undefined
}

/**
 * Adeunis: a code, a status byte, the fields of that code. With `timed`, status bit 2 announces four bytes of time at the end.
 */
export function readAdeunis(bytes: Uint8Array, options: { timed: boolean }): AdeunisFrame {
  const head = new ByteReader(bytes)
  const code = head.u8()
  const status = head.u8()
  const hasTime = options.timed && (status & 0x04) !== 0
  if (hasTime && head.left < 4) throw new FrameError('frame_truncated', 'no time at the end')
  const end = bytes.length - (hasTime ? 4 : 0)
  const seconds = hasTime ? new ByteReader(bytes.subarray(end)).u32() : undefined
  const body = new ByteReader(bytes.subarray(0, end))
  body.skip(2)
  return {
    code,
    status,
    frameCounter: status >> 5,
    lowBattery: (status & 0x02) !== 0,
    configurationDone: (status & 0x01) !== 0,
    body,
    at: seconds === undefined ? undefined : new Date(adeunisEpochMs + seconds * 1000),
  }
}

const registerStatus = [
  '',
  'success',
  'successNoUpdate',
  'errorCoherency',
  'errorInvalidRegister',
  'errorInvalidValue',
  'errorTruncatedValue',
  'errorAccessNotAllowed',
]
const requestStatus = ['', 'success', 'errorGeneric', 'errorWrongState', 'errorInvalidRequest']
const inputEdges = ['deactivated', 'high', 'low', 'both']
const debouncesMs = [
  0, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 40_000, 60_000, 300_000, 600_000,
]
const input = (byte: number) => ({
  edge: inputEdges[byte & 15] ?? `${byte & 15}`,
  debounceMs: debouncesMs[byte >> 4],
})

/** Frames that every Adeunis product sends; undefined for a code of the product's own. */
export function commonInfo({ code, body }: AdeunisFrame): Record<string, unknown> | undefined {
  switch (code) {
    case 0x1f:
      return {
        type: 'inputConfiguration',
        input1: { ...input(body.u8()), threshold: body.u16() },
        input2: { ...input(body.u8()), threshold: body.u16() },
      }
    case 0x20: {
      const options = body.u8()
      if (body.left === 0) return { type: 'networkConfiguration', retries: options & 3 }
      const activation = body.u8() === 0 ? 'ABP' : 'OTAA'
      const dutyCycle = (options & 0x04) !== 0
      return {
        type: 'networkConfiguration',
        adaptiveDataRate: (options & 1) !== 0,
        dutyCycle,
        class: options & 0x20 ? 'C' : 'A',
        activation,
      }
    }
    case 0x2f: {
      const request = hexOf([body.u8()])
      return { type: 'downlinkAnswer', request, status: requestStatus[body.u8()] ?? 'errorOther' }
    }
    case 0x31:
      return { type: 'registers', values: hexOf(body.rest()) }
    case 0x33: {
      const status = registerStatus[body.u8()] ?? 'errorOther'
      return { type: 'registerSet', status, register: body.u16() }
    }
    case 0x37:
      return {
        type: 'software',
        application: `${body.u8()}.${body.u8()}.${body.u8()}`,
        radio: `${body.u8()}.${body.u8()}.${body.u8()}`,
      }
    default:
      return undefined
  }
}
