import { ByteReader } from '../byte-reader.ts'
import { u8, u16 } from '../byte-writer.ts'
import { type Decoded, defineDevice, FrameError } from '../define-device.ts'

/** What the ports 13 to 17 count: everything that moves, and four categories by size and speed. */
const categories = ['all', 'category1', 'category2', 'category3', 'category4'] as const
type Category = (typeof categories)[number]
type Side = 'Ltr' | 'Rtl'
type Channel = `${Category}Count${Side}` | `${Category}Speed${Side}` | 'supply'
const firstPort = 13

const channels = Object.fromEntries([
  ...categories.flatMap((category) =>
    (['Ltr', 'Rtl'] as const).flatMap((side) => [
      [`${category}Count${side}`, 'traffic.count'],
      [`${category}Speed${side}`, 'traffic.speed'],
    ]),
  ),
  ['supply', 'supply.voltage'],
]) as Record<Channel, 'traffic.count' | 'traffic.speed' | 'supply.voltage'>

function readCounts(reader: ByteReader, category: Category): Decoded<Channel> {
  const [hour, minute] = [reader.u8(), reader.u8()]
  const readings: Decoded<Channel>['readings'] = []
  for (const side of ['Ltr', 'Rtl'] as const) {
    const count = reader.u16()
    const speed = reader.u8()
    readings.push({ channel: `${category}Count${side}`, value: count })
    // The mean speed of nobody is no speed.
    if (count > 0) readings.push({ channel: `${category}Speed${side}`, value: speed })
  }
  readings.push({ channel: 'supply', value: reader.u8() / 10 })
  return { readings, info: { category, intervalEnd: hour * 100 + minute } }
}

const types = [
  'TCR-LS',
  'TCR-LSS',
  'TCR-HS',
  'TCR-HSS',
  'TCR-LSA',
  'TCR-LSB',
  'TCR-HSA',
  'TCR-HSB',
  'TCR-LSBS',
  'TCR-HSBS',
  'TCR-DLI',
  'TCR-DLE',
  'TCR-SLI',
  'TCR-SLE',
]
const version = (reader: ByteReader) => {
  const major = reader.u8()
  return `${major >> 4}.${major & 0x0f}.${reader.u8()}`
}

function readDevice(reader: ByteReader): Decoded<Channel> {
  const [type, level, speed] = [reader.u8(), reader.u8(), reader.u8()]
  const info = {
    typestr: types[type] ?? `type ${type}`,
    fu_level: ['BASIC', 'ADVANCED', 'PRO'][level] ?? `level ${level}`,
    speedclass: ['P', 'LS', 'HS'][speed] ?? `class ${speed}`,
    fw_version: version(reader),
    sbx_version: version(reader),
  }
  return { readings: [], info }
}

/** Sixteen keys per category, then device, radar and radio settings. */
const settings: Readonly<Record<number, string>> = {
  81: 'LIC_KEY',
  82: 'FU_LEVEL',
  83: 'SPEED_CLASS',
  84: 'MEAS_INTERVAL',
  97: 'RADAR_ENABLED',
  98: 'RADAR_CHANNEL',
  99: 'RADAR_SENS',
  100: 'RADAR_AUTOSENS',
  113: 'LORA_UL_CONFIRMED',
}
const ofCategory = ['', 'ENABLED', 'MIN_SIZE', 'MAX_SIZE', 'MIN_SPEED', 'MAX_SPEED']

function readSetting(reader: ByteReader): Decoded<Channel> {
  const key = reader.u8()
  const value = reader.left === 1 ? reader.u8() : reader.u16()
  const category = key < 0x50 && ofCategory[key & 0x0f]
  const name = category ? `CAT${key >> 4}_${category}` : (settings[key] ?? `KEY_${key}`)
  return { readings: [], info: { setting: name, value } }
}

export default defineDevice({
  id: 'parametric-tcr',
  version: 1,
  maker: 'Parametric',
  model: 'TCR',
  description: 'Traffic counter radar: vehicles, cycles and pedestrians by direction, size and speed',
  source: 'Parametric (PMX) TCR manual, “LoRaWAN payload description V2”',
  expectedIntervalMs: 15 * 60_000,
  channels,
  decode({ fPort, bytes }) {
    const reader = new ByteReader(bytes)
    const header = reader.u8()
    const category = categories[fPort - firstPort]
    if (header === 0xa2 && category) return readCounts(reader, category)
    if (header === 0xd2 && fPort === 190) return readDevice(reader)
    if (header === 0xc2 && fPort === 1) return readSetting(reader)
    throw new FrameError('frame_unknown', `port ${fPort}, header ${header}`)
  },
  frame(values) {
    const spoken = Object.keys(values).join(' ')
    const port = Math.max(
      0,
      categories.findIndex((category) => spoken.includes(`${category}Count`)),
    )
    const category = categories[port]!
    const side = (name: Side) => [
      ...u16(values[`${category}Count${name}`] ?? 0),
      ...u8(values[`${category}Speed${name}`] ?? 0),
    ]
    const bytes = [0xa2, 0, 0, ...side('Ltr'), ...side('Rtl'), ...u8((values.supply ?? 12) * 10)]
    return { fPort: firstPort + port, bytes: Uint8Array.from(bytes) }
  },
  examples: [
    {
      is: 'all that moved until 20:10',
      fPort: 13,
      hex: 'a2140a03e832044c3433',
      gives: { allCountLtr: 1000, allSpeedLtr: 50, allCountRtl: 1100, allSpeedRtl: 52, supply: 5.1 },
    },
    {
      is: 'the fourth category, nobody to the left',
      fPort: 17,
      hex: 'a2140a03e83200000033',
      gives: { category4CountLtr: 1000, category4SpeedLtr: 50, category4CountRtl: 0, supply: 5.1 },
    },
    { is: 'the device', fPort: 190, hex: 'd20a020211004200', gives: {} },
    { is: 'a setting', fPort: 1, hex: 'c2540f', gives: {} },
    { is: 'counts cut short', fPort: 13, hex: 'a2140a03e832', refuses: 'frame_truncated' },
    { is: 'an unknown header', fPort: 13, hex: 'a3140a', refuses: 'frame_unknown' },
  ],
})
