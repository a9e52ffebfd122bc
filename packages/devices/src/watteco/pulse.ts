import { defineDevice, type Reading } from '../define-device.ts'
import { type BatchTable, batchOf } from './batch.ts'
import { wattecoCommands } from './commands.ts'
import { decodeWatteco, type WattecoProfile } from './decode.ts'
import { isStandard, readZcl } from './zcl.ts'

type Channel = 'pulses1' | 'pulses2' | 'pulses3' | 'input1' | 'input2' | 'input3' | 'battery'

/** Pulse Sens’O: four bits of tag. The series of `states` holds all inputs in one number, a bit each. */
const pulse: BatchTable<Channel | 'states'> = {
  tagBits: 4,
  series: {
    0: { channel: 'pulses1', type: 'u32', resolution: 1, perUnit: 1 },
    1: { channel: 'pulses2', type: 'u32', resolution: 1, perUnit: 1 },
    2: { channel: 'pulses3', type: 'u32', resolution: 1, perUnit: 1 },
    3: { channel: 'input1', type: 'bit', resolution: 1, perUnit: 1 },
    4: { channel: 'input2', type: 'bit', resolution: 1, perUnit: 1 },
    5: { channel: 'input3', type: 'bit', resolution: 1, perUnit: 1 },
    6: { channel: 'battery', type: 'u16', resolution: 100, perUnit: 1000, between: [1, 5] },
    7: { channel: 'states', type: 'u16', resolution: 1, perUnit: 1 },
  },
}

/** Flash’O: one bit of tag. */
const flash: BatchTable<Channel> = {
  tagBits: 1,
  series: {
    0: { channel: 'pulses1', type: 'u32', resolution: 1, perUnit: 1 },
    1: { channel: 'battery', type: 'u16', resolution: 100, perUnit: 1000, between: [1, 5] },
  },
}

const profile: WattecoProfile<Channel | 'states'> = {
  attributes: {
    '000f/0402': { channels: ['pulses1', 'pulses2', 'pulses3'] },
    '000f/0055': { channels: ['input1', 'input2', 'input3'], flag: true },
  },
  batch: [pulse, flash],
  power: { disposable: 'battery', rechargeable: 'battery' },
}

const inputs = ['input1', 'input2', 'input3'] as const

/** Cluster 8005: all inputs in one bit field. */
function allInputs(bytes: Uint8Array) {
  if (bytes.length < 4 || !isStandard(bytes)) return undefined
  const frame = readZcl(bytes)
  if (frame.kind !== 'attribute' || frame.key !== '8005/0000' || typeof frame.value !== 'number')
    return undefined
  const bits = frame.value
  return {
    readings: inputs.map((channel, bit) => ({ channel, value: (bits >> bit) & 1 })),
    info: { ...(frame.alarm ? { alarm: true } : {}), ...(frame.causes ? { causes: frame.causes } : {}) },
  }
}

const spread = ({ channel, value, at }: Reading<Channel | 'states'>): Reading<Channel>[] => {
  const time = at ? { at } : {}
  if (channel !== 'states') return [{ channel, value, ...time }]
  return inputs.map((input, bit) => ({ channel: input, value: (value >> bit) & 1, ...time }))
}

export default defineDevice({
  id: 'watteco-pulse',
  version: 1,
  maker: 'nke Watteco',
  model: 'Pulse Sens’O',
  description: 'Three pulse and state inputs (also Flash’O, optical reader of a meter’s diode)',
  source:
    'https://support.watteco.com/pulsesenso/ and https://support.watteco.com/flasho/ (ZCL clusters, batch tables)',
  expectedIntervalMs: 24 * 3_600_000,
  channels: {
    pulses1: 'pulse.total',
    pulses2: 'pulse.total',
    pulses3: 'pulse.total',
    input1: 'input.active',
    input2: 'input.active',
    input3: 'input.active',
    battery: 'battery',
  },
  decode: (uplink) => {
    const all = uplink.fPort === 125 ? allInputs(uplink.bytes) : undefined
    if (all) return all
    const { readings, info } = decodeWatteco(uplink, profile)
    return { readings: readings.flatMap(spread), ...(info ? { info } : {}) }
  },
  frame: (values) => ({ fPort: 125, bytes: batchOf<Channel | 'states'>(pulse, values) }),
  commands: wattecoCommands,
  examples: [
    { is: 'pulses of the first input', fPort: 125, hex: '110a000f04022300000000', gives: { pulses1: 0 } },
    { is: 'pulses of the second input', fPort: 125, hex: '310a000f04022300000102', gives: { pulses2: 258 } },
    {
      is: 'the first of three inputs is closed',
      fPort: 125,
      hex: '110a80050000190371',
      gives: { input1: 1, input2: 0, input3: 0 },
    },
    {
      is: 'a batch: four hours of three counters',
      fPort: 125,
      hex: '3203032cd2dc00000000117b02000080903d005000401040801d11604704d8119024912492247b',
      observedAt: '2023-07-19T07:51:25.508Z',
      gives: {
        pulses1: [0, 0, 0, [0, '2023-07-19T07:51:25.508Z']],
        pulses2: [67108864, 67108864, 67108864, [67108864, '2023-07-19T07:51:25.508Z']],
        pulses3: [[4194560, '2023-07-19T04:51:25.508Z'], 4194560, 4194560, 4194560],
      },
    },
    { is: 'firmware', fPort: 125, hex: '110100000002000d0305020015e2', gives: {} },
    { is: 'a batch cut short', fPort: 125, hex: '3203032cd2dc', refuses: 'frame_truncated' },
    { is: 'another port', fPort: 1, hex: '110a000f04022300000000', refuses: 'frame_unknown' },
  ],
})
