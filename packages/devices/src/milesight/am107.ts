import { u16Le } from '../byte-writer.ts'
import { defineDevice } from '../define-device.ts'
import { clearHistory, reboot, setReportInterval } from './commands.ts'
import { decodeTlv, type Field, type Fields, history, tlvFrame, value } from './tlv.ts'
import { i16, u8, u16 } from './tlv-numbers.ts'

type Channel =
  | 'temperature'
  | 'humidity'
  | 'co2'
  | 'activity'
  | 'illuminance'
  | 'tvoc'
  | 'pressure'
  | 'battery'

/** Visible light in lux, then raw counts of visible with infrared and of infrared alone. */
const light: Field<Channel> = {
  channel: 'illuminance',
  write: (lux) => [...u16Le(lux), ...u16Le(0), ...u16Le(0)],
  read: (frame) => ({
    readings: [{ channel: 'illuminance', value: frame.u16Le() }],
    info: { visibleAndInfrared: frame.u16Le(), infrared: frame.u16Le() },
  }),
}

const fields: Fields<Channel> = {
  '0175': value('battery', u8()),
  '0367': value('temperature', i16(10)),
  '0468': value('humidity', u8(2)),
  '056a': value('activity', u16()),
  '0665': light,
  '077d': value('co2', u16()),
  '087d': value('tvoc', u16()),
  '0973': value('pressure', u16(10)),
  '20ce': history(['temperature', i16(10)], ['humidity', u8(2)], ['co2', u16()]),
}

export default defineDevice({
  id: 'milesight-am107',
  version: 1,
  maker: 'Milesight',
  model: 'AM107',
  description: 'Room sensor: CO₂, temperature, humidity, light, activity, VOC, pressure (also AM103, AM104)',
  source: 'Milesight AM100 Series User Guide, section 5 “Device Payload”',
  expectedIntervalMs: 10 * 60_000,
  channels: {
    temperature: 'air.temperature',
    humidity: 'air.relativeHumidity',
    co2: 'air.co2',
    activity: 'activity',
    illuminance: 'air.lightIntensity',
    tvoc: 'air.tvoc',
    pressure: 'air.pressure',
    battery: 'battery.level',
  },
  decode: ({ bytes }) => decodeTlv(bytes, fields),
  frame: (values) => tlvFrame(fields, values),
  commands: { setReportInterval, reboot, clearHistory },
  examples: [
    {
      is: 'all of an AM107',
      fPort: 85,
      hex: '01755c03673401046865056a490006651c0079001400077de704087d070009733f27',
      gives: {
        battery: 92,
        temperature: 30.8,
        humidity: 50.5,
        activity: 73,
        illuminance: 28,
        co2: 1255,
        tvoc: 7,
        pressure: 1004.7,
      },
    },
    {
      is: 'history of an AM103',
      fPort: 85,
      hex: '20cee59be164ff0079e704',
      gives: {
        temperature: [[25.5, '2023-08-20T04:51:49Z']],
        humidity: [[60.5, '2023-08-20T04:51:49Z']],
        co2: [[1255, '2023-08-20T04:51:49Z']],
      },
    },
    { is: 'report interval echoed', fPort: 85, hex: 'fe035802', gives: {} },
  ],
})
