import { z } from 'zod'
import { type Command, command } from '../define-device.ts'
import type { LampChannel } from './channels.ts'
import * as config from './config-packets.ts'
import * as control from './control-packets.ts'
import { dimCommands } from './dim-commands.ts'
import { asCommand, type Packet } from './packet.ts'
import { multicastRequest } from './request-packets.ts'

export type Commands = Record<string, Command<LampChannel, never>>

/** Parameters and hex of the examples are the maker's, from its published packets, where it gives some. */
export const sharedCommands: Commands = {
  ...dimCommands,
  dimSeveral: asCommand(control.manualDimming, {
    description: 'Levels for several addresses in one frame; resume ends a manual level',
    examples: [
      [
        'two drivers',
        {
          destination: [
            { address: 'dali_single_1', dimming_level__percent: 50 },
            { address: 'dali_single_2', dimming_level__percent: 'resume' },
          ],
        },
        '01023204ff',
      ],
    ],
  }),
  askDrivers: asCommand(control.customDaliRequest, {
    description: 'Sends DALI queries: pairs of address and query; the answer adds each reply',
    examples: [['five queries', { query_data_raw: '48A148A248A348A448A5' }, '0348a148a248a348a448a5']],
  }),
  commandDrivers: asCommand(control.customDaliCommand, {
    description: 'Sends DALI commands as they are',
    examples: [['three', { dali_command: '027F0321032B' }, '04027f0321032b']],
  }),
  readDriverMemory: asCommand(control.memoryRead, {
    description: 'Reads bytes of a memory bank of a driver',
    examples: [
      [
        'six bytes of bank 0',
        { address: 'dali_single_2', memory_bank: 0, memory_address: 3, read_size__bytes: 6 },
        '0704000306',
      ],
    ],
  }),
  writeDriverMemory: asCommand(control.memoryWrite, {
    description: 'Writes bytes into a memory bank of a driver',
    examples: [
      [
        'one byte',
        { address: 'dali_single_2', memory_bank: 1, memory_address: 3, memory_value: '55' },
        '0804010355',
      ],
    ],
  }),
  setLdrInput: asCommand(config.ldrConfig, {
    description: 'Thresholds of the light-dependent resistor; replaced by the light sensor in later firmware',
    examples: [
      [
        'off above 48, on below 32, with alert',
        { ldr_off_threshold_high: 48, ldr_on_threshold_low: 32, trigger_alert_enabled: true },
        '01302004',
      ],
    ],
  }),
  setDigInputLegacy: asCommand(config.digConfig, {
    description: 'Light for some seconds after an edge on the digital input (older form)',
    examples: [
      [
        'two minutes at full light',
        {
          light_on_duration__s: 120,
          signal_edge_rising: true,
          trigger_alert_enabled: false,
          address: 'dali_broadcast',
          dimming_level__percent: 100,
        },
        '03780002fe64',
      ],
    ],
  }),
  setOpenDrainSchedule: asCommand(config.openDrainConfig, {
    description: 'Times of day at which the open-drain output switches',
    examples: [
      [
        'on from 18:00 to 06:30',
        {
          switching_steps: [
            { step_time: '06:30', open_drain_output_on: false },
            { step_time: '18:00', open_drain_output_on: true },
          ],
        },
        '0527006c01',
      ],
    ],
  }),
  setStatusInterval: asCommand(config.statusConfig, {
    description: 'Seconds between two status messages',
    examples: [['every hour', { status_interval__s: 3600 }, '07100e0000']],
  }),
  setUsageInterval: asCommand(config.usageConfig, {
    description: 'Seconds between two usage messages, and the nominal mains voltage',
    examples: [['every hour, 230 V', { usage_interval__s: 3600, mains_voltage__V: 230 }, '0b100e0000e6']],
  }),
  setTime: asCommand(config.timeConfig, {
    description: 'Sets the clock',
    examples: [['a moment of 2017', { device_unix_epoch: '2017-08-22T11:50:00.000Z' }, '09681a9c59']],
  }),
  setStatusLed: asCommand(config.ledConfig, {
    description: 'Turns the status LED on or off',
    examples: [['on', { status_led_enabled: true }, '1501']],
  }),
  setMeteringAlerts: asCommand(config.meteringAlertConfig, {
    description: 'Limits of power, voltage and power factor beyond which the controller raises an alert',
    examples: [
      [
        '20 to 75 W, 215 to 245 V, power factor from 0.8',
        {
          min_power__W: 20,
          max_power__W: 75,
          min_voltage__V: 215,
          max_voltage__V: 245,
          min_power_factor: 0.8,
        },
        '160114004b00d700f50050',
      ],
    ],
  }),
  setMulticast: asCommand(config.multicastConfig, {
    description: 'A multicast group: one downlink for many lamps',
    examples: [
      [
        'group 1',
        {
          multicast_device: 1,
          devaddr: '11223344',
          nwkskey: '82840C7056429B143D21974557F93A53',
          appskey: '82840C70C08494B931FE2FA6F8835C6A',
        },
        '52014433221182840c7056429b143d21974557f93a5382840c70c08494b931fe2fa6f8835c6a',
      ],
    ],
  }),
  clearMulticast: asCommand(config.clearMulticast, {
    description: 'Forgets a multicast group',
    examples: [['all', { multicast_device: 'all_multicast_devices' }, 'ff52ff']],
  }),
  factoryReset: asCommand(config.factoryReset, {
    description: 'Back to factory settings; the serial number must be the controller’s own',
    examples: [['controller 51123456', { device_serial: '51123456' }, 'ffff56341251']],
  }),
  requestMulticast: asCommand(multicastRequest, {
    description: 'Asks for the settings of a multicast group',
    examples: [['all', { multicast_device: 'all' }, '52ff']],
  }),
  updateFirmware: asCommand(control.activateDfu, {
    description: 'Starts the firmware update mode (Bluetooth)',
    examples: [['now', {}, 'ff']],
  }),
}

/** One command for all requests of port 49 that are a header and nothing else. */
export function requestCommand(packets: readonly Packet<never>[]) {
  const headers = new Map(packets.map(({ name, header }) => [name, header[0]!]))
  return command<{ packet: string }, LampChannel>({
    description: 'Asks for a part of the configuration, by the maker’s name of the request',
    parameters: z.object({ packet: z.enum([...headers.keys()] as [string, ...string[]]) }),
    encode: ({ packet }) => ({ fPort: 49, bytes: Uint8Array.of(headers.get(packet)!) }),
    decode: ({ fPort, bytes }) => {
      const name = [...headers].find(([, header]) => header === bytes[0])?.[0]
      return fPort === 49 && bytes.length === 1 && name ? { packet: name } : undefined
    },
    examples: [{ is: 'status', parameters: { packet: 'status_config_request' }, fPort: 49, hex: '07' }],
  })
}

/** Commands that carry nothing but their header. */
export const bareCommand = (packet: Packet<object>, description: string) =>
  asCommand<object, LampChannel>(packet, {
    description,
    examples: [['now', {}, packet.header.map((byte) => byte.toString(16).padStart(2, '0')).join('')]],
  })
