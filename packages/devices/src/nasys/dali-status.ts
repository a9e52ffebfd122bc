import type { ByteReader } from '../byte-reader.ts'
import { FrameError } from '../define-device.ts'
import { addressName } from './fields.ts'
import { flags } from './layout.ts'

/** IEC 62386-102 §9.16.3, answer to QUERY STATUS. */
const bits = flags(
  'driver_error',
  'lamp_failure',
  'lamp_on',
  'limit_error',
  'fade_running',
  'reset_state',
  'missing_short_address',
  'power_failure',
)
export type DaliStatus = ReturnType<typeof bits.read>

/** 0xFF stands for a driver that did not answer: the maker reads it as no flag set. */
export function readDaliStatus(reader: ByteReader): DaliStatus {
  if (reader.peek() !== 0xff) return bits.read(reader)
  reader.skip(1)
  return Object.fromEntries(Object.keys(bits.shape).map((name) => [name, false])) as DaliStatus
}

function readAddressedStatus(reader: ByteReader) {
  return { address: addressName(reader.u8()), status: readDaliStatus(reader) }
}

/** Pairs to the end of the frame; a DALI bus has 64 short addresses. */
export function readAddressedStatuses(reader: ByteReader) {
  if (reader.left > 128) throw new FrameError('frame_unknown', 'more drivers than a DALI bus has')
  const statuses: ReturnType<typeof readAddressedStatus>[] = []
  while (reader.left > 0) statuses.push(readAddressedStatus(reader))
  return statuses
}

export const lampOf = ({ lamp_on, lamp_failure }: DaliStatus) => ({
  on: Number(lamp_on),
  failure: Number(lamp_failure),
})

export const daliStatusByte = ({ on, failure }: { on?: number; failure?: number }) =>
  (failure ? 0b10 : 0) | (on ? 0b100 : 0)
