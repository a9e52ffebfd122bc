import { defineDevice } from '../define-device.ts'
import {
  clearHistory,
  queryStatus,
  reboot,
  setClock,
  setCollectionInterval,
  setReportInterval,
  synchroniseTime,
} from './commands.ts'
import { decodeTlv, type Fields, field, history, tlvFrame, value } from './tlv.ts'
import { i16, probe, u8, u16 } from './tlv-numbers.ts'

type Channel = 'temperature' | 'moisture' | 'conductivity' | 'battery'

const temperature = probe(i16(10))
const moisture = probe(u16(100))
const conductivity = probe(u16())

const fields: Fields<Channel> = {
  '0175': value('battery', u8()),
  '0367': value('temperature', temperature),
  // Hardware 1 and 2 gave half percents, later ones hundredths.
  '04ca': value('moisture', moisture),
  '0468': value('moisture', u8(2)),
  '057f': value('conductivity', conductivity),
  '83d7': field((frame) => ({
    readings: [{ channel: 'temperature', value: frame.i16Le() / 10 }],
    info: { temperatureChange: frame.i16Le() / 10, temperatureAlarm: frame.u8() },
  })),
  '20ce': history(['conductivity', conductivity], ['temperature', temperature], ['moisture', moisture]),
}

export default defineDevice({
  id: 'milesight-em500-smtc',
  version: 1,
  maker: 'Milesight',
  model: 'EM500-SMTC',
  description: 'Soil moisture, temperature and conductivity (also EM500-SMT)',
  source: 'Milesight EM500-SMTC User Guide, section 5 “Device Payload”',
  expectedIntervalMs: 10 * 60_000,
  channels: {
    temperature: 'soil.temperature',
    moisture: 'soil.moisture',
    conductivity: 'soil.ec',
    battery: 'battery.level',
  },
  decode: ({ bytes }) => decodeTlv(bytes, fields),
  frame: (values) => tlvFrame(fields, values),
  commands: {
    setReportInterval,
    setCollectionInterval,
    reboot,
    queryStatus,
    synchroniseTime,
    setClock,
    clearHistory,
  },
  examples: [
    {
      is: 'moisture in half percents',
      fPort: 85,
      hex: '01756403671901046873057ff000',
      gives: { battery: 100, temperature: 28.1, moisture: 57.5, conductivity: 240 },
    },
    {
      is: 'moisture in hundredths',
      fPort: 85,
      hex: '0367f6ff04ca9411057f1400',
      gives: { temperature: -1, moisture: 45, conductivity: 20 },
    },
    { is: 'a probe that does not answer', fPort: 85, hex: '01756404caffff057ffdff', gives: { battery: 100 } },
    {
      is: 'history',
      fPort: 85,
      hex: '20cee59be164f00019019411',
      gives: {
        conductivity: [[240, '2023-08-20T04:51:49Z']],
        temperature: [[28.1, '2023-08-20T04:51:49Z']],
        moisture: [[45, '2023-08-20T04:51:49Z']],
      },
    },
  ],
})
