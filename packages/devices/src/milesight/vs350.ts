import { z } from 'zod'
import type { ByteReader } from '../byte-reader.ts'
import { u16Le } from '../byte-writer.ts'
import { defineDevice, type Reading } from '../define-device.ts'
import { hexOf } from '../hex.ts'
import { clearHistory, queryStatus, reboot, synchroniseTime, tlvCommand } from './commands.ts'
import { alarmed, decodeTlv, type Field, type Fields, field, tlvFrame, value } from './tlv.ts'
import { i16, u8 } from './tlv-numbers.ts'
import { type AreaChannel, areaFields, areaHistory, countBoth, regionChannels } from './vs121-fields.ts'

type Channel = 'totalIn' | 'totalOut' | 'in' | 'out' | 'temperature' | 'battery' | AreaChannel

const alarms = ['released', 'threshold', '', 'high temperature']

/** In and out, then why it was sent at once. */
const alarmedBoth = (ins: Channel, outs: Channel): Field<Channel> =>
  field((frame) => {
    const { readings } = countBoth(ins, outs).read(frame)
    const flag = frame.u8()
    return { ...(readings ? { readings } : {}), info: { [`${ins}Alarm`]: alarms[flag] ?? flag } }
  })

/** Record 1 is 8 bytes long here and 4 in a VS121: what follows it tells which of the two sent it. */
function isPassage(frame: ByteReader, kind: number) {
  if (kind === 0) return true
  return kind === 1 && (frame.left === 8 || (frame.peek(8) === 0x20 && frame.peek(9) === 0xce))
}

const history = field<Channel>((frame) => {
  const at = new Date(frame.u32Le() * 1000)
  const kind = frame.u8()
  if (!isPassage(frame, kind)) return areaHistory(frame, kind, at)
  const names: Channel[] = kind === 1 ? ['in', 'out', 'totalIn', 'totalOut'] : ['in', 'out']
  const readings: Reading<Channel>[] = names.map((channel) => ({ channel, value: frame.u16Le(), at }))
  return { readings }
})

const supplies = ['battery', 'external', 'charging']

const fields: Fields<Channel> = {
  '0175': value('battery', u8()),
  '0367': value('temperature', i16(10)),
  '04cc': countBoth('totalIn', 'totalOut'),
  '05cc': countBoth('in', 'out'),
  '8367': alarmed('temperature', i16(10)),
  '84cc': alarmedBoth('totalIn', 'totalOut'),
  '85cc': alarmedBoth('in', 'out'),
  '0aef': field((frame) => ({ info: { timestamp: new Date(frame.u32Le() * 1000).toISOString() } })),
  '81ee': field((frame) => ({ info: { sensitivity: frame.u8() } })),
  '20ce': history,
  ffac: field((frame) => ({ info: { installation: hexOf(frame.take(5)) } })),
  ffad: field((frame) => ({ info: { thresholdTrigger: frame.u8() === 0 ? 'threshold' : 'multiple' } })),
  ffcc: field((frame) => ({ info: { power: supplies[frame.u8()] ?? 'unknown' } })),
  ff8e: field((frame) => {
    frame.skip(1)
    return { info: { reportIntervalMinutes: frame.u16Le() } }
  }),
  ...areaFields,
}

const setReportInterval = tlvCommand({
  description: 'Minutes between two reports',
  parameters: z.object({ minutes: z.int().min(1).max(1440) }),
  field: 'ff8e',
  size: 3,
  write: ({ minutes }) => [0, ...u16Le(minutes)],
  read: (frame) => {
    frame.skip(1)
    return { minutes: frame.u16Le() }
  },
  example: { is: 'every quarter of an hour', parameters: { minutes: 15 }, hex: 'ff8e000f00' },
})

const resetTotals = tlvCommand({
  description: 'Sets one of the two totals to zero',
  parameters: z.object({ of: z.enum(['in', 'out']) }),
  field: 'ffa8',
  size: 1,
  write: ({ of }) => [of === 'in' ? 1 : 2],
  read: (frame) => ({ of: frame.u8() === 1 ? ('in' as const) : ('out' as const) }),
  example: { is: 'those who came in', parameters: { of: 'in' as const }, hex: 'ffa801' },
})

