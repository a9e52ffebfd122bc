import type { ByteReader } from '../byte-reader.ts'
import { i8, u8, u16Le, u32Le } from '../byte-writer.ts'
import { type Decoded, type Frame, FrameError } from '../define-device.ts'
import { type LampChannel, lampReadings, placesIn, readingsOf } from './channels.ts'
import { daliStatusByte, lampOf, readDaliStatus } from './dali-status.ts'
import { address, addressName, epochText } from './fields.ts'
import { flags } from './layout.ts'
import { usageBytes } from './usage.ts'

const first = flags(
  null,
  'dali_connection_error',
  'ldr_input_on',
  null,
  'dig_input_on',
  'metering_com_error',
  'ext_rtc_warning',
  'internal_relay_closed',
)
const second = flags(
  null,
  null,
  'open_drain_output_on',
  null,
  null,
  null,
  'lumalink_connected',
  'lumalink_connected_after_boot',
)
/** Until firmware 1.1.3 one byte says which parts follow. */
const old = flags(null, 'ldr_sent', 'open_drain_output_on', null, 'alerts_sent')
const alertFlags = flags(
  null,
  null,
  null,
  null,
  'voltage_alert_in_24h',
  'lamp_error_alert_in_24h',
  'power_alert_in_24h',
  'power_factor_alert_in_24h',
)

/** Status, port 23. First byte 0 until firmware 1.1.3, 1 from 1.1.4. */
export function readStatus11(reader: ByteReader): Decoded<LampChannel> {
  const layout = reader.u8()
  if (layout > 1) throw new FrameError('frame_unknown', `status layout ${layout}`)
  const device_unix_epoch = epochText(reader.u32Le())
  const { ldr_input_on, dig_input_on, internal_relay_closed, ...errors } = first.read(reader)
  const { open_drain_output_on: drain, ...lumalink } = layout === 1 ? second.read(reader) : noSecond
  const radio = { rssi: -reader.u8(), snr: reader.i8(), temperature: reader.i8() }
  const sent = layout === 0 ? old.read(reader) : undefined
  const ldr_input_value = sent?.ldr_sent ? reader.u8() : undefined
  const alerts = !sent || sent.alerts_sent ? alertFlags.read(reader) : undefined
  const sensors = layout === 1 ? readSensors(reader) : { readings: [], sensor_source: undefined }
  const { ext_rtc_warning, ...faults } = errors
  const readings = [
    ...readingsOf({
      ...radio,
      relay: internal_relay_closed,
      openDrain: sent ? sent.open_drain_output_on : drain!,
      fault: Object.values(faults).includes(true),
      ...(layout === 0 ? { digInput: dig_input_on, ldrInput: ldr_input_on } : {}),
      ...(alerts ? alertsOf(alerts) : {}),
    }),
    ...sensors.readings,
  ]
  const dimming_source: unknown[] = []
  while (reader.left > 0) {
    const where = addressName(reader.u8())
    const reason = reasonName(reader.u8())
    const level = reader.u8()
    const status = readDaliStatus(reader)
    readings.push(...lampReadings(where, { ...(level === 0xff ? {} : { level }), ...lampOf(status) }))
    dimming_source.push({ address: where, reason, status })
  }
  return {
    readings,
    info: {
      packet_type: 'status_packet',
      device_unix_epoch,
      status: { ...errors, ...lumalink },
      ...(alerts ? { active_alerts: alerts } : {}),
      ...(ldr_input_value === undefined ? {} : { ldr_input_value }),
      ...(sensors.sensor_source ? { sensor_source: sensors.sensor_source } : {}),
      dimming_source,
    },
  }
}

const noSecond: Partial<ReturnType<typeof second.read>> = {}

function alertsOf({ lamp_error_alert_in_24h, ...others }: ReturnType<typeof alertFlags.read>) {
  return { lampAlert: lamp_error_alert_in_24h, supplyAlert: Object.values(others).includes(true) }
}

const ranges: [from: number, to: number, name: string][] = [
  [0x00, 0x07, 'profile_'],
  [0x30, 0x3f, 'calendar_dawn_step_'],
  [0x50, 0x5f, 'calendar_dusk_step_'],
  [0x80, 0x87, 'light_monitor_step_'],
]
const reasons: Readonly<Record<number, string>> = {
  33: 'calendar_day',
  34: 'calendar_night',
  112: 'dig_inactive',
  113: 'dig_active',
  245: 'relay_off',
  246: 'driver_not_found',
  248: 'fallback_active',
  250: 'ldr_input_active',
  252: 'dig_input_active',
  253: 'manual_active',
  255: 'unknown',
}

