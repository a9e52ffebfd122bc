import { named, type Part, part, struct, u8 } from './layout.ts'
import { type Packet, packet } from './packet.ts'

/** Port 49: ask for one configuration packet; the answer comes on port 50. */

const empty = struct({}) as unknown as Part<never>

const bare = (names: Readonly<Record<number, string>>): Packet<never>[] =>
  Object.entries(names).map(([header, name]) => packet<never>(name, 49, [Number(header)], empty))

const shared = {
  1: 'deprecated_ldr_input_config_request',
  3: 'deprecated_dig_input_config_request',
  7: 'status_config_request',
  9: 'time_config_packet',
  11: 'usage_config_request',
  13: 'boot_delay_config_request',
  21: 'onboard_led_config_request',
  22: 'metering_alert_config_request',
}

export const multicastRequest = packet(
  'multicast_config_request',
  49,
  [0x52],
  struct({ multicast_device: named(u8(0, 254), { 255: 'all' }) }),
)

export const profileRequest10 = packet(
  'profile_config_request',
  49,
  [0x08],
  part<{ profile_id: number | string }>(
    { profile_id: named(u8(0, 254), { 255: 'all_profiles' }).schema },
    (reader) => ({
      profile_id: reader.left === 0 ? 'no_profiles' : named(u8(), { 255: 'all_profiles' }).read(reader),
    }),
    ({ profile_id: id }) => [id === 'all_profiles' ? 0xff : Number(id)],
  ),
)

export const profileRequest11 = packet(
  'profile_config_request',
  49,
  [0x21],
  struct({ profile_id: named(u8(0, 7), { 255: 'all_profiles' }) }),
)

export const requests10 = bare({
  ...shared,
  6: 'calendar_config_request',
  10: 'default_dim_config_request',
  12: 'holiday_config_request',
  14: 'defaults_config_request',
  19: 'location_config_request',
})

export const requests11 = bare({
  ...shared,
  32: 'calendar_config_request',
  34: 'fade_config_request',
  35: 'holiday_config_request',
  36: 'dali_monitor_config_request',
  37: 'fallback_dim_config_request',
  38: 'location_config_request',
  39: 'lumalink_config_request',
  40: 'dig_input_config_request',
  41: 'light_input_config_request',
  42: 'dim_notify_config_request',
  43: 'interface_type_config_request',
})
