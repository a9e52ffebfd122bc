import { ByteReader } from '../byte-reader.ts'
import { u32 } from '../byte-writer.ts'
import { type Decoded, defineDevice, FrameError } from '../define-device.ts'
import { answers, commands } from './pc-commands.ts'

type Channel = 'in' | 'out' | 'stopped' | 'stuck' | 'sensorFault'

const countPort = 1
const areaPort = 101

function counts(reader: ByteReader): Decoded<Channel>['readings'] {
  return [
    { channel: 'in', value: reader.u32() },
    { channel: 'out', value: reader.u32() },
  ]
}

/** Totals since the last reset; a byte of flags follows in newer firmware. */
function readCounts(reader: ByteReader): Decoded<Channel> {
  const readings = counts(reader)
  if (reader.left === 0) return { readings, info: {} }
  const flags = reader.u8()
  readings.push(
    { channel: 'stopped', value: flags & 1 },
    { channel: 'stuck', value: (flags >> 1) & 1 },
    { channel: 'sensorFault', value: (flags >> 2) & 1 },
  )
  const names = ['TPC_STOPPED', 'TPC_STUCK', 'MULTI_DEV_ISSUE', 'WIFI_AP_ENABLED']
  return { readings, info: { flags: names.filter((_, bit) => flags & (1 << bit)) } }
}

/** The counting area: its corners, 7 bits of x and 6 of y each, right-aligned. */
function readArea(reader: ByteReader): Decoded<Channel> {
  const count = reader.u8()
  const bits = Array.from(reader.take(Math.ceil((count * 13) / 8)), (byte) =>
    byte.toString(2).padStart(8, '0'),
  ).join('')
  const start = bits.length - count * 13
  const points = Array.from({ length: count }, (_, i) => {
    const at = start + i * 13
    return {
      x: Number.parseInt(bits.slice(at, at + 7), 2),
      y: Number.parseInt(bits.slice(at + 7, at + 13), 2),
    }
  })
  return {
    readings: [],
    info: { cmd: { name: 'CMD_GET_AREA_PTS', success: true, nb_of_points: count, points } },
  }
}

/** An answer: FF, command, status; or the command and the value asked for. */
function readAnswer(reader: ByteReader, fPort: number): Decoded<Channel> {
  const acknowledged = reader.peek() === 0xff
  if (acknowledged) reader.skip(1)
  const id = reader.u8()
  const answer = answers[`${fPort}/${id}`]
  if (!answer) throw new FrameError('frame_unknown', `port ${fPort}, command ${id}`)
  const cmd = { name: answer.name, id, success: !acknowledged || reader.u8() !== 0xff }
  if (acknowledged || !answer.read) return { readings: [], info: { cmd } }
  if (answer.read === 'counts') return { readings: counts(reader), info: { cmd } }
  return { readings: [], info: { cmd: { ...cmd, value: answer.read(reader) } } }
}

export default defineDevice({
  id: 'terabee-pc',
  version: 1,
  maker: 'Terabee',
  model: 'People Counting L-XL',
  description: 'Time-of-flight people counter over a door: totals in and out',
  source: 'Terabee People Counting L-XL LoRaWAN user manual; github.com/Terabee/pcl_lora_payload_decoder',
  expectedIntervalMs: 10 * 60_000,
  channels: {
    in: 'people.in.total',
    out: 'people.out.total',
    stopped: 'device.fault',
    stuck: 'device.fault',
    sensorFault: 'device.fault',
  },
  decode({ fPort, bytes }) {
    const reader = new ByteReader(bytes)
    if (fPort === countPort) return readCounts(reader)
    if (fPort === areaPort) return readArea(reader)
    return readAnswer(reader, fPort)
  },
  frame(values) {
    const flags = (values.stopped ? 1 : 0) | (values.stuck ? 2 : 0) | (values.sensorFault ? 4 : 0)
    return {
      fPort: countPort,
      bytes: Uint8Array.from([...u32(values.in ?? 0), ...u32(values.out ?? 0), flags]),
    }
  },
  commands,
  examples: [
    { is: 'totals', fPort: 1, hex: '0000001000000011', gives: { in: 16, out: 17 } },
    {
      is: 'counting has stopped',
      fPort: 1,
      hex: '000000000000000001',
      gives: { in: 0, out: 0, stopped: 1, stuck: 0, sensorFault: 0 },
    },
    { is: 'totals on request', fPort: 2, hex: '020000001000000011', gives: { in: 16, out: 17 } },
    { is: 'height', fPort: 100, hex: '0105dc', gives: {} },
    { is: 'reset done', fPort: 2, hex: 'ff0100', gives: {} },
    { is: 'a triangle', fPort: 101, hex: '030000a03c01e0', gives: {} },
    { is: 'totals cut short', fPort: 1, hex: '00000010', refuses: 'frame_truncated' },
    { is: 'an unknown answer', fPort: 100, hex: '7701', refuses: 'frame_unknown' },
  ],
})
