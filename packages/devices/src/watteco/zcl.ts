import { ByteReader, shortFloat, signed } from '../byte-reader.ts'
import { FrameError } from '../define-device.ts'
import { hexOf } from '../hex.ts'

/**
 * Watteco's standard frames, after the ZigBee cluster library: control byte with the end point, command, cluster,
 * attribute, type, value (most significant byte first), then the causes of an alarm.
 * https://support.watteco.com/frame-structure/ and https://support.watteco.com/zcl/
 */
export interface ZclAttribute {
  kind: 'attribute'
  endpoint: number
  /** `0402/0000`: cluster and attribute in hex. */
  key: string
  value: number | Uint8Array
  alarm: boolean
  /** Why an alarm was sent, one line a criterion; absent on an ordinary report. */
  causes?: AlarmCause[]
}

export interface ZclAnswer {
  kind: 'answer'
  endpoint: number
  info: Record<string, unknown>
}

export interface AlarmCause {
  criterion: number
  mode: 'delta' | 'threshold' | 'unused'
  active: boolean
  crossed: string
  detail?: string
}

const numberSizes: Record<string, number> = {
  '08': 1,
  '09': 2,
  '0a': 3,
  '0b': 4,
  '0c': 5,
  '0d': 6,
  '10': 1,
  '18': 1,
  '19': 2,
  '1a': 3,
  '1b': 4,
  '20': 1,
  '21': 2,
  '22': 3,
  '23': 4,
  '25': 6,
  '28': 1,
  '29': 2,
  '2a': 3,
  '2b': 4,
  '30': 1,
  '31': 2,
}

/** `0` standard (odd first byte), `1` batch. */
export const isStandard = (bytes: Uint8Array) => ((bytes[0] ?? 0) & 1) === 1

export function readZcl(bytes: Uint8Array): ZclAttribute | ZclAnswer {
  const frame = new ByteReader(bytes)
  const control = frame.u8()
  const endpoint = ((control & 0xe0) >> 5) | ((control & 0x06) << 2)
  const command = frame.u8()
  const cluster = hexOf(frame.take(2))
  switch (command) {
    case 0x0a:
    case 0x8a:
      return attribute(frame, endpoint, cluster, command === 0x8a)
    case 0x01:
      return readAnswer(frame, endpoint, cluster)
    case 0x07:
    case 0x09: {
      const status = frame.u8()
      const mode = frame.u8()
      const about = { command: hexOf([command]), cluster, attribute: hexOf(frame.take(2)), status }
      const rest = frame.left > 0 ? { rest: hexOf(frame.rest()) } : {}
      return { kind: 'answer', endpoint, info: { reporting: { ...about, ...reportMode(mode), ...rest } } }
    }
    default:
      throw new FrameError('frame_unknown', `command ${hexOf([command])}`)
  }
}

/** A read response has a status in front; anything but 0 has no value behind it. */
function readAnswer(frame: ByteReader, endpoint: number, cluster: string): ZclAttribute | ZclAnswer {
  const name = hexOf(frame.take(2))
  const status = frame.u8()
  if (status !== 0) return { kind: 'answer', endpoint, info: { read: `${cluster}/${name}`, status } }
  return { ...value(frame, endpoint, `${cluster}/${name}`), alarm: false }
}

function attribute(frame: ByteReader, endpoint: number, cluster: string, alarm: boolean): ZclAttribute {
  const got = value(frame, endpoint, `${cluster}/${hexOf(frame.take(2))}`)
  const causes = readCauses(frame, got.type, got.key)
  const { type: _, ...known } = got
  return { ...known, alarm, ...(causes.length > 0 ? { causes } : {}) }
}

function value(frame: ByteReader, endpoint: number, key: string) {
  const type = frame.u8()
  return { kind: 'attribute' as const, endpoint, key, type, value: readTyped(frame, type) }
}

