import * as config from './config-1-1.ts'
import { bootDelayConfig } from './config-packets.ts'
import { addressDaliDriver, daliIdentify, restart, statusUsageRequest11 } from './control-packets.ts'
import * as inputs from './input-config-1-1.ts'
import { asCommand } from './packet.ts'
import { profileRequest11, requests11 } from './request-packets.ts'
import { bareCommand, type Commands, requestCommand, sharedCommands } from './shared-commands.ts'

export const commands11: Commands = {
  ...sharedCommands,
  requestStatus: asCommand(statusUsageRequest11, {
    description: 'Asks for status, usage, the drivers’ dim map, the position now',
    examples: [
      [
        'status and usage',
        {
          usage_requested: true,
          status_requested: true,
          dim_map_report_requested: false,
          request_gnss_notification: false,
        },
        '0503',
      ],
    ],
  }),
  requestConfig: requestCommand(requests11),
  requestProfile: asCommand(profileRequest11, {
    description: 'Asks for one profile, or for all',
    examples: [['all', { profile_id: 'all_profiles' }, '21ff']],
  }),
  setCalendar: asCommand(config.calendarConfig, {
    description: 'Astronomical calendar: levels by the sun’s zenith angle, at a position',
    examples: [
      [
        'off at sunrise, 25 % from sunset',
        {
          calendar_prefers_meta_pos: false,
          calendar_clamps_profiles: false,
          calendar_clamps_dig: false,
          ignore_gnss: true,
          latitude__deg: 48.77,
          longitude__deg: 13.84,
          sunrise_steps: [{ zenith_angle__deg: 90.83, dimming_level__percent: 0 }],
          sunset_steps: [{ zenith_angle__deg: 89.67, dimming_level__percent: 25 }],
        },
        '2011080d1368050500fe19',
      ],
    ],
  }),
  setProfile: asCommand(config.profileConfig, {
    description: 'A profile: levels by time of day, on some days',
    examples: [
      [
        'part-night dimming, every day',
        {
          profile_id: 0,
          address: 'dali_broadcast',
          days_active: ['holiday', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
          dimming_steps: [
            { step_time: '05:00', dimming_level__percent: 100 },
            { step_time: '23:00', dimming_level__percent: 40 },
          ],
        },
        '210002feff001e648a28',
      ],
    ],
  }),
  setFade: asCommand(config.fadeConfig, {
    description: 'Seconds in which the light goes from one level to the next',
    examples: [['64 s', { fade_duration__s: 64 }, '220e']],
  }),
  setHolidays: asCommand(config.holidayConfig, {
    description: 'Days that count as holidays, month/day',
    examples: [['1 May and 14 July', { holidays: ['05/01', '07/14'] }, '23020501070e']],
  }),
  setDaliMonitor: asCommand(config.daliMonitorConfig, {
    description: 'How often the drivers are asked for their status, and what is done then',
    examples: [
      [
        'every five minutes',
        {
          send_dali_alert: true,
          correct_dali_dimming_level: true,
          periodic_bus_scan_enabled: false,
          monitoring_interval__s: 300,
        },
        '24032c01',
      ],
    ],
  }),
  setFallbackLevel: asCommand(config.fallbackDimConfig, {
    description: 'Level when neither profile nor calendar says one',
    examples: [['80 %', { fallback_dimming_level__percent: 80 }, '2550']],
  }),
  setLocation: asCommand(config.locationConfig, {
    description: 'Position and postal address, kept in the controller',
    examples: [
      [
        'Tartu',
        { latitude__deg: 58.3776252, longitude__deg: 26.7290063, address: 'Tartu' },
        '2605fcb7cb22cf85ee0f5461727475',
      ],
    ],
  }),
  setLumalink: asCommand(config.lumalinkConfig, {
    description: 'When the controller can be reached by the maker’s Bluetooth application',
    examples: [['after each start', { access_mode: 'every_boot' }, '2702']],
  }),
  setDigInput: asCommand(inputs.digInputConfig, {
    description: 'Motion sensor or button: level while active and inactive, delays',
    examples: [
      [
        'a button gives full light for two minutes',
        {
          dig_enabled: 1,
          dig_mode_button: true,
          polarity_high_or_rising: true,
          notification_on_activation: false,
          notification_on_inactivation: false,
          source_d4i_motion_sensor: false,
          address: 'dali_broadcast',
          active_dimming_level__percent: 100,
          inactive_dimming_level__percent: 'inactive',
          on_delay__s: 0,
          off_delay__s: 120,
        },
        '280103fe64ff00007800',
      ],
    ],
  }),
  disableDigInput: bareCommand(inputs.digInputOff, 'Turns the digital input off'),
  setLightSensor: asCommand(inputs.lightSensorConfig, {
    description: 'Levels by the measured light',
    examples: [
      [
        'two steps',
        {
          notification_on_every_step: false,
          light_sensor_clamps_profile: true,
          light_sensor_clamps_dig: true,
          interpolate_steps: true,
          measurement_duration__s: 60,
          address: 'dali_broadcast',
          dim_steps: [
            { light_level__lx: 24.5, dimming_level__percent: 60 },
            { light_level__lx: 123.4, dimming_level__percent: 'inactive' },
          ],
        },
        '29020e3cfe0000c4413ccdccf642ff',
      ],
    ],
  }),
  disableLightSensor: bareCommand(inputs.lightSensorOff, 'Turns the light sensor’s steps off'),
  setDimNotify: asCommand(inputs.dimNotifyConfig, {
    description: 'Random delay before, and least time between, messages of a new level',
    examples: [['up to a minute, one in ten', { random_delay__s: 60, packet_limit__s: 600 }, '2a0c0a']],
  }),
  setInterfaceType: asCommand(inputs.interfaceTypeConfig, {
    description: 'DALI or 0-10 V',
    examples: [['DALI', { interface_type: 'dali' }, '2b00']],
  }),
  setMulticastCounter: asCommand(config.multicastFcntConfig, {
    description: 'Frame counter of a multicast group',
    examples: [['group 1 from 1000', { multicast_device: 1, multicast_fcnt: 1000 }, '5301e8030000']],
  }),
  setBootDelay: asCommand(bootDelayConfig(2), {
    description: 'Seconds in which controllers spread their start after a power cut',
    examples: [['five minutes', { boot_delay_range__s: 300 }, '0d2c01']],
  }),
  addressDriver: asCommand(addressDaliDriver, {
    description: 'Gives a new driver its DALI short address, or scans the bus again',
    examples: [['scan', { address: 'rescan_dali_bus' }, '0aff']],
  }),
  identifyDrivers: bareCommand(daliIdentify, 'Makes the lamps show where they are'),
  clearProfiles: asCommand(config.clearProfile, {
    description: 'Forgets the profiles of an address',
    examples: [['all', { address: 'all_profiles' }, 'ff21ff']],
  }),
  clearHolidays: bareCommand(config.clearHolidays, 'Forgets the holidays'),
  clearDigInput: bareCommand(config.clearDig, 'Forgets the settings of the digital input'),
  clearLightSensor: bareCommand(config.clearLightSensor, 'Forgets the settings of the light sensor'),
  restart: bareCommand(restart, 'Restarts the controller'),
}
