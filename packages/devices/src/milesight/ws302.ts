import type { ByteReader } from '../byte-reader.ts'
import { u16Le } from '../byte-writer.ts'
import { defineDevice } from '../define-device.ts'
import { reboot, setClock, setReportInterval } from './commands.ts'
import { decodeTlv, type Fields, field, tlvFrame, value } from './tlv.ts'
import { u8 } from './tlv-numbers.ts'

type Channel = 'level' | 'equivalent' | 'maximum' | 'battery'

const frequencyWeightings = ['Z', 'A', 'C']
const timeWeightings = ['impulse', 'fast', 'slow']

const fields: Fields<Channel> = {
  '0175': value('battery', u8()),
  '055b': field((frame: ByteReader) => {
    const weighting = frame.u8()
    return {
      readings: [
        { channel: 'level', value: frame.u16Le() / 10 },
        { channel: 'equivalent', value: frame.u16Le() / 10 },
        { channel: 'maximum', value: frame.u16Le() / 10 },
      ],
      info: {
        frequencyWeighting: frequencyWeightings[weighting & 3] ?? 'unknown',
        timeWeighting: timeWeightings[(weighting >> 2) & 3] ?? 'unknown',
      },
    }
  }),
}

export default defineDevice({
  id: 'milesight-ws302',
  version: 1,
  maker: 'Milesight',
  model: 'WS302',
  description: 'Sound level sensor, A weighted and fast unless set otherwise',
  source: 'Milesight WS302 User Guide, section 5 “Device Payload”',
  expectedIntervalMs: 10 * 60_000,
  channels: {
    level: 'sound.laf',
    equivalent: 'sound.laeq',
    maximum: 'sound.lafmax',
    battery: 'battery.level',
  },
  decode: ({ bytes }) => decodeTlv(bytes, fields),
  frame: ({ level, equivalent, maximum, battery }) => {
    const { fPort, bytes } = tlvFrame(fields, battery === undefined ? {} : { battery })
    if (equivalent === undefined) return { fPort, bytes }
    const sound = [level ?? equivalent, equivalent, maximum ?? equivalent].flatMap((db) => u16Le(db * 10))
    // 05: A weighted, fast.
    return { fPort, bytes: Uint8Array.from([...bytes, 0x05, 0x5b, 0x05, ...sound]) }
  },
  commands: { reboot, setReportInterval, setClock },
  examples: [
    {
      is: 'a quiet street',
      fPort: 85,
      hex: '017564055b053f02da016a02',
      gives: { battery: 100, level: 57.5, equivalent: 47.4, maximum: 61.8 },
    },
    { is: 'firmware and class', fPort: 85, hex: 'ff0a0101ff0f00', gives: {} },
  ],
})
