import { defineDevice } from '../define-device.ts'
import { decentlabCommands } from './commands.ts'
import { type Block, battery, decentlabFrame, decodeBlocks, readHeader, zero } from './protocol.ts'

const depths = [0, 1, 2, 3, 4, 5, 6, 7] as const
type Depth = (typeof depths)[number]
type Profile = `moisture${Depth}` | `temperature${Depth}`
type Channel = 'permittivity' | 'moisture' | 'temperature' | 'conductivity' | 'battery' | Profile

/** Teros 12: the raw word gives permittivity by a cubic and water content (mineral soil) by a line. */
const trs12: Block<Channel> = {
  words: 3,
  read: ([raw = 0, temperature = 0, conductivity = 0]) => {
    const x = raw / 10
    const root = 2.887e-9 * x ** 3 - 2.08e-5 * x ** 2 + 5.276e-2 * x - 43.39
    return {
      permittivity: root ** 2,
      moisture: (x * 3.879e-4 - 0.6956) * 100,
      temperature: (temperature - zero) / 10,
      conductivity,
    }
  },
  write: ({ moisture, temperature = 0, conductivity = 0 }) =>
    moisture === undefined
      ? undefined
      : [((moisture / 100 + 0.6956) / 3.879e-4) * 10, zero + temperature * 10, conductivity],
}

/** Profile probe: moisture on the maker's own percent scale and temperature, at eight depths. */
const smtp: Block<Channel> = {
  words: 16,
  read: (words) =>
    Object.fromEntries(
      depths.flatMap((depth) => [
        [`moisture${depth}`, (words[2 * depth]! - 2500) / 500],
        [`temperature${depth}`, (words[2 * depth + 1]! - zero) / 100],
      ]),
    ),
}

export default defineDevice({
  id: 'decentlab-trs12',
  version: 1,
  maker: 'Decentlab',
  model: 'DL-TRS12',
  description: 'Soil moisture, temperature and conductivity (also DL-SMTP, a profile of eight depths)',
  source: 'Decentlab DL-TRS12 and DL-SMTP data sheets, payload description; METER Teros 12 manual',
  expectedIntervalMs: 10 * 60_000,
  channels: {
    permittivity: 'soil.permittivity',
    moisture: 'soil.moisture',
    temperature: 'soil.temperature',
    conductivity: 'soil.ec',
    battery: 'battery',
    moisture0: 'soil.moisture',
    moisture1: 'soil.moisture',
    moisture2: 'soil.moisture',
    moisture3: 'soil.moisture',
    moisture4: 'soil.moisture',
    moisture5: 'soil.moisture',
    moisture6: 'soil.moisture',
    moisture7: 'soil.moisture',
    temperature0: 'soil.temperature',
    temperature1: 'soil.temperature',
    temperature2: 'soil.temperature',
    temperature3: 'soil.temperature',
    temperature4: 'soil.temperature',
    temperature5: 'soil.temperature',
    temperature6: 'soil.temperature',
    temperature7: 'soil.temperature',
  },
  decode: ({ bytes }) => {
    const header = readHeader(bytes)
    const isProfile = (header.flags & 1) === 1 && header.words.length >= smtp.words
    return decodeBlocks<Channel>(header, [isProfile ? smtp : trs12, battery])
  },
  frame: (values) => decentlabFrame<Channel>([trs12, battery], values),
  commands: decentlabCommands,
  examples: [
    {
      is: 'TRS12 in air',
      fPort: 1,
      hex: '0210d3000346be813d00000c80',
      gives: {
        permittivity: 1.1831248966814998,
        moisture: 0.68869,
        temperature: 31.7,
        conductivity: 0,
        battery: 3.2,
      },
    },
    { is: 'battery only', fPort: 1, hex: '0210d300020c80', gives: { battery: 3.2 } },
    {
      is: 'SMTP: eight depths from 20 % and 10 °C',
      fPort: 1,
      hex: `0210d30003${'30d483e8'.repeat(8)}0c80`,
      gives: {
        moisture0: 20,
        moisture1: 20,
        moisture2: 20,
        moisture3: 20,
        moisture4: 20,
        moisture5: 20,
        moisture6: 20,
        moisture7: 20,
        temperature0: 10,
        temperature1: 10,
        temperature2: 10,
        temperature3: 10,
        temperature4: 10,
        temperature5: 10,
        temperature6: 10,
        temperature7: 10,
        battery: 3.2,
      },
    },
  ],
})
