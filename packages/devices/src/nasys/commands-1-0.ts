import { z } from 'zod'
import { command } from '../define-device.ts'
import type { LampChannel } from './channels.ts'
import * as config from './config-1-0.ts'
import { bootDelayConfig } from './config-packets.ts'
import { interfaceRequest, statusUsageRequest10 } from './control-packets.ts'
import { address, addressName } from './fields.ts'
import { asCommand } from './packet.ts'
import { profileRequest10, requests10 } from './request-packets.ts'
import { bareCommand, type Commands, requestCommand, sharedCommands } from './shared-commands.ts'

const target = address()

const requestDaliStatus = command<{ address: string }, LampChannel>({
  description: 'Asks the DALI drivers for their status: lamp on, lamp failure, driver error',
  parameters: z.object({ address: target.schema }),
  encode: ({ address }) => ({ fPort: 60, bytes: Uint8Array.from([0x00, ...target.write(address)]) }),
  decode: ({ fPort, bytes }) => {
    if (fPort !== 60 || bytes.length !== 2 || bytes[0] !== 0) return undefined
    const name = addressName(bytes[1]!)
    return name === 'invalid' || target.write(name)[0] !== bytes[1] ? undefined : { address: name }
  },
  examples: [{ is: 'all drivers', parameters: { address: 'dali_broadcast' }, fPort: 60, hex: '00fe' }],
})

export const commands10: Commands = {
  ...sharedCommands,
  requestDaliStatus,
  requestStatus: asCommand(statusUsageRequest10, {
    description: 'Asks for status and usage now',
    examples: [['usage', { usage_requested: true, status_requested: false }, '0501']],
  }),
  requestInterfaces: asCommand(interfaceRequest, {
    description: 'Asks for the state of inputs, relay and open-drain output',
    examples: [['all', { interfaces: 'all' }, '06ff']],
  }),
  requestConfig: requestCommand(requests10),
  requestProfile: asCommand(profileRequest10, {
    description: 'Asks for one profile, or for all',
    examples: [['all', { profile_id: 'all_profiles' }, '08ff']],
  }),
  setCalendar: asCommand(config.calendarConfig, {
    description: 'Astronomical calendar: position, and minutes before or after sunrise and sunset',
    examples: [
      [
        'half an hour inside the night',
        {
          sunrise_offset__minutes: -30,
          sunset_offset__minutes: 30,
          latitude__deg: 58.38,
          longitude__deg: 26.72,
        },
        '06e21ece16700a',
      ],
    ],
  }),
  setProfile: asCommand(config.profileConfig, {
    description: 'A profile: levels by time of day, on some days',
    examples: [
      [
        'Monday to Thursday',
        {
          profile_id: 22,
          profile_version: 3,
          address: 'dali_broadcast',
          days_active: ['mon', 'tue', 'wed', 'thu'],
          dimming_steps: [
            { step_time: '00:00', dimming_level__percent: 0 },
            { step_time: '01:00', dimming_level__percent: 30 },
            { step_time: '06:00', dimming_level__percent: 80 },
            { step_time: '10:00', dimming_level__percent: 30 },
            { step_time: '17:00', dimming_level__percent: 80 },
          ],
        },
        '081603fe1e0000061e24503c1e6650',
      ],
    ],
  }),
  setHolidays: asCommand(config.holidayConfig, {
    description: 'Days that count as holidays, month/day',
    examples: [['1 May and 14 July', { holidays: ['05/01', '07/14'] }, '0c0501070e']],
  }),
  setDefaults: asCommand(config.defaultsConfig, {
    description: 'Level without profile, highest level, fade time; what is left out keeps its value',
    examples: [['off, fading for 2.83 s', { default_dim__percent: 0, fade_duration__s: 2.83 }, '0e050005']],
  }),
  setLegacyDefaults: asCommand(config.legacyDefaultsConfig, {
    description: 'Level without profile, and which alerts are sent (older form)',
    examples: [
      [
        '50 %, DALI alerts',
        {
          default_dim__percent: 50,
          ldr_alert_enabled: false,
          dig_alert_enabled: false,
          dali_alert_enabled: true,
        },
        '0a3208',
      ],
    ],
  }),
  setLocation: asCommand(config.locationConfig, {
    description: 'Position and postal address, kept in the controller',
    examples: [
      [
        'Tartu',
        { latitude__deg: 58.3776252, longitude__deg: 26.7290063, address: 'Tartu' },
        '1303fcb7cb22cf85ee0f055461727475',
      ],
    ],
  }),
  setBootDelay: asCommand(bootDelayConfig(1), {
    description: 'Seconds in which controllers spread their start after a power cut',
    examples: [['two minutes', { boot_delay_range__s: 120 }, '0d78']],
  }),
  clearProfiles: asCommand(config.clearProfile, {
    description: 'Forgets the profiles of an address, or one of them',
    examples: [['driver 5', { address: 'dali_single_5' }, 'ff040a']],
  }),
  clearHolidays: bareCommand(config.clearHolidays, 'Forgets the holidays'),
  clearDigInput: bareCommand(config.clearDig, 'Forgets the settings of the digital input'),
  clearLdrInput: bareCommand(config.clearLdr, 'Forgets the thresholds of the light-dependent resistor'),
}
