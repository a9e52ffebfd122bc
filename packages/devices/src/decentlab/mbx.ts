import { defineDevice } from '../define-device.ts'
import { decentlabCommands } from './commands.ts'
import { type Block, battery, decentlabFrame, decodeBlocks, type Header, readHeader } from './protocol.ts'

type Channel =
  | 'distance'
  | 'pressure'
  | 'temperature'
  | 'distanceMin'
  | 'distanceMax'
  | 'distanceMedian'
  | 'distance10'
  | 'distance25'
  | 'distance75'
  | 'distance90'
  | 'distanceMode'
  | 'battery'

/** Ultrasonic: millimetres, and how many of the ten echoes were good. */
const mbx: Block<Channel> = {
  words: 2,
  read: ([millimetres = 0]) => ({ distance: millimetres / 1000 }),
  info: ([, samples]) => ({ number_of_valid_samples: samples }),
  write: ({ distance }) => (distance === undefined ? undefined : [distance * 1000, 10]),
}

/** Keller 26Y probe, range 0 to 1 bar; temperature in 320ths of a degree from -50. */
const pr26: Block<Channel> = {
  words: 2,
  read: ([pressure = 0, temperature = 0]) => ({
    pressure: ((pressure - 16384) / 32768) * 100,
    temperature: (temperature - 384) * 0.003125 - 50,
  }),
  write: ({ pressure, temperature = 20 }) =>
    pressure === undefined
      ? undefined
      : [(pressure / 100) * 32768 + 16384, (temperature + 50) / 0.003125 + 384],
}

const lidChannels = [
  'distance',
  'distanceMin',
  'distanceMax',
  'distanceMedian',
  'distance10',
  'distance25',
  'distance75',
  'distance90',
  'distanceMode',
] as const

/** Laser: statistics of one burst of measurements, then their number and how long it took. */
const lid: Block<Channel> = {
  words: 11,
  read: (words) => Object.fromEntries(lidChannels.map((channel, i) => [channel, words[i]! / 1000])),
  info: (words) => ({ number_of_samples: words[9], total_acquisition_time: words[10]! / 1.024 }),
}

/** The device does not say what it is: LID sends eleven words; the second word of PR26 is never under 384. */
function blockOf({ flags, words }: Header): Block<Channel> {
  if ((flags & 1) === 1 && words.length >= lid.words) return lid
  return (words[1] ?? 0) >= 384 ? pr26 : mbx
}

export default defineDevice({
  id: 'decentlab-mbx',
  version: 1,
  maker: 'Decentlab',
  model: 'DL-MBX',
  description: 'Ultrasonic distance (also DL-LID, laser, and DL-PR26, submersible level probe of 0 to 1 bar)',
  source: 'Decentlab DL-MBX, DL-LID and DL-PR26 data sheets, payload description',
  expectedIntervalMs: 10 * 60_000,
  channels: {
    distance: 'distance',
    pressure: 'water.pressure',
    temperature: 'water.temperature',
    distanceMin: 'distance',
    distanceMax: 'distance',
    distanceMedian: 'distance',
    distance10: 'distance',
    distance25: 'distance',
    distance75: 'distance',
    distance90: 'distance',
    distanceMode: 'distance',
    battery: 'battery',
  },
  decode: ({ bytes }) => {
    const header = readHeader(bytes)
    return decodeBlocks<Channel>(header, [blockOf(header), battery])
  },
  frame: (values) => decentlabFrame<Channel>([values.pressure === undefined ? mbx : pr26, battery], values),
  commands: decentlabCommands,
  examples: [
    {
      is: 'MBX: 1.234 m',
      fPort: 1,
      hex: '02012f000304d200010bb1',
      gives: { distance: 1.234, battery: 2.993 },
    },
    {
      is: 'PR26: out of the water',
      fPort: 1,
      hex: '02016700033e8060170c7f',
      gives: { pressure: -1.171875, temperature: 25.671875, battery: 3.199 },
    },
    { is: 'LID: battery only', fPort: 1, hex: '0211c900020abd', gives: { battery: 2.749 } },
    {
      is: 'LID: a metre, with its spread',
      fPort: 1,
      hex: '0211c9000303e803de03f203e803e003e403ec03f003e8000a02000abd',
      gives: {
        distance: 1,
        distanceMin: 0.99,
        distanceMax: 1.01,
        distanceMedian: 1,
        distance10: 0.992,
        distance25: 0.996,
        distance75: 1.004,
        distance90: 1.008,
        distanceMode: 1,
        battery: 2.749,
      },
    },
    { is: 'cut inside the distance', fPort: 1, hex: '02012f000304d2', refuses: 'frame_truncated' },
    { is: 'an older protocol', fPort: 1, hex: '01012f000304d2', refuses: 'frame_unknown' },
  ],
})
