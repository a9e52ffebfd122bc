import type { ByteReader } from '../byte-reader.ts'
import { i8, u8, u32Le } from '../byte-writer.ts'
import type { Decoded, Frame } from '../define-device.ts'
import { type LampChannel, lampReadings, placesIn, readingsOf } from './channels.ts'
import { profileHead } from './config-1-0.ts'
import { daliStatusByte } from './dali-status.ts'
import { address, epochText } from './fields.ts'
import { flags } from './layout.ts'
import { usageBytes } from './usage.ts'

const first = flags(
  'dali_error_external',
  'dali_connection_error',
  'ldr_input_on',
  null,
  'dig_input_on',
  'hardware_error',
  null,
  'internal_relay_closed',
)
const second = flags(
  null,
  'ldr_sent',
  'open_drain_output_on',
  null,
  'voltage_alert_in_24h',
  'lamp_error_alert_in_24h',
  'power_alert_in_24h',
  'power_factor_alert_in_24h',
)

/** Status, port 24: the controller, then the profiles in force with the level that each gives. */
export function readStatus10(reader: ByteReader): Decoded<LampChannel> {
  const device_unix_epoch = epochText(reader.u32Le())
  const { ldr_input_on, dig_input_on, internal_relay_closed, ...errors } = first.read(reader)
  const [rssi, snr, temperature] = [-reader.u8(), reader.i8(), reader.i8()]
  const { ldr_sent, open_drain_output_on, lamp_error_alert_in_24h, ...alerts } = second.read(reader)
  const readings = readingsOf({
    temperature,
    rssi,
    snr,
    relay: internal_relay_closed,
    openDrain: open_drain_output_on,
    digInput: dig_input_on,
    ldrInput: ldr_input_on,
    fault: Object.values(errors).includes(true),
    lampAlert: lamp_error_alert_in_24h,
    supplyAlert: Object.values(alerts).includes(true),
  })
  const ldr_input_value = ldr_sent ? reader.u8() : undefined
  const profiles: unknown[] = []
  while (reader.left > 0) {
    const head = profileHead.read(reader)
    const level = reader.u8()
    if (level !== 0xff) readings.push(...lampReadings(head.address, { level }))
    profiles.push(level === 0xff ? { ...head, dimming_level__percent: 'resume' } : head)
  }
  return {
    readings,
    info: {
      packet_type: 'status_packet',
      device_unix_epoch,
      status: errors,
      analog_interfaces: { ...alerts, lamp_error_alert_in_24h },
      ...(ldr_input_value === undefined ? {} : { ldr_input_value }),
      profiles,
    },
  }
}

type Values = Partial<Record<LampChannel, number>>

/** Usage when there is something of it, else status, else the drivers' DALI status, which 1.0 sends apart. */
export function frame10(values: Values): Frame {
  const usage = usageBytes(values)
  if (usage.length > 0) return { fPort: 25, bytes: Uint8Array.from(usage) }
  const places = placesIn(values)
  const levels = places.filter(({ level }) => level !== undefined)
  if (levels.length === 0 && places.length > 0) {
    const statuses = places.flatMap((place) => [...address().write(place.address), daliStatusByte(place)])
    return { fPort: 60, bytes: Uint8Array.from([0x00, ...statuses]) }
  }
  const bytes = [
    ...u32Le(0),
    ...first.write({
      dali_error_external: false,
      dali_connection_error: values.fault === 1,
      ldr_input_on: values.ldrInput === 1,
      dig_input_on: values.digInput === 1,
      hardware_error: false,
      internal_relay_closed: values.relay === 1,
    }),
    ...u8(-(values.rssi ?? 0)),
    ...i8(values.snr ?? 0),
    ...i8(values.temperature ?? 0),
    ...second.write({
      ldr_sent: false,
      open_drain_output_on: values.openDrain === 1,
      voltage_alert_in_24h: values.supplyAlert === 1,
      lamp_error_alert_in_24h: values.lampAlert === 1,
      power_alert_in_24h: false,
      power_factor_alert_in_24h: false,
    }),
    // Profile 0, every day.
    ...levels.flatMap((place) => [0, 0, ...address().write(place.address), 0xff, ...u8(place.level!)]),
  ]
  return { fPort: 24, bytes: Uint8Array.from(bytes) }
}
