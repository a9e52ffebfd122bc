import { u8 as u8Bytes } from '../byte-writer.ts'
import { defineDevice } from '../define-device.ts'
import { queryStatus, reboot, setReportInterval } from './commands.ts'
import { decodeTlv, type Field, type Fields, tlvFrame, value } from './tlv.ts'
import { u8 } from './tlv-numbers.ts'

type Channel = 'press' | 'battery'

/** 1 short, 2 long, 3 double: the same numbers as our property. */
const press: Field<Channel> = {
  channel: 'press',
  write: u8Bytes,
  read: (frame) => {
    const kind = frame.u8()
    if (kind < 1 || kind > 3) return { info: { press: `unsupported (${kind})` } }
    return { readings: [{ channel: 'press', value: kind }] }
  },
}

const fields: Fields<Channel> = { '0175': value('battery', u8()), ff2e: press }

export default defineDevice({
  id: 'milesight-ws101',
  version: 1,
  maker: 'Milesight',
  model: 'WS101',
  description: 'Push button: call, report, scene',
  source: 'Milesight WS101 User Guide, section 5 “Device Payload”',
  expectedIntervalMs: 18 * 3_600_000,
  channels: { press: 'button.event', battery: 'battery.level' },
  decode: ({ bytes }) => decodeTlv(bytes, fields),
  frame: (values) => tlvFrame(fields, values),
  commands: { reboot, queryStatus, setReportInterval },
  examples: [
    { is: 'a short press', fPort: 85, hex: '017510ff2e01', gives: { battery: 16, press: 1 } },
    { is: 'a double press', fPort: 85, hex: '01755cff2e03', gives: { battery: 92, press: 3 } },
    { is: 'power on', fPort: 85, hex: 'ff0bffff0a0101', gives: {} },
    { is: 'a press cut short', fPort: 85, hex: 'ff2e', refuses: 'frame_truncated' },
    { is: 'another device', fPort: 85, hex: '7f7f00', refuses: 'frame_unknown' },
  ],
})
