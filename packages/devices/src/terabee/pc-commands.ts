import { z } from 'zod'
import { ByteReader } from '../byte-reader.ts'
import { u16, u32 } from '../byte-writer.ts'
import { type Command, command } from '../define-device.ts'

interface Answer {
  name: string
  read?: 'counts' | ((reader: ByteReader) => Record<string, unknown>)
}
const software = (reader: ByteReader) => ({
  software_version: `${reader.u8()}.${reader.u8()}.${reader.u8()}`,
})

/** By port and command number; numbers from 129 set what the number 128 below asks for. */
export const answers: Readonly<Record<string, Answer>> = {
  '2/1': { name: 'CMD_CNT_RST' },
  '2/2': { name: 'CMD_CNT_GET', read: 'counts' },
  '2/130': { name: 'CMD_CNT_SET' },
  '3/1': { name: 'CMD_DEV_RBT' },
  '3/2': { name: 'CMD_TPC_RST' },
  '4/1': { name: 'CMD_GET_VER_PEOPLE_COUNTING', read: software },
  '4/2': { name: 'CMD_GET_VER_WEB_GUI', read: software },
  '4/3': { name: 'CMD_GET_VER_LORA_AGENT', read: software },
  '4/4': { name: 'CMD_GET_VER_ACCESS_POINT', read: software },
  '4/5': { name: 'CMD_GET_VER_UPDATER_WEB_GUI', read: software },
  '4/6': { name: 'CMD_GET_VER_FAN_SERVICE', read: software },
  '5/1': {
    name: 'CMD_GET_AP_STATE',
    read: (reader) => ({ state: reader.u8() === 1 ? 'enabled' : 'disabled' }),
  },
  '5/129': { name: 'CMD_SET_AP_STATE' },
  '6/1': { name: 'CMD_FORCE_REJOIN' },
  '7/1': { name: 'CMD_FORCE_TIME_SYNC' },
  '100/1': { name: 'CMD_GET_HEIGHT', read: (reader) => ({ mounting_height: reader.u16() }) },
  '100/129': { name: 'CMD_SET_HEIGHT' },
  '100/2': {
    name: 'CMD_GET_REVERSE',
    read: (reader) => ({ direction: reader.u8() === 1 ? 'reversed' : 'normal' }),
  },
  '100/130': { name: 'CMD_SET_REVERSE' },
  '100/3': { name: 'CMD_GET_PUSH_PERIOD', read: (reader) => ({ push_period_min: reader.u16() }) },
  '100/131': { name: 'CMD_SET_PUSH_PERIOD' },
  '102/0': { name: 'CMD_SET_AREA_PTS' },
}

interface Sent<P> {
  description: string
  parameters: z.ZodType<P>
  fPort: number
  id: number
  size: number
  write(parameters: P): number[]
  read(reader: ByteReader): P
  example: { is: string; parameters: P; hex: string }
}

const sent = <P>({ description, parameters, fPort, id, size, write, read, example }: Sent<P>) =>
  command<P, string>({
    description,
    parameters,
    encode: (given) => ({ fPort, bytes: Uint8Array.from([id, ...write(given)]) }),
    decode: (frame) => {
      if (frame.fPort !== fPort || frame.bytes[0] !== id || frame.bytes.length !== 1 + size) return undefined
      const parsed = parameters.safeParse(read(new ByteReader(frame.bytes.subarray(1))))
      return parsed.success ? parsed.data : undefined
    },
    examples: [{ ...example, fPort }],
  })

const order = (description: string, fPort: number, id: number) =>
  sent<object>({
    description,
    parameters: z.object({}),
    fPort,
    id,
    size: 0,
    write: () => [],
    read: () => ({}),
    example: { is: description, parameters: {}, hex: id.toString(16).padStart(2, '0') },
  })

const Count = z.int().min(0).max(0xffff_ffff)

export const commands: Readonly<Record<string, Command<never, never>>> = {
  resetCounts: order('Set both totals to zero', 2, 1),
  requestCounts: order('Ask for the totals', 2, 2),
  setCounts: sent({
    description: 'Set the totals',
    parameters: z.object({ in: Count, out: Count }),
    fPort: 2,
    id: 130,
    size: 8,
    write: (totals) => [...u32(totals.in), ...u32(totals.out)],
    read: (reader) => ({ in: reader.u32(), out: reader.u32() }),
    example: { is: 'ten in, nine out', parameters: { in: 10, out: 9 }, hex: '820000000a00000009' },
  }),
  reboot: order('Restart the device', 3, 1),
  restartCounting: order('Restart the counting program', 3, 2),
  rejoin: order('Join the network again', 6, 1),
  synchroniseTime: order('Ask the network for the time', 7, 1),
  setAccessPoint: sent({
    description: 'Turn the Wi-Fi access point of the set-up page on or off',
    parameters: z.object({ on: z.boolean() }),
    fPort: 5,
    id: 129,
    size: 1,
    write: ({ on }) => [on ? 1 : 0],
    read: (reader) => ({ on: reader.u8() === 1 }),
    example: { is: 'off', parameters: { on: false }, hex: '8100' },
  }),
  setHeight: sent({
    description: 'Height of the device over the floor',
    // Millimetres.
    parameters: z.object({ millimetres: z.int().min(0).max(0xffff) }),
    fPort: 100,
    id: 129,
    size: 2,
    write: ({ millimetres }) => u16(millimetres),
    read: (reader) => ({ millimetres: reader.u16() }),
    example: { is: '3 m', parameters: { millimetres: 3000 }, hex: '810bb8' },
  }),
  setReversed: sent({
    description: 'Swap in and out',
    parameters: z.object({ reversed: z.boolean() }),
    fPort: 100,
    id: 130,
    size: 1,
    write: ({ reversed }) => [reversed ? 1 : 0],
    read: (reader) => ({ reversed: reader.u8() === 1 }),
    example: { is: 'swapped', parameters: { reversed: true }, hex: '8201' },
  }),
  setReportInterval: sent({
    description: 'Minutes between two messages',
    parameters: z.object({ minutes: z.int().min(1).max(0xffff) }),
    fPort: 100,
    id: 131,
    size: 2,
    write: ({ minutes }) => u16(minutes),
    read: (reader) => ({ minutes: reader.u16() }),
    example: { is: 'every ten minutes', parameters: { minutes: 10 }, hex: '83000a' },
  }),
}
