import type { ErrorCode } from '@trame/domain'
import {
  type DeviceModel,
  type DevicePosition,
  FrameError,
  type Reading,
  type UplinkFrame,
} from './define-device.ts'

export interface DecodedFrame {
  ok: true
  readings: Reading[]
  position?: DevicePosition
  info?: Record<string, unknown>
  /** Readings left out, each with its reason. */
  refused: { channel: string; code: ErrorCode }[]
}

export interface RefusedFrame {
  ok: false
  code: ErrorCode
  detail: string
}

/** What the pipeline calls: whatever the bytes are, a value or a typed refusal, never an exception. */
export function decodeFrame(model: DeviceModel, uplink: UplinkFrame): DecodedFrame | RefusedFrame {
  try {
    const { readings, position, info } = model.decode(uplink)
    const refused: DecodedFrame['refused'] = []
    const kept = readings.filter(({ channel, value, at }) => {
      if (Number.isFinite(value) && (at === undefined || Number.isFinite(at.getTime()))) return true
      refused.push({ channel, code: Number.isFinite(value) ? 'time_out_of_bounds' : 'value_not_finite' })
      return false
    })
    return {
      ok: true,
      readings: kept,
      refused,
      ...(position && isOnEarth(position) ? { position } : {}),
      ...(info && Object.keys(info).length > 0 ? { info } : {}),
    }
  } catch (error) {
    if (error instanceof FrameError) return { ok: false, code: error.code, detail: error.message }
    return {
      ok: false,
      code: 'decode_failed',
      detail: error instanceof Error ? error.message : String(error),
    }
  }
}

function isOnEarth({ longitude, latitude }: DevicePosition) {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90
}
