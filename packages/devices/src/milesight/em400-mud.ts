import { defineDevice } from '../define-device.ts'
import { queryStatus, reboot, setCollectionInterval, setReportInterval, synchroniseTime } from './commands.ts'
import { alarmed, decodeTlv, type Fields, tlvFrame, value } from './tlv.ts'
import { bit, i16, u8, u16 } from './tlv-numbers.ts'

type Channel = 'distance' | 'temperature' | 'tilted' | 'battery'

const fields: Fields<Channel> = {
  '0175': value('battery', u8()),
  '0367': value('temperature', i16(10)),
  '0482': value('distance', u16(1000)),
  '0500': value('tilted', bit),
  '8367': alarmed('temperature', i16(10)),
  '8482': alarmed('distance', u16(1000)),
  // The older EM310-UDL has no thermometer and counts its channels from 3.
  '0382': value('distance', u16(1000)),
  '0400': value('tilted', bit),
}

export default defineDevice({
  id: 'milesight-em400-mud',
  version: 1,
  maker: 'Milesight',
  model: 'EM400-MUD',
  description: 'Ultrasonic distance sensor for bins (also EM400-UDL, EM400-TLD, EM310-UDL)',
  source: 'Milesight EM400-MUD User Guide, section 5 “Device Payload”; EM310-UDL User Guide',
  expectedIntervalMs: 10 * 60_000,
  channels: {
    distance: 'distance',
    temperature: 'air.temperature',
    tilted: 'bin.tilted',
    battery: 'battery.level',
  },
  decode: ({ bytes }) => decodeTlv(bytes, fields),
  frame: (values) => tlvFrame(fields, values),
  commands: { setReportInterval, setCollectionInterval, reboot, queryStatus, synchroniseTime },
  examples: [
    {
      is: '1.60 m, tilted, with both alarms',
      fPort: 85,
      hex: '01755c03670101048244080500018367e800018482410601',
      gives: { battery: 92, temperature: 23.2, distance: 1.601, tilted: 1 },
    },
    {
      is: 'EM310-UDL: 2.116 m, tilted',
      fPort: 85,
      hex: '01755c03824408040001',
      gives: { battery: 92, distance: 2.116, tilted: 1 },
    },
    { is: 'frost', fPort: 85, hex: '0367f1ff0482e803', gives: { temperature: -1.5, distance: 1 } },
    { is: 'power on, firmware 1.2', fPort: 85, hex: 'ff0bffff0a0102', gives: {} },
    { is: 'distance cut short', fPort: 85, hex: '01755c048244', refuses: 'frame_truncated' },
    { is: 'another device', fPort: 85, hex: '7f7f00', refuses: 'frame_unknown' },
  ],
})
