import type { PlayedCommand } from './played-command.ts'

const open: PlayedCommand = { command: 'setValve', parameters: { open: true } }
const everyTenMinutes: PlayedCommand = { command: 'setReportInterval', parameters: { seconds: 600 } }

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
  'ttn:strega/motorized-valve-codec#downlink-encode-0': open,
  'ttn:strega/smart-emitter-codec#downlink-encode-0': open,
  'ttn:strega/smart-switch-codec#downlink-encode-0': open,
  'ttn:strega/smart-valve-codec#downlink-encode-0': open,
  'ttn:strega/motorized-valve-codec#downlink-decode-0': open,
  'ttn:strega/smart-emitter-codec#downlink-decode-0': open,
  'ttn:strega/smart-switch-codec#downlink-decode-0': open,
  'ttn:strega/smart-valve-codec#downlink-decode-0': open,
}
