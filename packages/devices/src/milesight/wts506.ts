import type { ByteReader } from '../byte-reader.ts'
import { u8 as u8Bytes, u32Le } from '../byte-writer.ts'
import { defineDevice } from '../define-device.ts'
import { clearHistory, reboot, setClock, setReportInterval } from './commands.ts'
import { alarmed, decodeTlv, type Fields, field, history, tlvFrame, value } from './tlv.ts'
import { i16, u8, u16, u32 } from './tlv-numbers.ts'

type Channel =
  | 'temperature'
  | 'humidity'
  | 'windDirection'
  | 'pressure'
  | 'windSpeed'
  | 'rain'
  | 'rainTips'
  | 'battery'

/** Millimetres since the start, then tips of the gauge since the last report. */
const rainfall = (total: (frame: ByteReader) => number) => (frame: ByteReader) => ({
  readings: [
    { channel: 'rain' as const, value: total(frame) / 100 },
    { channel: 'rainTips' as const, value: frame.u8() },
  ],
})
const rain = rainfall((frame) => frame.u32Le())
const atmosphere: [Channel, ReturnType<typeof i16>][] = [
  ['temperature', i16(10)],
  ['humidity', u8(2)],
  ['pressure', u16(10)],
  ['windDirection', i16(10)],
  ['windSpeed', u16(10)],
]

const fields: Fields<Channel> = {
  '0175': value('battery', u8()),
  '0367': value('temperature', i16(10)),
  '0468': value('humidity', u8(2)),
  '0584': value('windDirection', i16(10)),
  '0673': value('pressure', u16(10)),
  '0792': value('windSpeed', u16(10)),
  // Firmware 1 and 2 count to 655.35 mm, firmware 3 further.
  '0877': field(rainfall((frame) => frame.u16Le())),
  '08ec': field(rain),
  '8367': alarmed('temperature', i16(10)),
  '8673': alarmed('pressure', u16(10)),
  '8792': alarmed('windSpeed', u16(10)),
  '88ec': field((frame) => ({ ...rain(frame), info: { rainAlarm: frame.u8() } })),
  '20ce': history(...atmosphere, ['rain', u16(100)]),
  '21ce': history(...atmosphere, ['rain', u32(100)]),
}

export default defineDevice({
  id: 'milesight-wts506',
  version: 1,
  maker: 'Milesight',
  model: 'WTS506',
  description: 'Weather station: air, wind, pressure, rain (also WTS305, WTS505 without rain)',
  source: 'Milesight WTS Series User Guide, section “Device Payload”',
  expectedIntervalMs: 10 * 60_000,
  channels: {
    temperature: 'air.temperature',
    humidity: 'air.relativeHumidity',
    windDirection: 'wind.direction',
    pressure: 'air.pressure',
    windSpeed: 'wind.speed',
    rain: 'rain.cumulative',
    rainTips: 'rain.tips',
    battery: 'battery.level',
  },
  decode: ({ bytes }) => decodeTlv(bytes, fields),
  frame: (values) => {
    const { fPort, bytes } = tlvFrame(fields, values)
    if (values.rain === undefined) return { fPort, bytes }
    const rainField = [0x08, 0xec, ...u32Le(values.rain * 100), ...u8Bytes(values.rainTips ?? 0)]
    return { fPort, bytes: Uint8Array.from([...bytes, ...rainField]) }
  },
  commands: { setReportInterval, reboot, setClock, clearHistory },
  examples: [
    {
      is: 'warm and windy, firmware 2',
      fPort: 85,
      hex: '01756403671001046871058400010673aa27079292010877c41325',
      gives: {
        battery: 100,
        temperature: 27.2,
        humidity: 56.5,
        windDirection: 25.6,
        pressure: 1015.4,
        windSpeed: 40.2,
        rain: 50.6,
        rainTips: 37,
      },
    },
    {
      is: 'light wind, firmware 3',
      fPort: 85,
      hex: '0584ba0406734f270792010008ec7b00000001',
      gives: { windDirection: 121, pressure: 1006.3, windSpeed: 0.1, rain: 1.23, rainTips: 1 },
    },
    { is: 'temperature alarm', fPort: 85, hex: '8367ff0001', gives: { temperature: 25.5 } },
    {
      is: 'history, long rain total',
      fPort: 85,
      hex: '21cee59be164ff00794f27ba043200ea840100',
      gives: {
        temperature: [[25.5, '2023-08-20T04:51:49Z']],
        humidity: [[60.5, '2023-08-20T04:51:49Z']],
        pressure: [[1006.3, '2023-08-20T04:51:49Z']],
        windDirection: [[121, '2023-08-20T04:51:49Z']],
        windSpeed: [[5, '2023-08-20T04:51:49Z']],
        rain: [[995.62, '2023-08-20T04:51:49Z']],
      },
    },
  ],
})
