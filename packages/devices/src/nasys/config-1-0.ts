import { z } from 'zod'
import { latitude, longitude, readText } from './config-packets.ts'
import { address, days, dimmingStep, fade, level, monthDay, utf8 } from './fields.ts'
import { type Field, flags, hundredths, i8, join, list, part, struct, u8 } from './layout.ts'
import { packet } from './packet.ts'

/** Configuration packets (port 50) of firmware 1.0 only. */

export const calendarConfig = packet(
  'calendar_config_packet',
  50,
  [0x06],
  struct({
    sunrise_offset__minutes: i8(),
    sunset_offset__minutes: i8(),
    latitude__deg: hundredths(90),
    longitude__deg: hundredths(180),
  }),
)

/** Versions from 240 are reasons why another level is in force. */
const reasons: Readonly<Record<number, string>> = {
  246: 'driver_not_found',
  247: 'calendar_active',
  248: 'init_active',
  249: 'profile_not_active',
  250: 'ldr_input_active',
  252: 'dig_input_active',
  253: 'manual_active',
  254: 'value_differ',
  255: 'unknown',
}
const profileVersion: Field<number | string> = {
  schema: z.int().min(0).max(239),
  read: (reader) => {
    const byte = reader.u8()
    return byte < 240 ? byte : (reasons[byte] ?? 'invalid_reason')
  },
  write: (value) => u8().write(Number(value)),
}

const profileId: Field<number | 'no_profile'> = {
  schema: z.int().min(0).max(254),
  read: (reader) => {
    const id = reader.u8()
    return id === 255 ? 'no_profile' : id
  },
  write: (id) => u8().write(Number(id)),
}

/** How a profile is named, in its configuration and in the status. */
export const profileHead = struct({
  profile_id: profileId,
  profile_version: profileVersion,
  address: address('all_devices'),
  days_active: days,
})

export const profileConfig = packet(
  'profile_config_packet',
  50,
  [0x08],
  join(profileHead, struct({ dimming_steps: list(dimmingStep, 20) })),
)

export const legacyDefaultsConfig = packet(
  'legacy_defaults_config_packet',
  50,
  [0x0a],
  join(
    struct({ default_dim__percent: u8(0, 100) }),
    flags('ldr_alert_enabled', null, 'dig_alert_enabled', 'dali_alert_enabled'),
  ),
)

export const holidayConfig = packet(
  'holiday_config_packet',
  50,
  [0x0c],
  struct({ holidays: list(monthDay, 20) }),
)

interface Defaults {
  default_dim__percent?: number | undefined
  max_dim__percent?: number | 'default' | undefined
  fade_duration__s?: number | 'ignore' | 'invalid_fade' | undefined
  switch_point_sunset?: 'sunset' | 'twilight' | undefined
  legacy_mode_enabled?: boolean | undefined
}
const maxDim = level('default')

/** The first byte says which of the fields follow; those left out keep their value. */
export const defaultsConfig = packet(
  'defaults_config_packet',
  50,
  [0x0e],
  part<Defaults>(
    {
      default_dim__percent: z.int().min(0).max(100).optional(),
      max_dim__percent: maxDim.schema.optional(),
      fade_duration__s: fade.schema.optional(),
      switch_point_sunset: z.enum(['sunset', 'twilight']).optional(),
      legacy_mode_enabled: z.boolean().optional(),
    },
    (reader) => {
      const sent = reader.u8()
      const defaults: Defaults = {}
      if (sent & 1) defaults.default_dim__percent = reader.u8()
      if (sent & 2) defaults.max_dim__percent = maxDim.read(reader)
      if (sent & 4) defaults.fade_duration__s = fade.read(reader)
      if (sent & 8) defaults.switch_point_sunset = reader.u8() & 1 ? 'sunset' : 'twilight'
      if (sent & 16) defaults.legacy_mode_enabled = (reader.u8() & 1) === 1
      return defaults
    },
    (defaults) => {
      const {
        default_dim__percent: dim,
        max_dim__percent: most,
        fade_duration__s: fades,
        switch_point_sunset: sunset,
        legacy_mode_enabled: legacy,
      } = defaults
      const fields = [
        dim === undefined ? [] : [dim],
        most === undefined ? [] : maxDim.write(most),
        fades === undefined ? [] : fade.write(fades),
        sunset === undefined ? [] : [sunset === 'sunset' ? 1 : 0],
        legacy === undefined ? [] : [legacy ? 1 : 0],
      ]
      return [
        fields.reduce((sent, field, bit) => sent | (field.length > 0 ? 1 << bit : 0), 0),
        ...fields.flat(),
      ]
    },
  ),
)

interface Location {
  latitude__deg?: number | undefined
  longitude__deg?: number | undefined
  address?: string | undefined
}

export const locationConfig = packet(
  'location_config_packet',
  50,
  [0x13],
  part<Location>(
    {
      latitude__deg: latitude.schema.optional(),
      longitude__deg: longitude.schema.optional(),
      address: z.string().min(1).max(100).optional(),
    },
    (reader) => {
      const sent = reader.u8()
      const location: Location = {}
      if (sent & 1) location.latitude__deg = latitude.read(reader)
      if (sent & 1) location.longitude__deg = longitude.read(reader)
      if (sent & 2) location.address = readText(reader.take(reader.u8()))
      return location
    },
    ({ latitude__deg: lat, longitude__deg: lon, address: where }) => {
      const position = lat !== undefined && lon !== undefined
      const bytes = where === undefined ? undefined : utf8.encode(where)
      return [
        (position ? 1 : 0) | (bytes ? 2 : 0),
        ...(position ? [...latitude.write(lat), ...longitude.write(lon)] : []),
        ...(bytes ? [bytes.length, ...bytes] : []),
      ]
    },
  ),
)

export const clearLdr = packet('clear_config_packet', 50, [0xff, 0x01], struct({}), {
  reset_target: 'ldr_input_config',
})
export const clearDig = packet('clear_config_packet', 50, [0xff, 0x03], struct({}), {
  reset_target: 'dig_input_config',
})
export const clearHolidays = packet('clear_config_packet', 50, [0xff, 0x06], struct({}), {
  reset_target: 'holiday_config',
})

interface ClearProfile {
  address: string
  profile_id?: number | undefined
}
const cleared = address('all_profiles')

export const clearProfile = packet(
  'clear_config_packet',
  50,
  [0xff, 0x04],
  part<ClearProfile>(
    { address: cleared.schema, profile_id: z.int().min(0).max(255).optional() },
    (reader) => {
      const where = cleared.read(reader)
      return reader.left > 0 ? { address: where, profile_id: reader.u8() } : { address: where }
    },
    ({ address: where, profile_id: id }) => [...cleared.write(where), ...(id === undefined ? [] : [id])],
  ),
  { reset_target: 'profile_config' },
)
