import { z } from 'zod'
import { i32Le } from '../byte-writer.ts'
import { address, epochText, hex, level, serial, stepTime, text } from './fields.ts'
import { type Field, flags, join, list, named, part, struct, u8, u16, u32 } from './layout.ts'
import { packet } from './packet.ts'

/** Configuration packets (port 50) that firmware 1.0 and 1.1 share. */

const threshold = named(u8(0, 254), { 255: 'disabled' })

export const ldrConfig = packet(
  'deprecated_ldr_input_config_packet',
  50,
  [0x01],
  join(
    struct({ ldr_off_threshold_high: threshold, ldr_on_threshold_low: threshold }),
    flags(null, null, 'trigger_alert_enabled'),
  ),
)

export const digConfig = packet(
  'deprecated_dig_input_config_packet',
  50,
  [0x03],
  join(
    struct({ light_on_duration__s: named(u16(0, 0xfffe), { 65535: 'dig_input_disabled' }) }),
    flags(null, 'signal_edge_rising', 'trigger_alert_enabled'),
    struct({ address: address('all_devices'), dimming_level__percent: level('disabled') }),
  ),
)

const onOff: Field<boolean> = {
  schema: z.boolean(),
  read: (reader) => reader.u8() !== 0,
  write: (on) => [on ? 1 : 0],
}

export const openDrainConfig = packet(
  'open_drain_output_config_packet',
  50,
  [0x05],
  struct({ switching_steps: list(struct({ step_time: stepTime, open_drain_output_on: onOff }), 12) }),
)

export const statusConfig = packet(
  'status_config_packet',
  50,
  [0x07],
  struct({ status_interval__s: u32(60, 86_400) }),
)

const setTime: Field<string> = {
  schema: z.union([z.iso.datetime({ precision: 3 }), z.literal('force_lorawan_devicetimereq')]),
  read: (reader) => {
    const seconds = reader.u32Le()
    return seconds === 0 ? 'force_lorawan_devicetimereq' : epochText(seconds)
  },
  write: (time) => u32().write(time.startsWith('force') ? 0 : Date.parse(time) / 1000),
}

export const timeConfig = packet('time_config_packet', 50, [0x09], struct({ device_unix_epoch: setTime }))

type Usage = { usage_interval__s: number; mains_voltage__V?: number | undefined }

/** An interval of 0 stops the reports; the nominal voltage may be left out. */
export const usageConfig = packet(
  'usage_config_packet',
  50,
  [0x0b],
  part<Usage>(
    {
      usage_interval__s: z.int().min(0).max(0xffff_ffff),
      mains_voltage__V: z.int().min(0).max(254).optional(),
    },
    (reader) => {
      const usage = { usage_interval__s: reader.u32Le() }
      const volts = reader.u8()
      return volts === 0xff ? usage : { ...usage, mains_voltage__V: volts }
    },
    (usage) => [...u32().write(usage.usage_interval__s), usage.mains_voltage__V ?? 0xff],
  ),
)

/** Firmware 1.1 has two bytes; one byte is the older form, which a short delay still takes. */
export const bootDelayConfig = (width: 1 | 2) =>
  packet(
    'boot_delay_config_packet',
    50,
    [0x0d],
    part<{ boot_delay_range__s: number }>(
      {
        boot_delay_range__s: z
          .int()
          .min(0)
          .max(width === 1 ? 0xff : 0xffff),
      },
      (reader) => ({ boot_delay_range__s: reader.left === 1 ? reader.u8() : reader.u16Le() }),
      ({ boot_delay_range__s: range }) => (width === 1 ? u8().write(range) : u16().write(range)),
    ),
  )

export const ledConfig = packet('onboard_led_config_packet', 50, [0x15], flags('status_led_enabled'))

const limit = named(u16(0, 0xfffe), { 65535: 'alert_off' })
const factor: Field<number | 'alert_off'> = {
  schema: z.union([z.number().min(0).max(1).multipleOf(0.01), z.literal('alert_off')]),
  read: (reader) => {
    const hundredths = reader.u8()
    return hundredths === 0xff ? 'alert_off' : hundredths / 100
  },
  write: (value) => [value === 'alert_off' ? 0xff : Math.round(value * 100)],
}

/** Above or below these limits the controller's own meter raises an alert on port 61. */
export const meteringAlertConfig = packet(
  'metering_alert_config_packet',
  50,
  [0x16, 0x01],
  struct({
    min_power__W: limit,
    max_power__W: limit,
    min_voltage__V: limit,
    max_voltage__V: limit,
    min_power_factor: factor,
  }),
)

export const multicastConfig = packet(
  'multicast_config_packet',
  50,
  [0x52],
  struct({ multicast_device: u8(0, 4), devaddr: serial, nwkskey: hex(16), appskey: hex(16) }),
)

export const clearMulticast = packet(
  'clear_config_packet',
  50,
  [0xff, 0x52],
  struct({
    multicast_device: named(u8(5, 254), {
      0: 'multicast_device_0',
      1: 'multicast_device_1',
      2: 'multicast_device_2',
      3: 'multicast_device_3',
      4: 'multicast_device_4',
      255: 'all_multicast_devices',
    }),
  }),
  { reset_target: 'multicast_config' },
)

/** The serial number in it is a safeguard: only that controller obeys. */
export const factoryReset = packet(
  'clear_config_packet',
  50,
  [0xff, 0xff],
  struct({ device_serial: serial }),
  { reset_target: 'factory_reset' },
)

const tenMillionths = (limit: number): Field<number> => ({
  schema: z.number().min(-limit).max(limit).multipleOf(1e-7),
  read: (reader) => reader.i32Le() / 1e7,
  write: (value) => i32Le(value * 1e7),
})
export const latitude = tenMillionths(90)
export const longitude = tenMillionths(180)

export const readText = (bytes: Uint8Array) => text.decode(bytes)
