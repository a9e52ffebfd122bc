import type { PlayedCommand } from './played-command.ts'

const open: PlayedCommand = { command: 'setValve', parameters: { open: true } }
const everyTenMinutes: PlayedCommand = { command: 'setReportInterval', parameters: { seconds: 600 } }
const hourly: PlayedCommand = { command: 'setPeriod', parameters: { value: 3600, save: true } }
const tenMinutes: PlayedCommand = { command: 'setPeriod', parameters: { value: 600, save: false } }
const rawFirmware: PlayedCommand = {
  command: 'sendRaw',
  parameters: { hex: '110000000002', fPort: 100 },
}
const confirmed: PlayedCommand = { command: 'setConfirmed', parameters: { confirmed: true } }
const restart: PlayedCommand = { command: 'reboot', parameters: {} }
const rejoin: PlayedCommand = { command: 'setRejoin', parameters: { minutes: 60 } }

/** Vector id -> our command. Meters, lamps, valves, counters, buttons. */
export const commandsB: Readonly<Record<string, PlayedCommand>> = {
  'act:milesight-iot/uc511#downlink-encode-1': everyTenMinutes,
  'act:milesight-iot/uc512#downlink-encode-1': everyTenMinutes,
  'act:milesight-iot/vs350#downlink-encode-1': {
    command: 'setReportInterval',
    parameters: { minutes: 600 },
    anyPort: true,
  },
  'act:milesight-iot/ws101#downlink-encode-1': { command: 'reboot', parameters: {}, anyPort: true },
  'cdp:decentlab/dl-lid#downlink-encode-0': hourly,
  'cdp:decentlab/dl-mbx#downlink-encode-0': hourly,
  'ttn:decentlab/dl-lid-codec#downlink-encode-0': hourly,
  'ttn:decentlab/dl-mbx-codec#downlink-encode-0': hourly,
  'ttn:decentlab/dl-pr26-0-1-codec#downlink-encode-0': hourly,
  'ttn:decentlab/dl-lid-codec#downlink-decode-0': tenMinutes,
  'ttn:decentlab/dl-mbx-codec#downlink-decode-0': tenMinutes,
  'ttn:decentlab/dl-pr26-0-1-codec#downlink-decode-0': tenMinutes,
  "wat:flash'o#downlink-encode-7": rawFirmware,
  "wat:flash'o#downlink-encode-8": confirmed,
  "wat:flash'o#downlink-encode-9": restart,
  "wat:flash'o#downlink-encode-12": rejoin,
  "wat:pulse_sens'o#downlink-encode-8": rawFirmware,
  "wat:pulse_sens'o#downlink-encode-9": confirmed,
  "wat:pulse_sens'o#downlink-encode-10": restart,
  "wat:pulse_sens'o#downlink-encode-13": rejoin,
  "wat:tics'o#downlink-encode-12": rawFirmware,
  "wat:tics'o#downlink-encode-13": confirmed,
  "wat:tics'o#downlink-encode-14": restart,
  "wat:tics'o#downlink-encode-17": rejoin,
  'ttn:strega/motorized-valve-codec#downlink-encode-0': open,
  'ttn:strega/smart-emitter-codec#downlink-encode-0': open,
  'ttn:strega/smart-switch-codec#downlink-encode-0': open,
  'ttn:strega/smart-valve-codec#downlink-encode-0': open,
  'ttn:strega/motorized-valve-codec#downlink-decode-0': open,
  'ttn:strega/smart-emitter-codec#downlink-decode-0': open,
  'ttn:strega/smart-switch-codec#downlink-decode-0': open,
  'ttn:strega/smart-valve-codec#downlink-decode-0': open,
}
