import { ByteReader } from '../byte-reader.ts'
import { defineDevice, FrameError } from '../define-device.ts'
import { readAlert } from './alerts.ts'
import { readSystem } from './boot.ts'
import { channels } from './channels.ts'
import { commands11 } from './commands-1-1.ts'
import * as only from './config-1-1.ts'
import * as config from './config-packets.ts'
import * as control from './control-packets.ts'
import * as inputs from './input-config-1-1.ts'
import type { Packet } from './packet.ts'
import { readAnswer, readChain } from './read.ts'
import { multicastRequest, profileRequest11, requests11 } from './request-packets.ts'
import { frame11, readStatus11 } from './status-1-1.ts'
import { readUsage } from './usage.ts'

const packets = [
  ...requests11,
  profileRequest11,
  multicastRequest,
  config.ldrConfig,
  config.digConfig,
  config.openDrainConfig,
  config.statusConfig,
  config.timeConfig,
  config.usageConfig,
  config.bootDelayConfig(2),
  config.ledConfig,
  config.meteringAlertConfig,
  config.multicastConfig,
  config.clearMulticast,
  config.factoryReset,
  only.calendarConfig,
  only.profileConfig,
  only.fadeConfig,
  only.holidayConfig,
  only.daliMonitorConfig,
  only.fallbackDimConfig,
  only.locationConfig,
  only.lumalinkConfig,
  inputs.digInputOff,
  inputs.digInputConfig,
  inputs.lightSensorOff,
  inputs.lightSensorConfig,
  inputs.dimNotifyConfig,
  inputs.interfaceTypeConfig,
  only.multicastFcntConfig,
  only.clearProfile,
  only.clearHolidays,
  only.clearDig,
  only.clearLightSensor,
  control.manualDimming,
  control.timedDimming,
  control.customDaliRequest,
  control.customDaliCommand,
  control.statusUsageRequest11,
  control.memoryRead,
  control.memoryWrite,
  control.addressDaliDriver,
  control.daliIdentify,
  control.openDrain,
  control.activateDfu,
  control.restart,
] as unknown as Packet<never>[]

export default defineDevice({
  id: 'nasys-ul20xx-1.1',
  version: 1,
  maker: 'NAS',
  model: 'UL20xx (firmware 1.1)',
  description:
    'Street-light controller with DALI D4i or 0-10 V, meter, light sensor and astronomical calendar',
  source: 'https://github.com/nasys/nas-codecs (ul20xx 1.1.x: the maker’s statement of its packets)',
  expectedIntervalMs: 3_600_000,
  channels,
  decode(uplink) {
    const reader = new ByteReader(uplink.bytes)
    if (reader.left === 0) throw new FrameError('frame_truncated', 'empty frame')
    switch (uplink.fPort) {
      case 23:
        return readStatus11(reader)
      case 26:
        if (reader.u8() !== 0) throw new FrameError('frame_unknown', `usage layout ${uplink.bytes[0]}`)
        return readUsage(reader)
      case 61:
        return readAlert(reader, '1.1')
      case 99:
        return readSystem(reader)
    }
    if (uplink.fPort === 50 && reader.peek() === 0xfe) return readChain(packets, uplink.bytes)
    return readAnswer(packets, uplink)
  },
  frame: frame11,
  commands: commands11,
  examples: [
    {
      is: 'status with a sensor of a later firmware',
      fPort: 23,
      hex: '01f37f205e82c4320916200901d202945504012100fe511900123f1900',
      gives: {
        temperature: 22,
        rssi: -50,
        snr: 9,
        relay: 1,
        openDrain: 1,
        digInput: 1,
        fault: 1,
        illuminance: 299.9,
        lampAlert: 1,
        supplyAlert: 0,
        level: 25,
        on: 0,
        failure: 0,
        'driver9.level': 25,
        'driver9.on': 0,
        'driver9.failure': 0,
      },
    },
    {
      is: 'status before firmware 1.1.4',
      fPort: 23,
      hex: '00f37f205e9232091600fe71190012811900',
      gives: {
        temperature: 22,
        rssi: -50,
        snr: 9,
        relay: 1,
        openDrain: 0,
        digInput: 1,
        ldrInput: 0,
        fault: 1,
        level: 25,
        on: 0,
        failure: 0,
        'driver9.level': 25,
        'driver9.on': 0,
        'driver9.failure': 0,
      },
    },
    {
      is: 'usage of the meter and of a D4i driver',
      fPort: 26,
      hex: '00ff80d0ef2f0112ff479403002a00f94a030027005de5c072d902d0ef2f01',
      gives: {
        onTime: 5533,
        'driver9.energy': 234.567,
        'driver9.power': 42,
        'driver9.powerFactor': 93,
        'driver9.voltage': 229,
        'driver9.onTime': 5533,
      },
    },
    {
      is: 'usage of the meter alone',
      fPort: 26,
      hex: '00ffb3a08601004b005fe610dd9900',
      gives: { energy: 100, power: 75, powerFactor: 95, voltage: 230, onTime: 2801 },
    },
    { is: 'the answer to full light', fPort: 60, hex: '01fe64', gives: { level: 100 } },
    { is: 'a light threshold crossed', fPort: 61, hex: '81200079', gives: { ldrInput: 0 } },
    {
      is: 'the lamp draws nothing: metering alert',
      fPort: 61,
      hex: '84010000e60000',
      gives: { lampAlert: 1, supplyAlert: 0, power: 0, voltage: 230, powerFactor: 0 },
    },
    {
      is: 'a driver reports a lamp failure',
      fPort: 61,
      hex: '83001202',
      gives: { 'driver9.on': 0, 'driver9.failure': 1 },
    },
    { is: 'a position, no values', fPort: 61, hex: '8600b3046942b3efb341ee68b466', gives: {} },
    { is: 'a configuration answer, no values', fPort: 50, hex: '220e', gives: {} },
    { is: 'two configuration packets in a chain', fPort: 50, hex: 'fe220e2550', gives: {} },
    { is: 'a refused downlink', fPort: 99, hex: '13320a', gives: {} },
    { is: 'status cut short', fPort: 23, hex: '01f37f205e82', refuses: 'frame_truncated' },
    { is: 'status of an unknown layout', fPort: 23, hex: '02f37f205e82', refuses: 'frame_unknown' },
  ],
})
