import type { ObservedPropertyId } from '@trame/domain'
import type { Reading } from '../define-device.ts'

/** What is said of one lamp, or of the whole luminaire. */
const lamp = {
  level: 'light.level',
  on: 'light.on',
  failure: 'light.failure',
  energy: 'energy.active.total',
  power: 'power.active',
  powerFactor: 'power.factor',
  voltage: 'electric.voltage',
  onTime: 'light.onTime',
} as const satisfies Record<string, ObservedPropertyId>
type Lamp = keyof typeof lamp

/** What is said of the controller. */
const controller = {
  lampAlert: 'light.failure',
  supplyAlert: 'device.fault',
  fault: 'device.fault',
  relay: 'relay.on',
  openDrain: 'relay.on',
  digInput: 'input.active',
  digInputCount: 'pulse.total',
  ldrInput: 'input.active',
  illuminance: 'air.lightIntensity',
  d4iIlluminance: 'air.lightIntensity',
  tilt: 'tilt.angle',
  temperature: 'device.temperature',
  rssi: 'radio.rssi',
  snr: 'radio.snr',
} as const satisfies Record<string, ObservedPropertyId>

export type LampChannel =
  | Lamp
  | keyof typeof controller
  | `driver${number}.${Lamp}`
  | `group${number}.${Lamp}`
  | `analog.${Lamp}`
  | `unknown.${Lamp}`

const under = (place: string) => Object.entries(lamp).map(([name, of]) => [`${place}.${name}`, of])

/**
 * `level` is the whole luminaire (broadcast, or the controller's own meter); `driver3.level` the DALI short address 3,
 * `group0.level` a group, `analog.level` the 0-10 V output, `unknown.level` an address that the standard does not have.
 */
export const channels = {
  ...lamp,
  ...controller,
  ...Object.fromEntries([
    ...Array.from({ length: 64 }, (_, i) => under(`driver${i}`)).flat(),
    ...Array.from({ length: 16 }, (_, i) => under(`group${i}`)).flat(),
    ...under('analog'),
    ...under('unknown'),
  ]),
} as Record<LampChannel, ObservedPropertyId>

const whole = ['dali_broadcast', 'internal_measurement', 'all_devices']

/** The channel of an address: `dali_single_3` and `level` -> `driver3.level`. */
export function channelOf(address: string, name: Lamp): LampChannel {
  if (whole.includes(address)) return name
  if (address === 'analog_0_10v') return `analog.${name}`
  const [, kind, number] = /^dali_(single|group)_(\d+)$/.exec(address) ?? []
  if (!kind) return `unknown.${name}`
  return `${kind === 'single' ? 'driver' : 'group'}${Number(number)}.${name}`
}

export const lampReadings = (
  address: string,
  values: Partial<Record<Lamp, number>>,
): Reading<LampChannel>[] =>
  (Object.entries(values) as [Lamp, number][]).map(([name, value]) => ({
    channel: channelOf(address, name),
    value,
  }))

/** Values of the controller itself, as readings. */
export const readingsOf = (values: Partial<Record<keyof typeof controller | Lamp, number | boolean>>) =>
  Object.entries(values).map(([channel, value]) => ({
    channel: channel as LampChannel,
    value: Number(value),
  }))

interface Place {
  address: string
  level?: number
  on?: number
  failure?: number
}

/** The other way round, for simulators: which lamps these values speak of. */
export function placesIn(values: Partial<Record<LampChannel, number>>): Place[] {
  const places = new Map<string, Place>()
  for (const [channel, value] of Object.entries(values)) {
    const [, kind = '', number, name] = /^(?:(driver|group)(\d+)\.)?(level|on|failure)$/.exec(channel) ?? []
    if (!name) continue
    const address =
      { driver: `dali_single_${number}`, group: `dali_group_${number}` }[kind] ?? 'dali_broadcast'
    places.set(address, { ...places.get(address), address, [name]: value })
  }
  return [...places.values()]
}
