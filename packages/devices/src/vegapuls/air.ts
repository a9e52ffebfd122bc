import { ByteReader, shortFloat } from '../byte-reader.ts'
import { f32, i16, u8 } from '../byte-writer.ts'
import { type DevicePosition, defineDevice, FrameError, type Reading } from '../define-device.ts'
import { hexOf } from '../hex.ts'

type Channel = 'distance' | 'fill' | 'temperature' | 'battery' | 'tilt' | 'fault'

/** NAMUR NE 107 state of the device. */
const namur = ['good', 'functionCheck', 'maintenanceRequired', 'outOfSpecification', 'failure']

/** HART unit codes: metres in one of it, or percent. */
const metres: Record<number, number> = { 44: 0.3048, 45: 1, 47: 0.0254, 48: 0.01, 49: 0.001 }
const percent = 57

/** What follows battery, by packet: temperature, position, the maker's own status word. */
const packets: Record<number, { temperature: boolean; position: boolean; status: boolean }> = {
  2: { temperature: true, position: false, status: false },
  3: { temperature: true, position: true, status: false },
  4: { temperature: true, position: false, status: true },
  5: { temperature: true, position: true, status: true },
  8: { temperature: false, position: false, status: false },
}

function measured(value: number, unit: number): Reading<Channel>[] {
  // The device sends "not a number" when it has no echo.
  if (!Number.isFinite(value)) return []
  if (unit === percent) return [{ channel: 'fill', value: shortFloat(value) }]
  const factor = metres[unit]
  return factor === undefined ? [] : [{ channel: 'distance', value: shortFloat(value) * factor }]
}

function decode(bytes: Uint8Array) {
  const frame = new ByteReader(bytes)
  const packet = frame.u8()
  if (packet === 0xfe) return { readings: [], info: { packet, type: 'dummy' } }
  const has = packets[packet]
  if (!has) throw new FrameError('frame_unknown', `packet ${packet}`)
  const status = frame.u8()
  const value = frame.f32()
  const unit = frame.u8()
  const readings: Reading<Channel>[] = [
    ...measured(value, unit),
    { channel: 'fault', value: Number(status !== 0) },
    { channel: 'battery', value: frame.u8() },
  ]
  const info: Record<string, unknown> = { packet, namur: namur[status] ?? status, unit }
  if (!Number.isFinite(value)) info.noEcho = true
  if (has.temperature) readings.push({ channel: 'temperature', value: frame.i16() / 10 })
  let position: DevicePosition | undefined
  if (has.position) {
    const latitude = shortFloat(frame.f32())
    const longitude = shortFloat(frame.f32())
    // 0, 0 is a device without a fix, not one in the Gulf of Guinea.
    if (latitude !== 0 || longitude !== 0) position = { longitude, latitude }
  }
  if (has.status) info.deviceStatus = frame.u32()
  if (frame.left > 0) readings.push({ channel: 'tilt', value: frame.u8() })
  if (frame.left > 0) info.rest = hexOf(frame.rest())
  return { readings, info, ...(position && Number.isFinite(position.latitude) ? { position } : {}) }
}

export default defineDevice({
  id: 'vegapuls-air',
  version: 1,
  maker: 'VEGA',
  model: 'VEGAPULS Air',
  description: 'Radar level sensor on battery: distance to the surface, tilt, position',
  source: 'VEGA, VEGAPULS Air 23/41/42, operating instructions, “LoRaWAN data transmission”',
  expectedIntervalMs: 6 * 3_600_000,
  channels: {
    distance: 'distance',
    fill: 'bin.fill',
    temperature: 'device.temperature',
    battery: 'battery.level',
    tilt: 'tilt.angle',
    fault: 'device.fault',
  },
  decode: ({ bytes }) => decode(bytes),
  frame: ({ distance = 0, battery = 100, temperature = 20, tilt = 0, fault = 0 }) => ({
    fPort: 1,
    bytes: Uint8Array.from([
      2,
      fault ? 4 : 0,
      ...f32(distance),
      45,
      ...u8(battery),
      ...i16(temperature * 10),
      ...u8(tilt),
    ]),
  }),
  examples: [
    {
      is: '1.27 m at 25 °C',
      fPort: 1,
      hex: '02003fa31f152d2400fa09',
      gives: { distance: 1.274386, temperature: 25, battery: 36, tilt: 9, fault: 0 },
    },
    {
      is: 'with position and status word, below zero, maintenance required',
      fPort: 1,
      hex: '0502400000002d64ffec4248000040a000000000000105',
      gives: { distance: 2, temperature: -2, battery: 100, tilt: 5, fault: 1 },
    },
    {
      is: 'no echo',
      fPort: 1,
      hex: '02037fc000002d5000c802',
      gives: { temperature: 20, battery: 80, tilt: 2, fault: 1 },
    },
    {
      is: 'percent',
      fPort: 1,
      hex: '020042480000392800c802',
      gives: { fill: 50, temperature: 20, battery: 40, tilt: 2, fault: 0 },
    },
    { is: 'dummy', fPort: 1, hex: 'fe', gives: {} },
    { is: 'cut short', fPort: 1, hex: '02003fa3', refuses: 'frame_truncated' },
    { is: 'another packet', fPort: 1, hex: '63', refuses: 'frame_unknown' },
  ],
})
