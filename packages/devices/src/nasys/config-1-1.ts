import { z } from 'zod'
import { i16Le } from '../byte-writer.ts'
import { latitude, longitude, readText } from './config-packets.ts'
import { address, days, dimmingStep, fade, monthDay, utf8, zenithStep } from './fields.ts'
import { counted, flags, join, named, part, struct, u8, u16, u32, word } from './layout.ts'
import { packet } from './packet.ts'

/** Configuration packets (port 50) of firmware 1.1 only. */

interface Calendar {
  calendar_prefers_meta_pos: boolean
  calendar_clamps_profiles: boolean
  calendar_clamps_dig: boolean
  ignore_gnss: boolean
  latitude__deg: number
  longitude__deg: number
  sunrise_steps: { zenith_angle__deg: number; dimming_level__percent: number | 'disabled' }[]
  sunset_steps: { zenith_angle__deg: number; dimming_level__percent: number | 'disabled' }[]
}
const calendarFlags = flags(
  'calendar_prefers_meta_pos',
  'calendar_clamps_profiles',
  'calendar_clamps_dig',
  'ignore_gnss',
)

/** Levels by the sun's zenith angle: the astronomical calendar. Position in hundredths of a degree. */
export const calendarConfig = packet(
  'calendar_config_packet',
  50,
  [0x20],
  part<Calendar>(
    {
      ...calendarFlags.shape,
      latitude__deg: z.number().min(-90).max(90).multipleOf(0.01),
      longitude__deg: z.number().min(-180).max(180).multipleOf(0.01),
      sunrise_steps: z.array(zenithStep.schema).max(15),
      sunset_steps: z.array(zenithStep.schema).max(15),
    },
    (reader) => {
      const counts = reader.u8()
      const settings = calendarFlags.read(reader)
      const position = { latitude__deg: reader.i16Le() / 100, longitude__deg: reader.i16Le() / 100 }
      const steps = (count: number) => Array.from({ length: count }, () => zenithStep.read(reader))
      return {
        ...settings,
        ...position,
        sunrise_steps: steps(counts & 0xf),
        sunset_steps: steps(counts >> 4),
      }
    },
    (calendar) => [
      calendar.sunrise_steps.length | (calendar.sunset_steps.length << 4),
      ...calendarFlags.write(calendar),
      ...i16Le(calendar.latitude__deg * 100),
      ...i16Le(calendar.longitude__deg * 100),
      ...[...calendar.sunrise_steps, ...calendar.sunset_steps].flatMap(zenithStep.write),
    ],
  ),
)

interface Profile {
  profile_id: number | 'no_profile'
  address: string
  days_active: string[]
  dimming_steps: { step_time: string; dimming_level__percent: number | 'inactive' }[]
}
const target = address('all_devices')

/** Levels by time of day, on some days of the week. */
export const profileConfig = packet(
  'profile_config_packet',
  50,
  [0x21],
  part<Profile>(
    {
      profile_id: z.int().min(0).max(7),
      address: target.schema,
      days_active: days.schema,
      dimming_steps: z.array(dimmingStep.schema).max(20),
    },
    (reader) => {
      const id = reader.u8()
      const count = reader.u8()
      const head = { address: target.read(reader), days_active: days.read(reader) }
      reader.skip(1) // reserved
      const steps = Array.from({ length: count }, () => dimmingStep.read(reader))
      return { profile_id: id === 255 ? 'no_profile' : id, ...head, dimming_steps: steps }
    },
    (profile) => [
      Number(profile.profile_id),
      profile.dimming_steps.length,
      ...target.write(profile.address),
      ...days.write(profile.days_active),
      0,
      ...profile.dimming_steps.flatMap(dimmingStep.write),
    ],
  ),
)

export const fadeConfig = packet('fade_config_packet', 50, [0x22], struct({ fade_duration__s: fade }))

export const holidayConfig = packet(
  'holiday_config_packet',
  50,
  [0x23],
  struct({ holidays: counted(monthDay, 20) }),
)

export const daliMonitorConfig = packet(
  'dali_monitor_config_packet',
  50,
  [0x24],
  join(
    flags('send_dali_alert', 'correct_dali_dimming_level', 'periodic_bus_scan_enabled'),
    struct({ monitoring_interval__s: named(u16(1), { 0: 'disabled' }) }),
  ),
)

/** The level that the lamp takes when neither profile nor calendar says one. */
export const fallbackDimConfig = packet(
  'fallback_dim_config_packet',
  50,
  [0x25],
  struct({ fallback_dimming_level__percent: u8(0, 100) }),
)

interface Location {
  latitude__deg: number
  longitude__deg: number
  address: string
}

export const locationConfig = packet(
  'location_config_packet',
  50,
  [0x26],
  part<Location>(
    { latitude__deg: latitude.schema, longitude__deg: longitude.schema, address: z.string().max(100) },
    (reader) => {
      const length = reader.u8()
      const position = { latitude__deg: latitude.read(reader), longitude__deg: longitude.read(reader) }
      return { ...position, address: readText(reader.take(length)) }
    },
    (location) => {
      const bytes = utf8.encode(location.address)
      return [
        bytes.length,
        ...latitude.write(location.latitude__deg),
        ...longitude.write(location.longitude__deg),
        ...bytes,
      ]
    },
  ),
)

/** When the controller advertises itself to the maker's Bluetooth application. */
export const lumalinkConfig = packet(
  'lumalink_config_packet',
  50,
  [0x27],
  struct({
    access_mode: word({ 0: 'never_advertise', 1: 'first_commission', 2: 'every_boot', 3: 'always' }),
  }),
)

export const multicastFcntConfig = packet(
  'multicast_fcnt_config_packet',
  50,
  [0x53],
  struct({ multicast_device: u8(0, 3), multicast_fcnt: u32() }),
)

export const clearProfile = packet(
  'clear_config_packet',
  50,
  [0xff, 0x21],
  struct({ address: address('all_profiles') }),
  { reset_target: 'profile_config' },
)
export const clearHolidays = packet('clear_config_packet', 50, [0xff, 0x23], struct({}), {
  reset_target: 'holiday_config',
})
export const clearDig = packet('clear_config_packet', 50, [0xff, 0x28], struct({}), {
  reset_target: 'dig_input_config',
})
export const clearLightSensor = packet('clear_config_packet', 50, [0xff, 0x29], struct({}), {
  reset_target: 'light_sensor_config',
})
