import { z } from 'zod'
import { u16 } from '../byte-writer.ts'
import { command } from '../define-device.ts'
import { hexOf } from '../hex.ts'

/** CRC-16/MODBUS over command and parameter, most significant byte first on the wire. */
function crc16(bytes: readonly number[]): number {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1
  }
  return crc
}

const frame = (code: number, parameter: number) => {
  const body = [...u16(code), ...u16(parameter)]
  return { fPort: 1, bytes: Uint8Array.from([...body, ...u16(crc16(body))]) }
}

/** Code and parameter of a downlink whose checksum is right. */
function read(fPort: number, bytes: Uint8Array): [code: number, parameter: number] | undefined {
  if (fPort !== 1 || bytes.length !== 6) return undefined
  const word = (at: number) => bytes[at]! * 256 + bytes[at + 1]!
  return crc16([...bytes.subarray(0, 4)]) === word(4) ? [word(0), word(2)] : undefined
}

const settings = {
  period: [0x0001, 1, 65535, 'Time between two samples, in seconds'],
  dataRate: [0x0003, 0, 15, 'Data rate of the next sending'],
  dataRateMin: [0x0009, 0, 15, 'Lowest data rate'],
  dataRateMax: [0x000b, 0, 15, 'Highest data rate'],
  powerIndexMin: [0x000d, 0, 15, 'Lowest index of transmission power'],
  powerIndexMax: [0x000f, 0, 15, 'Highest index of transmission power'],
  sendPeriod: [0x0011, 0, 65535, 'Send after so many samples'],
  joinPeriod: [0x0013, 0, 1000, 'Join again after so many hours, 0 never'],
  powerIndex: [0x0015, 0, 15, 'Index of transmission power of the next sending'],
  linkCheckPeriod: [0x0017, 0, 65535, 'Link check after so many sendings'],
  linkCheckTolerance: [0x0019, 0, 65535, 'Link checks that may fail'],
  linkCheckLimit: [0x001b, 0, 65535, 'Failed link checks before joining again'],
  port: [0x001d, 1, 223, 'Port of the uplinks'],
} as const satisfies Record<string, readonly [code: number, low: number, high: number, description: string]>

function setting([code, low, high, description]: readonly [number, number, number, string]) {
  const example = Math.min(high, Math.max(low, 600))
  return command<{ value: number; save: boolean }>({
    description,
    // Saved settings survive a restart; their codes are one higher.
    parameters: z.object({ value: z.int().min(low).max(high), save: z.boolean() }),
    encode: ({ value, save }) => frame(code + (save ? 1 : 0), value),
    decode: ({ fPort, bytes }) => {
      const [got, value] = read(fPort, bytes) ?? []
      const known = got === code || got === code + 1
      if (!known || value === undefined || value < low || value > high) return undefined
      return { value, save: got === code + 1 }
    },
    examples: [
      {
        is: `${description}: ${example}`,
        parameters: { value: example, save: false },
        fPort: 1,
        hex: hexOf(frame(code, example).bytes),
      },
    ],
  })
}

function plain(description: string, code: number) {
  return command({
    description,
    parameters: z.object({}),
    encode: () => frame(code, 0),
    decode: ({ fPort, bytes }) => (read(fPort, bytes)?.[0] === code ? {} : undefined),
    examples: [{ is: description, parameters: {}, fPort: 1, hex: hexOf(frame(code, 0).bytes) }],
  })
}

export const decentlabCommands = {
  setPeriod: setting(settings.period),
  setSendPeriod: setting(settings.sendPeriod),
  setJoinPeriod: setting(settings.joinPeriod),
  setDataRate: setting(settings.dataRate),
  setDataRateMin: setting(settings.dataRateMin),
  setDataRateMax: setting(settings.dataRateMax),
  setPowerIndex: setting(settings.powerIndex),
  setPowerIndexMin: setting(settings.powerIndexMin),
  setPowerIndexMax: setting(settings.powerIndexMax),
  setLinkCheckPeriod: setting(settings.linkCheckPeriod),
  setLinkCheckTolerance: setting(settings.linkCheckTolerance),
  setLinkCheckLimit: setting(settings.linkCheckLimit),
  setPort: setting(settings.port),
  adaptDataRate: plain('Let the network choose the data rate', 0x0005),
  fixDataRate: plain('Keep the data rate', 0x0007),
  reset: plain('Restart the device', 0xfefe),
  factoryReset: plain('Back to factory settings', 0xfef0),
  sleep: plain('Switch off', 0xfef1),
}
