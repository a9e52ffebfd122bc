import { ByteReader } from '../byte-reader.ts'
import { f32, i32, u8, u16 } from '../byte-writer.ts'
import { type DevicePosition, defineDevice, FrameError, type Reading } from '../define-device.ts'
import { hexOf } from '../hex.ts'
import { facts, tenths } from './wilsen-objects.ts'

const channels = {
  distance: 'distance',
  fill: 'bin.fill',
  waterLevel: 'water.level',
  temperature: 'air.temperature',
  battery: 'battery',
  valve1: 'valve.open',
  valve2: 'valve.open',
  target1: 'input.active',
  target2: 'input.active',
} as const
type Channel = keyof typeof channels

/** Values by tag in hex. Everything on the wire has its most significant byte first. */
const values: Readonly<Record<string, readonly [channel: Channel, read: (frame: ByteReader) => number]>> = {
  '0201': ['temperature', (frame) => tenths(frame.f32())],
  '0b01': ['distance', (frame) => frame.u16() / 100],
  '0b02': ['distance', (frame) => frame.u16() / 1000],
  '0b06': ['fill', (frame) => frame.u8()],
  '0b08': ['waterLevel', (frame) => frame.u16() / 1000],
  '5101': ['battery', (frame) => frame.u8() / 10],
}

const inputNames: Record<number, string> = {
  0: 'low',
  1: 'high',
  7: 'not asked',
  8: 'short circuit',
  9: 'not connected',
  10: 'invalid current',
}

/** WILSEN.node and WILSEN.valve: a nibble for each, 0 and 1 are states, the rest says why there is none. */
function states(tag: string, frame: ByteReader): Reading<Channel>[] {
  const byte = frame.u8()
  const names = tag === '0c02' ? (['valve1', 'valve2'] as const) : (['target1', 'target2'] as const)
  return names.flatMap((channel, i) => {
    const value = (byte >> (4 * i)) & 15
    return value <= 1 ? [{ channel, value }] : []
  })
}

function details(word: number) {
  return [0, 4, 8, 12].map((shift) => inputNames[(word >> shift) & 15] ?? 'invalid')
}

function decode(bytes: Uint8Array) {
  const frame = new ByteReader(bytes)
  const readings: Reading<Channel>[] = []
  const info: Record<string, unknown> = {}
  const position: Partial<DevicePosition> = {}
  if (frame.left === 0) throw new FrameError('frame_truncated', 'an empty frame')
  while (frame.left > 0) {
    const object = new ByteReader(frame.take(frame.u8()))
    const tag = hexOf(object.take(2))
    const known = values[tag]
    const fact = facts[tag]
    if (known) readings.push({ channel: known[0], value: known[1](object) })
    else if (fact) info[fact[0]] = fact[1](object)
    else if (tag === '5001') position.latitude = object.i32() / 1e6
    else if (tag === '5002') position.longitude = object.i32() / 1e6
    else if (tag === '0c02' || tag === '0c04') readings.push(...states(tag, object))
    else if (tag === '0c03') info.sensors = details(object.u16())
    else info[tag] = hexOf(object.rest())
  }
  const { longitude, latitude } = position
  const known = longitude !== undefined && latitude !== undefined
  return { readings, info, ...(known ? { position: { longitude, latitude } } : {}) }
}

export default defineDevice({
  id: 'pf-wilsen-sonic',
  version: 1,
  maker: 'Pepperl+Fuchs',
  model: 'WILSEN.sonic',
  description:
    'Ultrasonic level and distance sensor for containers, with position (also WILSEN.node and .valve)',
  source: 'Pepperl+Fuchs WILSEN.sonic.level, manual, “LoRaWAN payload”',
  expectedIntervalMs: 6 * 3_600_000,
  channels,
  decode: ({ bytes }) => decode(bytes),
  frame: ({ distance, fill, waterLevel, temperature, battery }, _at, position) => {
    const objects: [tag: number[], value: number[]][] = []
    if (distance !== undefined) objects.push([[0x0b, 0x02], u16(distance * 1000)])
    if (fill !== undefined) objects.push([[0x0b, 0x06], u8(fill)])
    if (waterLevel !== undefined) objects.push([[0x0b, 0x08], u16(waterLevel * 1000)])
    if (temperature !== undefined) objects.push([[0x02, 0x01], f32(temperature)])
    if (battery !== undefined) objects.push([[0x51, 0x01], u8(battery * 10)])
    if (position) {
      objects.push([[0x50, 0x01], i32(position.latitude * 1e6)])
      objects.push([[0x50, 0x02], i32(position.longitude * 1e6)])
    }
    const bytes = objects.flatMap(([tag, value]) => [2 + value.length, ...tag, ...value])
    return { fPort: 1, bytes: Uint8Array.from(bytes) }
  },
  examples: [
    {
      is: 'container at 93 %, distance in centimetres',
      fPort: 1,
      hex: '040b010031030b065d06020141a6666603510122',
      gives: { distance: 0.49, fill: 93, temperature: 20.8, battery: 3.4 },
    },
    {
      is: 'distance in millimetres, with a position',
      fPort: 1,
      hex: '040b0206b9030b07ff06020141b9999a0351012406500102f4006f0650020081336d',
      gives: { distance: 1.721, temperature: 23.2, battery: 3.6 },
    },
    {
      is: 'water level',
      fPort: 1,
      hex: '040b080150030b07ff06020141b0cccd03510123',
      gives: { waterLevel: 0.336, temperature: 22.1, battery: 3.5 },
    },
    {
      is: 'valves: first open, second not connected',
      fPort: 1,
      hex: '030c0231040c03990106020141bc000003510124',
      gives: { valve1: 1, temperature: 23.5, battery: 3.6 },
    },
    { is: 'settings echoed', fPort: 1, hex: '04f405009604f40607d003f40b0103f40c0103f40d0a', gives: {} },
    { is: 'an object longer than the frame', fPort: 1, hex: '080b0206b9', refuses: 'frame_truncated' },
    { is: 'an object without a tag', fPort: 1, hex: '01ff', refuses: 'frame_truncated' },
  ],
})