/** Why the lamp has its level. */
function reasonName(byte: number): string {
  const range = ranges.find(([from, to]) => byte >= from && byte <= to)
  return range ? `${range[2]}${byte - range[0]}` : (reasons[byte] ?? 'invalid_reason')
}

/** Four thousandths of a decade over one millilux, shown with four digits. */
function luxOf(raw: number): number | undefined {
  if (raw === 0xffff) return undefined
  const lux = 10 ** ((raw & 0x7fff) / 4000) / 1000
  return Number(lux.toFixed(3 - Math.trunc(Math.min(3, Math.max(0, Math.log10(lux))))))
}

/** Sensors announce themselves: a byte of length for all, then each its number and value. */
function readSensors(reader: ByteReader) {
  const values: Parameters<typeof readingsOf>[0] = {}
  const sensor_source: Record<string, unknown> = {}
  const end = reader.offset + 1 + (reader.peek() ?? 0)
  reader.skip(1)
  while (reader.offset < end) {
    const sensor = reader.u8()
    if (sensor === 0x01) sensor_source.ldr_input = reader.u8()
    else if (sensor === 0x02 || sensor === 0x03) {
      const lux = luxOf(reader.u16Le())
      if (lux === undefined)
        sensor_source[sensor === 2 ? 'light_sensor__lx' : 'd4i_light_sensor__lx'] = 'unavailable'
      else values[sensor === 2 ? 'illuminance' : 'd4iIlluminance'] = lux
    } else if (sensor === 0x04) values.digInput = reader.u8() & 1
    else if (sensor === 0x08) {
      const tilt = reader.u8()
      if (tilt === 0xff) sensor_source.tilt_sensor__deg = null
      else values.tilt = tilt
    } else {
      // A sensor of a later firmware: its length is not known, so the rest of this part is skipped.
      sensor_source.unsupported = sensor
      reader.skip(Math.max(0, end - reader.offset))
    }
  }
  return { readings: readingsOf(values), sensor_source }
}

type Values = Partial<Record<LampChannel, number>>

function sensorBytes(values: Values): number[] {
  const lux = (value: number) => u16Le(Math.max(0, Math.round(4000 * Math.log10(value * 1000))))
  const bytes = [
    ...(values.illuminance === undefined ? [] : [0x02, ...lux(values.illuminance)]),
    ...(values.d4iIlluminance === undefined ? [] : [0x03, ...lux(values.d4iIlluminance)]),
    ...(values.digInput === undefined ? [] : [0x04, ...u8(values.digInput)]),
    ...(values.tilt === undefined ? [] : [0x08, ...u8(values.tilt)]),
  ]
  return [bytes.length, ...bytes]
}

/** Usage when there is something of it, else status. */
export function frame11(values: Values): Frame {
  const usage = usageBytes(values)
  if (usage.length > 0) return { fPort: 26, bytes: Uint8Array.from([0, ...usage]) }
  const bytes = [
    1,
    ...u32Le(0),
    ...first.write({
      dali_connection_error: values.fault === 1,
      ldr_input_on: false,
      dig_input_on: false,
      metering_com_error: false,
      ext_rtc_warning: false,
      internal_relay_closed: values.relay === 1,
    }),
    ...second.write({
      open_drain_output_on: values.openDrain === 1,
      lumalink_connected: false,
      lumalink_connected_after_boot: false,
    }),
    ...u8(-(values.rssi ?? 0)),
    ...i8(values.snr ?? 0),
    ...i8(values.temperature ?? 0),
    ...alertFlags.write({
      voltage_alert_in_24h: values.supplyAlert === 1,
      lamp_error_alert_in_24h: values.lampAlert === 1,
      power_alert_in_24h: false,
      power_factor_alert_in_24h: false,
    }),
    ...sensorBytes(values),
    // Reason 0: profile 0.
    ...placesIn(values).flatMap((place) => [
      ...address().write(place.address),
      0,
      ...u8(place.level ?? 0xff),
      daliStatusByte(place),
    ]),
  ]
  return { fPort: 23, bytes: Uint8Array.from(bytes) }
}