function readTyped(frame: ByteReader, type: number): number | Uint8Array {
  if (type === 0x39) return shortFloat(frame.f32())
  if (type === 0x41 || type === 0x42) return frame.take(frame.u8())
  if (type === 0x43 || type === 0x44 || type === 0x4c) return frame.take(frame.u16())
  const size = numberSizes[hexOf([type])]
  if (size === undefined) throw new FrameError('frame_unknown', `attribute type ${hexOf([type])}`)
  const raw = frame.take(size).reduce((sum, byte) => sum * 256 + byte, 0)
  return type >= 0x28 && type <= 0x2b ? signed(raw, 8 * size) : raw
}

function reportMode(byte: number) {
  const causes = ['none', 'short', 'long', 'reserved'][(byte >> 4) & 3]
  return {
    newMode: byte >> 7,
    causes,
    securedIfAlarm: (byte >> 3) & 1,
    secured: (byte >> 2) & 1,
    batch: byte & 1,
  }
}

const crossings = ['', 'fall', 'exceed', 'exceed and fall']

/** Report parameters, then a byte a criterion, with the criterion's own numbers in the long form. */
function readCauses(frame: ByteReader, type: number, key: string): AlarmCause[] {
  if (frame.left === 0) return []
  const long = ((frame.u8() >> 4) & 3) === 2
  const causes: AlarmCause[] = []
  while (frame.left > 0) {
    const byte = frame.u8()
    const mode = (['unused', 'delta', 'threshold', 'unused'] as const)[(byte >> 3) & 3]!
    const cause: AlarmCause = {
      criterion: byte & 7,
      mode,
      active: (byte & 0x80) !== 0,
      crossed: crossings[(byte >> 5) & 3]!,
    }
    if (long) {
      // A structured value first says which of its fields: their widths differ, so the rest stays in hex.
      if (numberSizes[hexOf([type])] === undefined && type !== 0x39) {
        causes.push({ ...cause, detail: hexOf(frame.rest()) })
        break
      }
      cause.detail = longCause(frame, type, mode, key)
    }
    causes.push(cause)
  }
  return causes
}

function longCause(frame: ByteReader, type: number, mode: AlarmCause['mode'], key: string): string {
  const at = readTyped(frame, type)
  if (mode !== 'threshold') return `${key} ${at}`
  const gap = readTyped(frame, type)
  const occurrences = frame.u8()
  const both = occurrences & 0x80 ? ` up ${frame.u16()} down ${frame.u16()}` : ` ${occurrences}`
  return `${key} ${at} gap ${gap} occurrences${both}`
}

/** Clusters 0000 and 8004 and configuration attributes that every Watteco device answers with. */
export function identity({ key, value: got }: ZclAttribute): Record<string, unknown> {
  if (key === '0000/0002' && typeof got === 'number') {
    // Three bytes of version, three of build.
    const part = (shift: number) => Math.floor(got / 2 ** shift) % 256
    return { firmware: `${part(40)}.${part(32)}.${part(24)}.${got % 2 ** 24}` }
  }
  if (got instanceof Uint8Array) {
    const text = key.startsWith('0000/')
      ? String.fromCharCode(...got.subarray(0, 64))
      : hexOf(got.subarray(0, 200))
    return { [names[key] ?? key]: text }
  }
  return { [names[key] ?? key]: got }
}

const names: Record<string, string> = {
  '0000/0003': 'kernel',
  '0000/0004': 'manufacturer',
  '0000/0005': 'model',
  '0000/0006': 'date',
  '0000/0010': 'position',
  '0000/8001': 'application',
  '000f/0054': 'polarity',
  '000f/0400': 'edgeSelection',
  '000f/0401': 'debouncePeriod',
  '000f/0403': 'pollPeriod',
  '000f/0404': 'forceNotify',
  '0402/0001': 'temperatureMin',
  '0402/0002': 'temperatureMax',
  '0405/0001': 'humidityMin',
  '0405/0002': 'humidityMax',
  '8004/0000': 'confirmed',
  '8004/0001': 'retries',
  '8004/0002': 'automaticAssociation',
  '8004/0003': 'dataRate',
  '8004/0004': 'abpAddress',
  '8004/0005': 'appEui',
  '0050/0004': 'configuration',
}
