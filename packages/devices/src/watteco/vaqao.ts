import { defineDevice } from '../define-device.ts'
import { type BatchTable, batchOf } from './batch.ts'
import { wattecoCommands } from './commands.ts'
import { decodeWatteco, type WattecoProfile } from './decode.ts'

type Channel =
  | 'occupied'
  | 'temperature'
  | 'temperature2'
  | 'humidity'
  | 'humidity2'
  | 'co2'
  | 'airQuality'
  | 'illuminance'
  | 'pressure'
  | 'tamper'
  | 'battery'

const table: BatchTable<Channel> = {
  tagBits: 3,
  series: {
    0: { channel: 'occupied', type: 'u8', resolution: 1, perUnit: 1 },
    1: { channel: 'temperature', type: 'i16', resolution: 10, perUnit: 100 },
    2: { channel: 'humidity', type: 'u16', resolution: 100, perUnit: 100 },
    3: { channel: 'co2', type: 'u16', resolution: 10, perUnit: 1 },
    4: { channel: 'airQuality', type: 'u16', resolution: 10, perUnit: 1 },
    5: { channel: 'illuminance', type: 'u16', resolution: 10, perUnit: 1 },
    6: { channel: 'pressure', type: 'u16', resolution: 10, perUnit: 10 },
  },
}

const profile: WattecoProfile<Channel> = {
  attributes: {
    '0402/0000': { channels: ['temperature', 'temperature2'], perUnit: 100 },
    '0405/0000': { channels: ['humidity', 'humidity2'], perUnit: 100 },
    '800c/0000': { channels: ['airQuality', 'co2'] },
    '0400/0000': { channels: ['illuminance'] },
    '0403/0000': { channels: ['pressure'] },
    '0406/0000': { channels: ['occupied'], flag: true },
    '000f/0055': { channels: ['tamper'], flag: true },
  },
  batch: [table],
  power: { disposable: 'battery', rechargeable: 'battery' },
}

export default defineDevice({
  id: 'watteco-vaqao',
  version: 1,
  maker: 'nke Watteco',
  model: 'Vaqa’O',
  description: 'Room sensor: CO₂, VOC, temperature, humidity, light, pressure, presence (also Vaqa’O Lite)',
  source: 'https://support.watteco.com/vaqao/ (ZCL clusters and batch table)',
  expectedIntervalMs: 60 * 60_000,
  channels: {
    occupied: 'presence.detected',
    temperature: 'air.temperature',
    temperature2: 'air.temperature',
    humidity: 'air.relativeHumidity',
    humidity2: 'air.relativeHumidity',
    co2: 'air.co2',
    airQuality: 'air.iaqIndex',
    illuminance: 'air.lightIntensity',
    pressure: 'air.pressure',
    tamper: 'device.tamper',
    battery: 'battery',
  },
  decode: (uplink) => decodeWatteco(uplink, profile),
  frame: (values) => ({ fPort: 125, bytes: batchOf(table, values) }),
  commands: wattecoCommands,
  examples: [
    { is: 'humidity', fPort: 125, hex: '110a04050000210e89', gives: { humidity: 37.21 } },
    { is: 'air quality index', fPort: 125, hex: '110a800c0000210019', gives: { airQuality: 25 } },
    { is: 'CO₂, on the second end point', fPort: 125, hex: '310a800c0000210258', gives: { co2: 600 } },
    { is: 'pressure', fPort: 125, hex: '110a040300002903f3', gives: { pressure: 1011 } },
    { is: 'somebody is there', fPort: 125, hex: '110a040600001801', gives: { occupied: 1 } },
    {
      is: 'battery at 3.6 V',
      fPort: 125,
      hex: '110a00500006410504040e1004',
      gives: { battery: 3.6 },
    },
    { is: 'firmware 3.5.2.5602', fPort: 125, hex: '110100000002000d0305020015e2', gives: {} },
    {
      is: 'a batch: two temperatures, six CO₂ values',
      fPort: 125,
      hex: '30b200b6e7c7004d8887202fda75b914b4b28276cbf26e59bb5bd6ed96e5ddb2948076cb9200f6',
      observedAt: '2023-07-19T07:51:25.508Z',
      gives: {
        temperature: [
          [22.9, '2023-07-19T07:01:25.508Z'],
          [22.8, '2023-07-19T07:11:25.508Z'],
        ],
        humidity: [[53, '2023-07-19T07:51:25.508Z']],
        co2: [410, 420, 440, 420, 430, 420],
      },
    },
    { is: 'a batch cut short', fPort: 125, hex: '30b200b6e7c7004d', refuses: 'frame_truncated' },
  ],
})
