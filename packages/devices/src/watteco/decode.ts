import { type Decoded, FrameError, type Reading, type UplinkFrame } from '../define-device.ts'
import { type BatchTable, readBatch } from './batch.ts'
import { type PowerSource, powerSources } from './power-sources.ts'
import { identity, isStandard, readZcl, type ZclAttribute } from './zcl.ts'

export interface AttributeOf<C extends string> {
  /** By end point; an end point that is not listed goes to the info. */
  channels: readonly (C | undefined)[]
  perUnit?: number
  /** Not 0 becomes 1. */
  flag?: true
}

export interface WattecoProfile<C extends string> {
  /** `cluster/attribute` in hex -> where its values go. */
  attributes: Readonly<Record<string, AttributeOf<C>>>
  batch: readonly BatchTable<C>[]
  power?: Partial<Record<PowerSource, C>>
}

/** Port 125: a standard frame when the first bit is set, a batch otherwise. */
export function decodeWatteco<C extends string>(uplink: UplinkFrame, profile: WattecoProfile<C>): Decoded<C> {
  const { fPort, bytes, observedAt } = uplink
  if (fPort !== 125) throw new FrameError('frame_unknown', `port ${fPort}`)
  if (bytes.length === 0) throw new FrameError('frame_truncated', 'an empty frame')
  if (!isStandard(bytes)) {
    const { counter, samples } = readBatch(bytes, profile.batch, observedAt)
    return { readings: samples, info: { batchCounter: counter } }
  }
  const frame = readZcl(bytes)
  if (frame.kind === 'answer') return { readings: [], info: frame.info }
  const readings = standard(frame, profile)
  return {
    readings,
    info: {
      endpoint: frame.endpoint,
      ...(readings.length === 0 ? identity(frame) : {}),
      ...(frame.alarm ? { alarm: true } : {}),
      ...(frame.causes ? { causes: frame.causes } : {}),
    },
  }
}

function standard<C extends string>(frame: ZclAttribute, profile: WattecoProfile<C>): Reading<C>[] {
  const { key, endpoint, value } = frame
  if (key === '0050/0006' && value instanceof Uint8Array) {
    return Object.entries(powerSources(value)).flatMap(([source, volts]) => {
      const channel = profile.power?.[source as PowerSource]
      return channel === undefined ? [] : [{ channel, value: volts }]
    })
  }
  const of = profile.attributes[key]
  const channel = of?.channels[endpoint]
  if (!of || channel === undefined || typeof value !== 'number') return []
  return [{ channel, value: of.flag ? Number(value !== 0) : value / (of.perUnit ?? 1) }]
}
