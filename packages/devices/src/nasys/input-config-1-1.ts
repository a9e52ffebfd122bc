import { z } from 'zod'
import { shortFloat } from '../byte-reader.ts'
import { f32 } from '../byte-writer.ts'
import { address, level } from './fields.ts'
import { type Field, flags, join, list, part, struct, times, u8, u16, word } from './layout.ts'
import { packet } from './packet.ts'

/** Configuration packets (port 50) of firmware 1.1 for what steers the lamp from outside: inputs, light sensor, driver. */

const digBody = join(
  flags(
    'dig_mode_button',
    'polarity_high_or_rising',
    'notification_on_activation',
    'notification_on_inactivation',
    null,
    null,
    null,
    'source_d4i_motion_sensor',
  ),
  struct({
    address: address('all_devices'),
    active_dimming_level__percent: level('inactive'),
    inactive_dimming_level__percent: level('inactive'),
    on_delay__s: u16(),
    off_delay__s: u16(),
  }),
)

/** A motion sensor or a button on the digital input: the level while it is active, and how long. */
export const digInputConfig = packet(
  'dig_input_config_packet',
  50,
  [0x28],
  join(struct({ dig_enabled: u8(0, 254) }), digBody),
)
export const digInputOff = packet('dig_input_config_packet', 50, [0x28, 0xff], struct({}))

const lux: Field<number> = {
  schema: z.number().min(0).max(200_000),
  read: (reader) => shortFloat(reader.f32Le()),
  write: (value) => f32(value).reverse(),
}
const lightBody = join(
  flags(
    'notification_on_every_step',
    'light_sensor_clamps_profile',
    'light_sensor_clamps_dig',
    'interpolate_steps',
  ),
  struct({
    measurement_duration__s: u8(),
    address: address('all_devices'),
    dim_steps: list(struct({ light_level__lx: lux, dimming_level__percent: level('inactive') }), 20),
  }),
)
type LightBody = ReturnType<typeof lightBody.read>

/** Levels by the light that the sensor sees. The packet says its number of steps ahead. */
export const lightSensorConfig = packet(
  'light_sensor_config_packet',
  50,
  [0x29],
  part<LightBody>(
    lightBody.shape,
    (reader) => {
      reader.skip(1)
      return lightBody.read(reader)
    },
    (config) => [config.dim_steps.length, ...lightBody.write(config)],
  ),
)
export const lightSensorOff = packet('light_sensor_config_packet', 50, [0x29, 0xff], struct({}))

const delay = times(u8(), 5, 254)

/** A random delay before, and a smallest time between, the messages that tell of a new level. */
export const dimNotifyConfig = packet(
  'dim_notify_config_packet',
  50,
  [0x2a],
  part<{ random_delay__s: number | 'disabled'; packet_limit__s: number }>(
    {
      random_delay__s: z.union([delay.schema, z.literal('disabled')]),
      packet_limit__s: times(u8(), 60).schema,
    },
    (reader) => {
      const fives = reader.u8()
      return { random_delay__s: fives === 0xff ? 'disabled' : fives * 5, packet_limit__s: reader.u8() * 60 }
    },
    ({ random_delay__s: random, packet_limit__s: limit }) => [
      random === 'disabled' ? 0xff : random / 5,
      limit / 60,
    ],
  ),
)

export const interfaceTypeConfig = packet(
  'interface_type_config_packet',
  50,
  [0x2b],
  struct({
    interface_type: word({ 0: 'dali', 1: 'analog_0_10v', 254: 'not_supported', 255: 'factory_default' }),
  }),
)
