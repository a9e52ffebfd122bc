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

const twentyOneDegrees: PlayedCommand = {
  command: 'operate',
  parameters: {
    mode: 'temperature',
    value: 21,
    roomTemperature: 20,
    safetyMode: 'temperature',
    safetyValue: 19,
    intervalMinutes: 5,
    referenceRun: false,
  },
}

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
  'act:micropelt/mlr003#downlink-encode-11': twentyOneDegrees,
  'act:micropelt/mlr003#downlink-encode-22': twentyOneDegrees,
  'act:micropelt/mlr003#downlink-encode-12': { command: 'setMotorRange', parameters: { millimetres: 2.08 } },
  'act:micropelt/mlr003#downlink-encode-15': {
    command: 'setOpeningPoint',
    parameters: { reset: false, hotWater: 'on', slowHarvesting: 'detectAndHarvest', maxFlowRaw: 27 },
  },
  'act:micropelt/mlr003#downlink-encode-21': {
    command: 'recalibrate',
    parameters: { goesOnWithout: true, now: false, turnOff: false },
  },
  'act:micropelt/mlr003#downlink-encode-23': {
    command: 'operate',
    parameters: {
      mode: 'valve',
      value: 50,
      roomTemperature: 25,
      safetyMode: 'valve',
      safetyValue: 70,
      intervalMinutes: 60,
      referenceRun: true,
    },
  },
  'act:micropelt/mlr003#downlink-encode-24': {
    command: 'operate',
    parameters: {
      mode: 'temperature',
      value: 22,
      roomTemperature: 18,
      safetyMode: 'valve',
      safetyValue: 80,
      intervalMinutes: 120,
      referenceRun: false,
    },
  },
  'act:micropelt/mlr003#downlink-encode-25': {
    command: 'operate',
    parameters: {
      mode: 'valve',
      value: 75,
      roomTemperature: 22,
      safetyMode: 'temperature',
      safetyValue: 17,
      intervalMinutes: 10,
      referenceRun: true,
    },
  },
  'act:micropelt/mlr003#downlink-encode-26': {
    command: 'operate',
    parameters: {
      mode: 'temperature',
      value: 40,
      roomTemperature: 40,
      safetyMode: 'temperature',
      safetyValue: 40,
      intervalMinutes: 480,
      referenceRun: false,
    },
  },
  'ttn:strega/motorized-valve-codec#downlink-encode-0': open,
  'ttn:strega/smart-emitter-codec#downlink-encode-0': open,
  'ttn:strega/smart-switch-codec#downlink-encode-0': open,
  'ttn:strega/smart-valve-codec#downlink-encode-0': open,
  'ttn:strega/motorized-valve-codec#downlink-decode-0': open,
  'ttn:strega/smart-emitter-codec#downlink-decode-0': open,
  'ttn:strega/smart-switch-codec#downlink-decode-0': open,
  'ttn:strega/smart-valve-codec#downlink-decode-0': open,
}
