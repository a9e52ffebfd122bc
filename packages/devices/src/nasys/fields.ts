import { z } from 'zod'
import { bytesOf, hexOf } from '../hex.ts'
import { type Field, named, part, struct, u8 } from './layout.ts'

/**
 * DALI addressing byte (IEC 62386-102): bit 0 clear = direct arc power to a short address (0AAAAAA0) or a group
 * (100AAAA0); 0xFE = broadcast. The maker adds 0x01 for the 0-10 V output and gives 0xFF a meaning per packet.
 */
export const addressName = (byte: number, ff = 'invalid'): string => {
  if (byte === 0x01) return 'analog_0_10v'
  if (byte === 0xfe) return 'dali_broadcast'
  if (byte === 0xff) return ff
  if (byte & 0x01) return 'invalid'
  return byte & 0x80 ? `dali_group_${(byte >> 1) & 0xf}` : `dali_single_${byte >> 1}`
}

const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`)
const names = [
  'dali_broadcast',
  'analog_0_10v',
  ...numbered('dali_single_', 64),
  ...numbered('dali_group_', 16),
]
const byteOf = new Map([
  ...names.slice(2, 66).map((name, i) => [name, 2 * i] as const),
  ...names.slice(66).map((name, i) => [name, 0x80 + 2 * i] as const),
  ['dali_broadcast', 0xfe] as const,
  ['analog_0_10v', 0x01] as const,
])

/** `dali_broadcast`, `dali_single_0` to 63, `dali_group_0` to 15, `analog_0_10v`, and the packet's word for 0xFF. */
export const address = (ff?: string): Field<string> => ({
  schema: z.enum(ff ? [...names, ff] : names),
  read: (reader) => addressName(reader.u8(), ff),
  write: (name) => [byteOf.get(name) ?? 0xff],
})

export const broadcast = 'dali_broadcast'

/** Percent, 0 to 100; 255 is a word. */
export const level = <const W extends string>(ff: W) => named(u8(0, 100), { 255: ff })

/** Time of day in steps of ten minutes: `17:50`. */
export const stepTime: Field<string> = {
  schema: z.string().regex(/^([01]\d|2[0-3]):[0-5]0$/, 'hh:mm, in steps of ten minutes'),
  read: (reader) => {
    const tens = reader.u8()
    return `${String(Math.floor(tens / 6)).padStart(2, '0')}:${tens % 6}0`
  },
  write: (time) => [Number(time.slice(0, 2)) * 6 + Number(time.slice(3, 4))],
}

export const dimmingStep = struct({ step_time: stepTime, dimming_level__percent: level('inactive') })

export const dayNames = ['holiday', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export const days: Field<string[]> = {
  schema: z
    .array(z.enum(dayNames))
    .max(8)
    .transform((some) => dayNames.filter((day) => some.includes(day))) as unknown as z.ZodType<string[]>,
  read: (reader) => {
    const byte = reader.u8()
    return dayNames.filter((_, bit) => byte & (1 << bit))
  },
  write: (some) => [dayNames.reduce((byte, day, bit) => byte | (some.includes(day) ? 1 << bit : 0), 0)],
}

/** Seconds; DALI fade times (IEC 62386-102 table 5): half a second, then times the square root of two. */
const fades = [0.5, 0.71, 1, 1.41, 2, 2.83, 4, 5.66, 8, 11.31, 16, 22.63, 32, 45.25, 64, 90.51] as const
export const fade: Field<number | 'ignore' | 'invalid_fade'> = {
  schema: z.union([z.literal([...fades]), z.literal('ignore')]),
  read: (reader) => {
    const byte = reader.u8()
    return byte === 0xff ? 'ignore' : (fades[byte] ?? 'invalid_fade')
  },
  write: (value) => [value === 'ignore' ? 0xff : fades.indexOf(value as 1)],
}

/** Before 2015 the clock was never set. */
export const epochText = (seconds: number) =>
  seconds < 1_420_070_400 ? 'invalid_timestamp' : new Date(seconds * 1000).toISOString()

export const monthDay: Field<string> = {
  schema: z.string().regex(/^(0[1-9]|1[0-2])\/(0[1-9]|[12]\d|3[01])$/, 'mm/dd'),
  read: (reader) => [reader.u8(), reader.u8()].map((n) => String(n).padStart(2, '0')).join('/'),
  write: (text) => [Number(text.slice(0, 2)), Number(text.slice(3))],
}

/** Bytes as upper-case hex; without a length, all that follow. */
export const hex = (length?: number): Field<string> => ({
  schema: z
    .string()
    .regex(/^([0-9A-F]{2})+$/, 'upper-case hex')
    .refine((text) => length === undefined || text.length === 2 * length),
  read: (reader) => hexOf(length === undefined ? reader.rest() : reader.take(length)).toUpperCase(),
  write: (text) => [...bytesOf(text)],
})

/** A 32 bit number as it is printed: the wire has it lowest byte first. */
export const serial: Field<string> = {
  schema: z.string().regex(/^[0-9A-F]{8}$/, 'eight hex digits'),
  read: (reader) => hexOf(Array.from(reader.take(4)).reverse()).toUpperCase(),
  write: (text) => [...bytesOf(text)].reverse(),
}

/** Zenith angle in sixths of a degree around the horizon: 96 = end of civil twilight. */
export const zenithStep = part<{ zenith_angle__deg: number; dimming_level__percent: number | 'disabled' }>(
  {
    zenith_angle__deg: z.number().min(69).max(111),
    dimming_level__percent: level('disabled').schema,
  },
  (reader) => ({
    zenith_angle__deg: Number((reader.i8() / 6 + 90).toFixed(2)),
    dimming_level__percent: level('disabled').read(reader),
  }),
  (step) => [
    Math.round((step.zenith_angle__deg - 90) * 6) & 0xff,
    ...level('disabled').write(step.dimming_level__percent),
  ],
)

export const utf8 = new TextEncoder()
export const text = new TextDecoder()
