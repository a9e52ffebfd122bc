import { ByteReader } from '../byte-reader.ts'
import { u8 } from '../byte-writer.ts'
import { type Decoded, defineDevice, FrameError } from '../define-device.ts'
import { hexOf } from '../hex.ts'
import { operations } from './mlr003-operation.ts'
import { settings } from './mlr003-settings.ts'

type Channel = 'valve' | 'setpoint' | 'temperature' | 'flowTemperature' | 'storage'

const flags = (byte: number, names: readonly (string | null)[]) =>
  Object.fromEntries(
    names.flatMap((name, index) => (name === null ? [] : [[name, (byte >> (7 - index)) & 1]])),
  )
/** From the highest bit. */
const conditions = [
  null,
  'energyStorageLow',
  'harvesting',
  'ambientSensorFailure',
  'flowSensorFailure',
  'radioError',
  'weakSignal',
  'motorError',
]
const states = [
  'zeroError',
  'storageFull',
  'operatingCondition',
  'calibrated',
  'temperatureDrop',
  null,
  null,
  null,
]
const userMode = 0x07

/** The status, each ten minutes. Older firmware leaves out the last one or two bytes. */
function readStatus(frame: ByteReader): Decoded<Channel> {
  const valve = frame.u8()
  const flowRaw = frame.u8() / 2
  const flowTemperature = frame.u8() / 2
  const ambientRaw = frame.u8() / 4
  const temperature = frame.u8() / 4
  const condition = frame.u8()
  const storage = (frame.u8() * 2) / 100
  const consumedMicroamps = 10 * frame.u8()
  const generatedMicroamps = 10 * frame.u8()
  const state = frame.left > 0 ? frame.u8() : 0
  const value = frame.left > 0 ? frame.u8() : null
  const usedTemperature = frame.left > 0 ? frame.u8() / 4 : null
  const mode = state & userMode
  const readings: Decoded<Channel>['readings'] = [
    { channel: 'valve', value: valve },
    { channel: 'flowTemperature', value: flowTemperature },
    { channel: 'temperature', value: temperature },
    { channel: 'storage', value: storage },
  ]
  // Mode 0 holds the valve: there is no set-point then.
  if (value !== null && mode !== 0) readings.push({ channel: 'setpoint', value: value / 2 })
  return {
    readings,
    info: {
      ...flags(condition, conditions),
      ...flags(state, states),
      flowRaw,
      ambientRaw,
      consumedMicroamps,
      generatedMicroamps,
      userMode: mode,
      userValue: value === null ? null : mode === 0 ? value : value / 2,
      usedTemperature,
    },
  }
}

/** What the other ports answer, as the maker names it. */
const answers: Record<number, (frame: ByteReader) => Record<string, unknown>> = {
  4: (frame) => ({ spreadingFactor: 7 + frame.u8() }),
  5: (frame) => {
    const [percent, code] = [frame.u8(), frame.u8()]
    return { openingPercent: percent, openingFound: code >= 0x80, status: code & 0x7f }
  },
  6: (frame) => {
    const byte = frame.u8()
    return { temperatureDrop: byte >> 4 !== 0xf, byte }
  },
  15: (frame) => {
    const byte = frame.u8()
    return { staysOn: byte >= 0x80, recalibrated: (byte & 0x40) !== 0, switchedOff: (byte & 0x20) !== 0 }
  },
}

export default defineDevice({
  id: 'micropelt-mlr003',
  version: 1,
  maker: 'Micropelt',
  model: 'MLR003',
  description:
    'Spindle drive that lives on the heat of the pipe: thermostat of a radiator, or the opening that it is told',
  source: 'Micropelt MLR003 LoRaWAN payload description, revision 3.1',
  expectedIntervalMs: 600_000,
  channels: {
    valve: 'valve.position',
    setpoint: 'heating.setpoint',
    temperature: 'air.temperature',
    flowTemperature: 'heating.flowTemperature',
    storage: 'supply.storageVoltage',
  },
  decode({ fPort, bytes }) {
    const frame = new ByteReader(bytes)
    if (fPort === 1) return readStatus(frame)
    const answer = answers[fPort]
    if (answer) return { readings: [], info: { port: fPort, ...answer(frame) } }
    if (fPort >= 2 && fPort <= 15) return { readings: [], info: { port: fPort, bytes: hexOf(bytes) } }
    throw new FrameError('frame_unknown', `port ${fPort}`)
  },
  frame({ valve = 0, setpoint, temperature = 20, flowTemperature = 20, storage = 2.7 }) {
    const kept = setpoint === undefined
    return {
      fPort: 1,
      bytes: Uint8Array.from([
        ...u8(valve),
        ...u8(flowTemperature * 2),
        ...u8(flowTemperature * 2),
        ...u8(temperature * 4),
        ...u8(temperature * 4),
        0x20,
        ...u8(storage * 50),
        ...u8(3),
        ...u8(25),
        0x10 | (kept ? 0 : 2),
        ...u8(kept ? valve : setpoint * 2),
        ...u8(temperature * 4),
      ]),
    }
  },
  commands: { ...operations, ...settings },
  examples: [
    {
      is: 'set to 23 °C, 71 % open',
      fPort: 1,
      hex: '475e4e745720882ced522e59',
      gives: { valve: 71, flowTemperature: 39, temperature: 21.75, storage: 2.72, setpoint: 23 },
    },
    {
      is: 'older firmware, shut',
      fPort: 1,
      hex: '003e4273602087010210',
      gives: { valve: 0, flowTemperature: 33, temperature: 24, storage: 2.7 },
    },
    { is: 'spreading factor', fPort: 4, hex: '01', gives: {} },
    { is: 'status cut short', fPort: 1, hex: '475e4e', refuses: 'frame_truncated' },
    { is: 'a port that it does not use', fPort: 16, hex: '00', refuses: 'frame_unknown' },
  ],
})
