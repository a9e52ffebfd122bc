import type { PlayedCommand } from './played-command.ts'

const everyTenMinutes: PlayedCommand = {
  command: 'setReportInterval',
  parameters: { seconds: 600 },
  anyPort: true,
}
const hourly: PlayedCommand = { command: 'setPeriod', parameters: { value: 3600, save: true } }
const tenMinutes: PlayedCommand = { command: 'setPeriod', parameters: { value: 600, save: false } }
const reboot: PlayedCommand = { command: 'reboot', parameters: {}, anyPort: true }

/** Vector id -> our command. Bins, parking, comfort, noise, weather, soil and level sensors. */
export const commandsA: Readonly<Record<string, PlayedCommand>> = {
  'act:milesight-iot/am103#downlink-encode-1': everyTenMinutes,
  'act:milesight-iot/am107#downlink-encode-1': everyTenMinutes,
  'act:milesight-iot/em310-udl#downlink-encode-1': everyTenMinutes,
  'act:milesight-iot/em400-mud#downlink-encode-1': everyTenMinutes,
  'act:milesight-iot/em400-mud-v2#downlink-encode-1': everyTenMinutes,
  'act:milesight-iot/em400-udl#downlink-encode-1': everyTenMinutes,
  'act:milesight-iot/em500-smt#downlink-encode-1': everyTenMinutes,
  'act:milesight-iot/em500-smtc#downlink-encode-1': everyTenMinutes,
  'act:milesight-iot/wts506#downlink-encode-1': everyTenMinutes,
  'act:milesight-iot/ws302#downlink-encode-1': reboot,
  'act:milesight-iot/ws302-v2#downlink-encode-1': reboot,
  "wat:vaqa'o_lite#downlink-encode-10": {
    command: 'sendRaw',
    parameters: { hex: '110000000002', fPort: 100 },
  },
  "wat:vaqa'o_lite#downlink-encode-11": { command: 'setConfirmed', parameters: { confirmed: true } },
  "wat:vaqa'o_lite#downlink-encode-12": { command: 'reboot', parameters: {} },
  "wat:vaqa'o_lite#downlink-encode-15": { command: 'setRejoin', parameters: { minutes: 60 } },
  "wat:temp'o_outdoor#downlink-encode-6": {
    command: 'sendRaw',
    parameters: { hex: '110000000002', fPort: 100 },
  },
  "wat:temp'o_outdoor#downlink-encode-7": { command: 'setConfirmed', parameters: { confirmed: true } },
  "wat:temp'o_outdoor#downlink-encode-8": { command: 'reboot', parameters: {} },
  "wat:temp'o_outdoor#downlink-encode-11": { command: 'setRejoin', parameters: { minutes: 60 } },
  'wat:th#downlink-encode-11': { command: 'sendRaw', parameters: { hex: '110000000002', fPort: 100 } },
  'wat:th#downlink-encode-12': { command: 'setConfirmed', parameters: { confirmed: true } },
  'wat:th#downlink-encode-13': { command: 'reboot', parameters: {} },
  'wat:th#downlink-encode-16': { command: 'setRejoin', parameters: { minutes: 60 } },
  'ttn:decentlab/dl-atm22-codec#downlink-encode-0': hourly,
  'ttn:decentlab/dl-atm41-codec#downlink-encode-0': hourly,
  'cdp:decentlab/dl-atm22#downlink-encode-0': hourly,
  'cdp:decentlab/dl-atm41#downlink-encode-0': hourly,
  'cdp:decentlab/dl-atm41g2#downlink-encode-0': hourly,
  'ttn:decentlab/dl-smtp-codec#downlink-encode-0': hourly,
  'ttn:decentlab/dl-trs12-codec#downlink-encode-0': hourly,
  'cdp:decentlab/dl-smtp#downlink-encode-0': hourly,
  'cdp:decentlab/dl-trs12#downlink-encode-0': hourly,
  'ttn:decentlab/dl-atm22-codec#downlink-decode-0': tenMinutes,
  'ttn:decentlab/dl-atm41-codec#downlink-decode-0': tenMinutes,
  'ttn:decentlab/dl-smtp-codec#downlink-decode-0': tenMinutes,
  'ttn:decentlab/dl-trs12-codec#downlink-decode-0': tenMinutes,
  'cdp:elsys/elsys#downlink-encode-0': { command: 'configure', parameters: { hex: '' } },
}