export default defineDevice({
  id: 'milesight-vs350',
  version: 1,
  maker: 'Milesight',
  model: 'VS350',
  description: 'Passage and people counters: VS350, VS351 (doors) and VS121 (rooms, with regions)',
  source: 'Milesight VS350, VS351 and VS121 User Guides, section “Device Payload”',
  expectedIntervalMs: 60 * 60_000,
  channels: {
    totalIn: 'people.in.total',
    totalOut: 'people.out.total',
    in: 'people.in',
    out: 'people.out',
    temperature: 'air.temperature',
    battery: 'battery.level',
    people: 'people.count',
    peopleMax: 'people.count',
    lineIn: 'people.in',
    lineOut: 'people.out',
    ...regionChannels,
  },
  decode: ({ bytes }) => decodeTlv(bytes, fields),
  frame(values) {
    const { fPort, bytes } = tlvFrame(fields, values)
    const pair = (key: number, ins: number | undefined, outs: number | undefined) =>
      ins === undefined && outs === undefined ? [] : [key, 0xcc, ...u16Le(ins ?? 0), ...u16Le(outs ?? 0)]
    const regions = [1, 2, 3, 4, 5, 6, 7, 8] as const
    const byRegion = regions.some((region) => values[`region${region}`] !== undefined)
      ? [0x07, 0xd5, ...regions.map((region) => values[`region${region}`] ?? 0)]
      : []
    const people = values.people === undefined ? [] : [0x04, 0xc9, values.people, 0, 0, 0]
    const passages = [...pair(4, values.totalIn, values.totalOut), ...pair(5, values.in, values.out)]
    return { fPort, bytes: Uint8Array.from([...bytes, ...people, ...byRegion, ...passages]) }
  },
  commands: { setReportInterval, resetTotals, reboot, queryStatus, synchroniseTime, clearHistory },
  examples: [
    {
      is: 'battery and temperature',
      fPort: 85,
      hex: '01756403670c01',
      gives: { battery: 100, temperature: 26.8 },
    },
    {
      is: 'totals and the last period',
      fPort: 85,
      hex: '04cc1200160005cc13001400',
      gives: { totalIn: 18, totalOut: 22, in: 19, out: 20 },
    },
    { is: 'too hot', fPort: 85, hex: '8367500103', gives: { temperature: 33.6 } },
    { is: 'too many', fPort: 85, hex: '84cc10271a2701', gives: { totalIn: 10000, totalOut: 10010 } },
    {
      is: 'two records of history',
      fPort: 85,
      hex: '20ce00e1c065000100020020ce10efc065010400050006000700',
      gives: {
        in: [
          [1, '2024-02-05T13:22:08Z'],
          [4, '2024-02-05T14:22:08Z'],
        ],
        out: [
          [2, '2024-02-05T13:22:08Z'],
          [5, '2024-02-05T14:22:08Z'],
        ],
        totalIn: [[6, '2024-02-05T14:22:08Z']],
        totalOut: [[7, '2024-02-05T14:22:08Z']],
      },
    },
    {
      is: 'VS121: three people in eight regions',
      fPort: 85,
      hex: '04c9030800a106cd05',
      gives: { people: 3, peopleMax: 5 },
    },
    {
      is: 'VS121: people by region',
      fPort: 85,
      hex: '07d50100020000000003',
      gives: {
        region1: 1,
        region2: 0,
        region3: 2,
        region4: 0,
        region5: 0,
        region6: 0,
        region7: 0,
        region8: 3,
      },
    },
    { is: 'VS121: flows', fPort: 85, hex: '09da0001000200000000', gives: {} },
    { is: 'counts cut short', fPort: 85, hex: '05cc1300', refuses: 'frame_truncated' },
    { is: 'another device', fPort: 85, hex: '7f7f00', refuses: 'frame_unknown' },
  ],
})
