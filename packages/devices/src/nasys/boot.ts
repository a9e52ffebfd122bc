import type { ByteReader } from '../byte-reader.ts'
import type { Decoded } from '../define-device.ts'
import { FrameError } from '../define-device.ts'
import type { LampChannel } from './channels.ts'
import { epochText, serial } from './fields.ts'
import { flags } from './layout.ts'

const configs = [
  'dali',
  'dali_nc',
  'dali_no',
  'analog_nc',
  'analog_no',
  'dali_analog_nc',
  'dali_analog_no',
  'dali_analog_nc_no',
]
const features = flags(null, null, 'dig_input', 'ldr_input', 'open_drain_output', 'metering')
const resets = [
  'reset_0',
  'watchdog_reset',
  'soft_reset',
  'reset_3',
  'reset_4',
  'reset_5',
  'reset_6',
  'reset_7',
]

/** Why the controller refused a downlink. */
const refusals: Readonly<Record<number, string>> = {
  0: 'n/a',
  1: 'n/a',
  2: 'unknown_fport',
  3: 'packet_size_short',
  4: 'packet_size_long',
  5: 'value_error',
  6: 'protocol_parse_error',
  7: 'reserved_flag_set',
  8: 'invalid_flag_combination',
  9: 'unavailable_feature_request',
  10: 'unsupported_header',
  11: 'unreachable_hw_request',
  12: 'address_not_available',
  13: 'internal_error',
  14: 'packet_size_error',
  129: 'profile_id_seq_error',
  130: 'profile_destination_error',
  131: 'profile_days_error',
  132: 'profile_step_count_error',
  133: 'profile_step_value_error',
  134: 'profile_step_unsorted_error',
}

const supply = (value: number) =>
  value < 0x70 ? value : value === 0x7e ? 'bus_high' : value === 0x7f ? 'bus_error' : 'invalid_value'

/** Port 99: the controller started, or refused a downlink. */
export function readSystem(reader: ByteReader): Decoded<LampChannel> {
  const header = reader.u8()
  if (header === 0x13) {
    const info = {
      packet_type: 'invalid_downlink_packet',
      downlink_from_fport: reader.u8(),
      error_reason: refusals[reader.u8()] ?? 'invalid_error_code',
    }
    return { readings: [], info }
  }
  if (header !== 0x00) throw new FrameError('frame_unknown', `port 99, header ${header}`)
  const device_serial = serial.read(reader)
  const firmware_version = [reader.u8(), reader.u8(), reader.u8()].join('.')
  const device_unix_epoch = epochText(reader.u32Le())
  const device_config = configs[reader.u8()] ?? 'invalid_config'
  const optional_features = features.read(reader)
  const bus = reader.u8()
  const drivers = reader.u8()
  const reset = reader.left > 0 ? reader.u8() : undefined
  return {
    readings: [],
    info: {
      packet_type: 'boot_packet',
      device_serial,
      firmware_version,
      device_unix_epoch,
      device_config,
      optional_features,
      dali_supply_state__V: supply(bus & 0x7f),
      dali_power_source_external: bus & 0x80 ? 'external' : 'internal',
      dali_addressed_driver_count: drivers & 0x7f,
      dali_unaddressed_driver_found: (drivers & 0x80) !== 0,
      ...(reset === undefined ? {} : { reset_reason: resets.filter((_, bit) => reset & (1 << bit)) }),
    },
  }
}
