import { ByteReader } from '../byte-reader.ts'
import { defineDevice, FrameError } from '../define-device.ts'
import { readAlert } from './alerts.ts'
import { readSystem } from './boot.ts'
import { channels } from './channels.ts'
import { commands10 } from './commands-1-0.ts'
import * as only from './config-1-0.ts'
import * as config from './config-packets.ts'
import * as control from './control-packets.ts'
import type { Packet } from './packet.ts'
import { readAnswer, readDaliStatusAnswer } from './read.ts'
import { multicastRequest, profileRequest10, requests10 } from './request-packets.ts'
import { frame10, readStatus10 } from './status-1-0.ts'
import { readUsage } from './usage.ts'

const packets = [
  ...requests10,
  profileRequest10,
  multicastRequest,
  config.ldrConfig,
  config.digConfig,
  config.openDrainConfig,
  config.statusConfig,
  config.timeConfig,
  config.usageConfig,
  config.bootDelayConfig(1),
  config.ledConfig,
  config.meteringAlertConfig,
  config.multicastConfig,
  config.clearMulticast,
  config.factoryReset,
  only.calendarConfig,
  only.profileConfig,
  only.legacyDefaultsConfig,
  only.holidayConfig,
  only.defaultsConfig,
  only.locationConfig,
  only.clearLdr,
  only.clearDig,
  only.clearHolidays,
  only.clearProfile,
  control.manualDimming,
  control.timedDimming,
  control.customDaliRequest,
  control.customDaliCommand,
  control.statusUsageRequest10,
  control.interfaceRequest,
  control.memoryRead,
  control.memoryWrite,
  control.openDrain,
  control.activateDfu,
] as unknown as Packet<never>[]

export default defineDevice({
  id: 'nasys-ul20xx-1.0',
  version: 1,
  maker: 'NAS',
  model: 'UL20xx (firmware 1.0)',
  description: 'Street-light controller with DALI or 0-10 V, meter and calendar, Zhaga or NEMA socket',
  source: 'https://github.com/nasys/nas-codecs (ul20xx 1.0.x: the maker’s statement of its packets)',
  expectedIntervalMs: 3_600_000,
  channels,
  decode(uplink) {
    const reader = new ByteReader(uplink.bytes)
    if (reader.left === 0) throw new FrameError('frame_truncated', 'empty frame')
    switch (uplink.fPort) {
      case 24:
        return readStatus10(reader)
      case 25:
        return readUsage(reader)
      case 61:
        return readAlert(reader, '1.0')
      case 99:
        return readSystem(reader)
    }
    if (uplink.fPort !== 60 || reader.peek() !== 0) return readAnswer(packets, uplink)
    reader.skip(1)
    return readDaliStatusAnswer(reader)
  },
  frame: frame10,
  commands: commands10,
  examples: [
    {
      is: 'status with two profiles',
      fPort: 24,
      hex: 'dfd41d5e004b041502ae05050aff32030306ff00',
      gives: {
        temperature: 21,
        rssi: -75,
        snr: 4,
        relay: 0,
        openDrain: 0,
        digInput: 0,
        ldrInput: 0,
        fault: 0,
        lampAlert: 0,
        supplyAlert: 0,
        'driver5.level': 50,
        'driver3.level': 0,
      },
    },
    {
      is: 'usage of two drivers',
      fPort: 25,
      hex: '04030000000000000603151400000000',
      gives: {
        'driver2.energy': 0,
        'driver2.power': 0,
        'driver3.energy': 5.141,
        'driver3.power': 0,
      },
    },
    {
      is: 'usage of the meter and of a D4i driver',
      fPort: 25,
      hex: 'ff830100000004000000000012cf1e000000000000000000000070de060011000000',
      gives: {
        energy: 0.001,
        power: 4,
        onTime: 0,
        'driver9.energy': 0.03,
        'driver9.power': 0,
        'driver9.onTime': 0,
      },
    },
    { is: 'the answer to full light', fPort: 60, hex: '01fe64', gives: { level: 100 } },
    {
      is: 'DALI status: one lamp on, two failed',
      fPort: 60,
      hex: '00020406020c02',
      gives: {
        'driver1.on': 1,
        'driver1.failure': 0,
        'driver3.on': 0,
        'driver3.failure': 1,
        'driver6.on': 0,
        'driver6.failure': 1,
      },
    },
    { is: 'a light threshold crossed', fPort: 61, hex: '81200079', gives: { ldrInput: 0 } },
    { is: 'a configuration answer, no values', fPort: 50, hex: '0d78', gives: {} },
    { is: 'a start', fPort: 99, hex: '00563412510100168e436d3803687e0000', gives: {} },
    { is: 'usage cut short', fPort: 25, hex: '040300000000', refuses: 'frame_truncated' },
    { is: 'an unknown port', fPort: 7, hex: '00', refuses: 'frame_unknown' },
  ],
})
