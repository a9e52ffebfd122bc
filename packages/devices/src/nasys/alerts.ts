import { type ByteReader, shortFloat } from '../byte-reader.ts'
import type { Decoded } from '../define-device.ts'
import { FrameError } from '../define-device.ts'
import { type LampChannel, lampReadings, readingsOf } from './channels.ts'
import { lampOf, readAddressedStatuses } from './dali-status.ts'
import { epochText } from './fields.ts'
import { flags } from './layout.ts'

type Firmware = '1.0' | '1.1'

const meteringConditions = flags(
  'lamp_error_alert',
  'over_current_alert',
  'under_voltage_alert',
  'over_voltage_alert',
  'low_power_factor_alert',
)

/** Port 61: what the controller tells of its own accord, when it happens. */
export function readAlert(reader: ByteReader, firmware: Firmware): Decoded<LampChannel> {
  const header = reader.u8()
  const kind = firmware === '1.0' ? 'alert' : 'notification'
  if (header === 0x80) return digInput(reader, `dig_input_${kind}`)
  if (header === 0x81) return ldrInput(reader, `ldr_input_${kind}`)
  if (header === 0x83) return daliAlert(reader)
  if (header === 0x84) return meteringAlert(reader)
  if (header === 0x85 && firmware === '1.1') {
    const info = { packet_type: 'deprecated_light_sensor_notification', active_dim_step: reader.u8() }
    return { readings: [], info }
  }
  if (header === 0x86 && firmware === '1.1') return location(reader)
  throw new FrameError('frame_unknown', `port 61, header ${header}`)
}

/** The upper half of the second byte is the length of the value, the lower half flags. */
function digInput(reader: ByteReader, packet_type: string): Decoded<LampChannel> {
  const byte = reader.u8()
  if (byte >> 4 === 2)
    return { readings: readingsOf({ digInputCount: reader.u16Le() }), info: { packet_type } }
  if (byte >> 4 !== 4) throw new FrameError('frame_unknown', `input event of ${byte >> 4} bytes`)
  return {
    readings: readingsOf({ digInput: byte & 1, digInputCount: reader.u32Le() }),
    info: { packet_type },
  }
}

function ldrInput(reader: ByteReader, packet_type: string): Decoded<LampChannel> {
  const length = reader.u8() >> 4
  if (length !== 2) throw new FrameError('frame_unknown', `input event of ${length} bytes`)
  const readings = readingsOf({ ldrInput: reader.u8() & 1 })
  return { readings, info: { packet_type, ldr_input_value: reader.u8() } }
}

function daliAlert(reader: ByteReader): Decoded<LampChannel> {
  reader.skip(1)
  const drivers = readAddressedStatuses(reader)
  return {
    readings: drivers.flatMap(({ address, status }) => lampReadings(address, lampOf(status))),
    info: { packet_type: 'dali_driver_alert', drivers },
  }
}

function meteringAlert(reader: ByteReader): Decoded<LampChannel> {
  const conditions = meteringConditions.read(reader)
  const { lamp_error_alert: lamp, ...others } = conditions
  const readings = readingsOf({
    lampAlert: lamp,
    supplyAlert: Object.values(others).includes(true),
    power: reader.u16Le(),
    voltage: reader.u16Le(),
    powerFactor: reader.u8(),
  })
  return { readings, info: { packet_type: 'metering_alert', ...conditions } }
}

const fixes: Readonly<Record<number, string>> = {
  0: 'good_fix',
  1: 'no_fix',
  2: 'internal_error',
  255: 'internal_error',
}

function location(reader: ByteReader): Decoded<LampChannel> {
  const status = reader.u8()
  const info = { packet_type: 'location_notification', location_status: fixes[status] ?? 'invalid_status' }
  if (status !== 0) return { readings: [], info }
  const [latitude, longitude] = [shortFloat(reader.f32Le()), shortFloat(reader.f32Le())]
  const seconds = reader.u32Le()
  const last_fix_utc_time = epochText(seconds)
  return {
    readings: [],
    position: { latitude, longitude, at: new Date(seconds * 1000) },
    info: { ...info, last_fix_utc_time },
  }
}
