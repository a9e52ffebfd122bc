import { decodeFrame, mapChannels, type Reading, type Sandbox } from '@trame/devices'
import {
  convertUnit,
  type ErrorCode,
  type FramePayload,
  isObservedProperty,
  observedProperties,
  type ReadingsPayload,
  type UplinkEvent,
} from '@trame/domain'
import type { KnownDevice } from './devices.ts'
import { displacementOf } from './displacement.ts'

/** What a message says, before anything is known of where it goes. */
export type Decoded = DecodedUplink | RefusedUplink

export interface DecodedUplink {
  ok: true
  readings: PropertyReading[]
  refused: RefusedReading[]
  position: { longitude: number; latitude: number } | null
}

export interface RefusedUplink {
  ok: false
  code: ErrorCode
  detail: string
}

export interface PropertyReading {
  channel: string
  property: string
  value: number
  at: number
}

export interface RefusedReading {
  channel: string
  code: ErrorCode
}

/** True for what only the sandbox can decode, which takes its time. */
export function needsSandbox(event: UplinkEvent, device: KnownDevice): boolean {
  return (
    event.payload.type === 'frame' &&
    event.payload.bytes.length > 0 &&
    !device.builtIn &&
    device.uploaded !== undefined
  )
}

/** Everything else: readings that the device named itself, and frames of our own models. Pure. */
export function decode(event: UplinkEvent, device: KnownDevice): Decoded {
  if (event.payload.type === 'readings') return decodeReadings(event.payload, event.observedAt, device)
  // MAC commands only: a sign of life, without a payload to read.
  if (event.payload.bytes.length === 0) return { ok: true, readings: [], refused: [], position: null }
  if (!device.builtIn) return { ok: false, code: 'model_missing', detail: device.modelId }
  return withDisplacement(decodeBuiltIn(event.payload, event.observedAt, device.builtIn), event, device)
}

function decodeReadings({ readings }: ReadingsPayload, observedAt: Date, device: KnownDevice): DecodedUplink {
  const decoded: DecodedUplink = { ok: true, readings: [], refused: [], position: null }
  for (const { channel, value, unit, observedAt: own } of readings) {
    const property = propertyOf(device, channel)
    if (property === undefined) {
      decoded.refused.push({ channel, code: 'channel_unknown' })
      continue
    }
    const converted = unit === undefined ? value : convertUnit(value, unit, observedProperties[property].unit)
    if (converted === undefined) decoded.refused.push({ channel, code: 'unit_unknown' })
    else if (!Number.isFinite(converted)) decoded.refused.push({ channel, code: 'value_not_finite' })
    else decoded.readings.push({ channel, property, value: converted, at: (own ?? observedAt).getTime() })
  }
  return decoded
}

/** A channel of the device's model, or an observed property by its own name. */
function propertyOf(device: KnownDevice, channel: string) {
  const channels = device.builtIn?.channels
  if (channels && Object.hasOwn(channels, channel)) return channels[channel]
  const mapped = device.uploaded?.channels.find(({ name }) => name === channel)?.property ?? channel
  return isObservedProperty(mapped) ? mapped : undefined
}

function decodeBuiltIn(
  { fPort, bytes }: FramePayload,
  observedAt: Date,
  model: NonNullable<KnownDevice['builtIn']>,
): Decoded {
  const decoded = decodeFrame(model, { fPort, bytes, observedAt })
  if (!decoded.ok) return decoded
  const { position, refused } = decoded
  return {
    ok: true,
    readings: decoded.readings.map((reading) =>
      propertyReading(reading, model.channels[reading.channel]!, observedAt),
    ),
    refused,
    position: position ? { longitude: position.longitude, latitude: position.latitude } : null,
  }
}

/** How far from its asset's place the device finds itself: an observation of its own, which no frame holds. */
function withDisplacement(decoded: Decoded, { observedAt }: UplinkEvent, device: KnownDevice): Decoded {
  if (!decoded.ok || decoded.position === null) return decoded
  const at = observedAt.getTime()
  const metres = displacementOf(decoded.position, device.places, at)
  if (metres === undefined) return decoded
  const reading = { channel: 'displacement', property: 'device.displacement', value: metres, at }
  return { ...decoded, readings: [...decoded.readings, reading] }
}

const propertyReading = ({ channel, value, at }: Reading, property: string, observedAt: Date) => ({
  channel,
  property,
  value,
  at: (at ?? observedAt).getTime(),
})

/** By the codec of the device's own version. Whatever the codec does, the answer is a value. */
export async function decodeUploaded(
  sandbox: Sandbox,
  event: UplinkEvent,
  model: NonNullable<KnownDevice['uploaded']>,
): Promise<Decoded> {
  const { fPort, bytes } = event.payload as FramePayload
  const { organisationId, id, version, source, channels } = model
  const result = await sandbox.decodeUplink(
    { id: `${organisationId}/${id}`, version, source },
    { fPort, bytes, recvTime: event.observedAt },
  )
  if (!result.ok) return { ok: false, code: result.code, detail: result.errors.join('; ').slice(0, 2000) }
  const mapped = mapChannels(result.data, channels)
  const propertyOfName = new Map(channels.map(({ name, property }) => [name, property]))
  return {
    ok: true,
    readings: mapped.readings.map((reading) =>
      propertyReading(reading, propertyOfName.get(reading.channel)!, event.observedAt),
    ),
    refused: mapped.refused.map(({ name }) => ({ channel: name, code: 'value_not_finite' })),
    position: null,
  }
}
