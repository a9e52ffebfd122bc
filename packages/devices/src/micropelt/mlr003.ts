import { ByteReader } from '../byte-reader.ts'
import { u8 } from '../byte-writer.ts'
import { type Decoded, defineDevice, FrameError } from '../define-device.ts'
import { hexOf } from '../hex.ts'
import { answers } from './mlr003-answers.ts'
import { operations } from './mlr003-operation.ts'
import { sensing } from './mlr003-sensing.ts'
import { settings } from './mlr003-settings.ts'

type Channel = 'valve' | 'setpoint' | 'temperature' | 'flowTemperature' | 'storage'

const flags = (byte: number, names: readonly (string | null)[]) =>
  Object.fromEntries(
    names.flatMap((name, index) => (name === null ? [] : [[name, (byte >> (7 - index)) & 1]])),
  )
/** From the highest bit. */
const conditions = [
  'temperatureDrop',
  'energyStorageLow',
  'harvesting',
  'ambientSensorFailure',
  'flowSensorFailure',
  'radioError',
  'weakSignal',
  'motorError',
]
const states = ['operatingCondition', 'storageFull', 'zeroError', 'calibrated', null, null, null, null]
const userModeBits = 0x07
/** By mode: what the user value counts. 1 is the set-point of older firmware; 5, a drop of temperature, has no value. */
const userValueSteps: readonly (number | null)[] = [1, 0.5, 0.5, 0.25, 0.25, null, 1, 1]
const setPointModes = [1, 2]

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
  const mode = state & userModeBits
  const step = userValueSteps[mode] ?? null
  const userValue = value === null || step === null ? null : value * step
  const readings: Decoded<Channel>['readings'] = [
    { channel: 'valve', value: valve },
    { channel: 'flowTemperature', value: flowTemperature },
    { channel: 'temperature', value: temperature },
    { channel: 'storage', value: storage },
  ]
  // In the other modes the value is the opening that it holds, or a temperature of the pipe: no set-point.
  if (userValue !== null && setPointModes.includes(mode))
    readings.push({ channel: 'setpoint', value: userValue })
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
      userValue,
      usedTemperature,
    },
  }
}

export default defineDevice({
  id: 'micropelt-mlr003',
  version: 2,
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
  commands: { ...operations, ...settings, ...sensing },
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
    {
      is: 'kept from frost: the value is an opening, no set-point',
      fPort: 1,
      hex: '14282c1010008505001614',
      gives: { valve: 20, flowTemperature: 22, temperature: 4, storage: 2.66 },
    },
    { is: 'versions', fPort: 2, hex: 'c23118090300', gives: {} },
    { is: 'range of the motor', fPort: 3, hex: '09', gives: {} },
    { is: 'spreading factor', fPort: 4, hex: '01', gives: {} },
    { is: 'gains', fPort: 7, hex: '144bac80104a2a', gives: {} },
    { is: 'status cut short', fPort: 1, hex: '475e4e', refuses: 'frame_truncated' },
    { is: 'a port that it does not use', fPort: 16, hex: '00', refuses: 'frame_unknown' },
  ],
})
