import { defineDevice, type Reading } from '../define-device.ts'
import { clearHistory, queryStatus, reboot, setReportInterval, synchroniseTime } from './commands.ts'
import { decodeTlv, type Field, type Fields, field, tlvFrame, value } from './tlv.ts'
import { bit, u8, u16, u32 } from './tlv-numbers.ts'
import { readValveTask, setPulses, setValve } from './valve-commands.ts'

type Channel =
  | 'valve1'
  | 'valve2'
  | 'pulses1'
  | 'pulses2'
  | 'gpio1'
  | 'gpio2'
  | 'pressure'
  | 'pressureAlarm'
  | 'battery'

/** FF instead of a state: a delayed order that failed. */
const valve = (channel: 'valve1' | 'valve2'): Field<Channel> => ({
  channel,
  write: (open) => [open ? 1 : 0],
  read: (frame) => {
    const state = frame.u8()
    if (state === 0xff) return { info: { [`${channel}Result`]: 'failed' } }
    return { readings: [{ channel, value: state === 0 ? 0 : 1 }] }
  },
})

const history = field<Channel>((frame) => {
  const at = new Date(frame.u32Le() * 1000)
  const state = frame.u8()
  const pulses = frame.u32Le()
  const valve = (state >> 4) & 1 ? '2' : '1'
  const counts = ((state >> 1) & 1) === 1
  const readings: Reading<Channel>[] = [
    { channel: `valve${valve}`, value: state & 1, at },
    counts
      ? { channel: `pulses${valve}`, value: pulses, at }
      : { channel: `gpio${valve}`, value: (state >> 2) & 1, at },
  ]
  return { readings }
})

const tasks = ['free', 'normal local plan', 'force local plan', 'rain stop plan', 'temporary control plan']
const task = (channel: 'valve1' | 'valve2') =>
  field<Channel>((frame) => {
    const [plan, state, ordered] = [frame.u8(), frame.u8(), frame.u8()]
    return {
      readings: [{ channel, value: state === 0 ? 0 : 1 }],
      info: {
        [`${channel}Task`]: tasks[plan] ?? plan,
        [`${channel}Ordered`]: ordered === 1 ? 'open' : 'close',
      },
    }
  })

const strategies = ['always', 'valve 1 open', 'valve 2 open', 'valve 1 or 2 open']
const conditions = ['none', 'less than', 'greater than', 'between', 'outside']
const pressureAlarm = field<Channel>((frame) => {
  const info = {
    pressureAlarmWhen: strategies[frame.u8()],
    pressureAlarmIf: conditions[frame.u8()],
    pressureAlarmMin: frame.u16Le(),
    pressureAlarmMax: frame.u16Le(),
  }
  return {
    readings: [
      { channel: 'pressure', value: frame.u16Le() },
      { channel: 'pressureAlarm', value: frame.u8() & 1 },
    ],
    info,
  }
})

const fields: Fields<Channel> = {
  '0175': value('battery', u8()),
  '0301': valve('valve1'),
  '0501': valve('valve2'),
  '04c8': value('pulses1', u32()),
  '06c8': value('pulses2', u32()),
  '0701': value('gpio1', bit),
  '0801': value('gpio2', bit),
  '097b': value('pressure', u16()),
  b97b: field((frame) => ({ info: { pressureError: frame.u8() } })),
  '0bf5': pressureAlarm,
  '0eaf': task('valve1'),
  '0faf': task('valve2'),
  '20ce': history,
  '21ce': field((frame) => {
    const at = new Date(frame.u32Le() * 1000)
    return { readings: [{ channel: 'pressure', value: frame.u16Le(), at }] }
  }),
  ff12: field((frame) => ({ info: { customMessage: String.fromCharCode(...frame.rest()) } })),
  ff1d: field(readValveTask),
  fe1d: field(readValveTask),
}

export default defineDevice({
  id: 'milesight-uc511',
  version: 1,
  maker: 'Milesight',
  model: 'UC511',
  description: 'Controller of two solenoid valves with pulse inputs (also UC512)',
  source: 'Milesight UC511 / UC512 User Guide, section “Device Payload”',
  expectedIntervalMs: 20 * 60_000,
  channels: {
    valve1: 'valve.open',
    valve2: 'valve.open',
    pulses1: 'pulse.total',
    pulses2: 'pulse.total',
    gpio1: 'input.active',
    gpio2: 'input.active',
    pressure: 'water.pressure',
    pressureAlarm: 'device.fault',
    battery: 'battery.level',
  },
  decode: ({ bytes }) => decodeTlv(bytes, fields),
  frame: (values) => tlvFrame(fields, values),
  commands: { setValve, setPulses, setReportInterval, reboot, queryStatus, synchroniseTime, clearHistory },
  examples: [
    { is: 'the first valve is open', fPort: 85, hex: '030101', gives: { valve1: 1 } },
    {
      is: 'both valves with counters and pressure',
      fPort: 85,
      hex: '01756403010004c82c01000005010106c80a000000097bf401',
      gives: { battery: 100, valve1: 0, pulses1: 300, valve2: 1, pulses2: 10, pressure: 500 },
    },
    {
      is: 'history: the second valve opened',
      fPort: 85,
      hex: '20ce40dce665131e000000',
      gives: {
        valve2: [[1, '2024-03-05T08:48:00Z']],
        pulses2: [[30, '2024-03-05T08:48:00Z']],
      },
    },
    { is: 'power on', fPort: 85, hex: 'ff0bff', gives: {} },
    { is: 'the answer to an order', fPort: 85, hex: 'fe1d2000', gives: {} },
    { is: 'a valve cut short', fPort: 85, hex: '0301', refuses: 'frame_truncated' },
    { is: 'another device', fPort: 85, hex: '7f7f00', refuses: 'frame_unknown' },
  ],
})
