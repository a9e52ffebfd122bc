import { z } from 'zod'
import type { ByteReader } from '../byte-reader.ts'
import { i8 as i8Bytes, i16Le, u8 as u8Bytes, u16Le, u32Le } from '../byte-writer.ts'

/**
 * A packet described once: what it looks like on the wire, both ways, and which parameters are allowed in it. The
 * luminaire controllers echo every downlink as an uplink, so each description is needed as decoder and as encoder.
 */
export interface Field<T> {
  schema: z.ZodType<T>
  read(reader: ByteReader): T
  write(value: T): number[]
}

/** A field whose value is an object: parts can be joined, one after the other, into one object. */
export interface Part<T extends object> extends Field<T> {
  shape: z.ZodRawShape
}

const bounded = (low: number, high: number) => z.int().min(low).max(high)

export const u8 = (low = 0, high = 0xff): Field<number> => ({
  schema: bounded(low, high),
  read: (reader) => reader.u8(),
  write: u8Bytes,
})
export const u16 = (low = 0, high = 0xffff): Field<number> => ({
  schema: bounded(low, high),
  read: (reader) => reader.u16Le(),
  write: u16Le,
})
export const u32 = (low = 0, high = 0xffff_ffff): Field<number> => ({
  schema: bounded(low, high),
  read: (reader) => reader.u32Le(),
  write: u32Le,
})
export const i8 = (low = -128, high = 127): Field<number> => ({
  schema: bounded(low, high),
  read: (reader) => reader.i8(),
  write: i8Bytes,
})

/** Degrees in hundredths, signed 16 bits. */
export const hundredths = (limit: number): Field<number> => ({
  schema: z.number().min(-limit).max(limit).multipleOf(0.01),
  read: (reader) => reader.i16Le() / 100,
  write: (value) => i16Le(value * 100),
})

/** A number times a whole factor: minutes sent as seconds, tens of minutes... */
export const times = (field: Field<number>, factor: number, high = 0xff): Field<number> => ({
  schema: z
    .int()
    .min(0)
    .max(high * factor)
    .multipleOf(factor),
  read: (reader) => field.read(reader) * factor,
  write: (value) => field.write(value / factor),
})

/** A number of which some values are words: 255 = `inactive`. */
export function named<const W extends string>(
  field: Field<number>,
  words: Readonly<Record<number, W>>,
): Field<number | W> {
  const numbers = new Map(Object.entries(words).map(([number, word]) => [word, Number(number)]))
  return {
    schema: z.union([field.schema, z.enum(Object.values(words) as [W, ...W[]])]),
    read: (reader) => {
      const value = field.read(reader)
      return words[value] ?? value
    },
    write: (value) => field.write(typeof value === 'number' ? value : numbers.get(value)!),
  }
}

/** A byte that only stands for a word; a byte of no word reads as `invalid`. */
export function word<const W extends string>(words: Readonly<Record<number, W>>): Field<W> {
  const numbers = new Map(Object.entries(words).map(([number, name]) => [name, Number(number)]))
  return {
    schema: z.enum(Object.values(words) as [W, ...W[]]),
    read: (reader) => words[reader.u8()] ?? ('invalid' as W),
    write: (value) => [numbers.get(value)!],
  }
}

export const part = <T extends object>(
  shape: z.ZodRawShape,
  read: (reader: ByteReader) => T,
  write: (value: T) => number[],
): Part<T> => ({ shape, schema: z.object(shape) as unknown as z.ZodType<T>, read, write })

export function struct<T extends object>(fields: { [K in keyof T]: Field<T[K]> }): Part<T> {
  const entries = Object.entries(fields) as [keyof T & string, Field<T[keyof T]>][]
  return part<T>(
    Object.fromEntries(entries.map(([key, { schema }]) => [key, schema])),
    (reader) => Object.fromEntries(entries.map(([key, field]) => [key, field.read(reader)])) as T,
    (value) => entries.flatMap(([key, field]) => field.write(value[key])),
  )
}

/** Bits of one byte, lowest first; null = reserved. */
export function flags<const N extends readonly (string | null)[]>(
  ...names: N
): Part<Record<Exclude<N[number], null>, boolean>> {
  type Value = Record<Exclude<N[number], null>, boolean>
  const bits = names.flatMap((name, bit) => (name === null ? [] : [[name as keyof Value, 1 << bit] as const]))
  return part<Value>(
    Object.fromEntries(bits.map(([name]) => [name, z.boolean()])),
    (reader) => {
      const byte = reader.u8()
      return Object.fromEntries(bits.map(([name, mask]) => [name, (byte & mask) !== 0])) as Value
    },
    (value) => [bits.reduce((byte, [name, mask]) => byte | (value[name] ? mask : 0), 0)],
  )
}

export function join<A extends object, B extends object, C extends object = object>(
  a: Part<A>,
  b: Part<B>,
  c?: Part<C>,
): Part<A & B & C> {
  const parts = [a, b, ...(c ? [c] : [])] as Part<object>[]
  return part<A & B & C>(
    Object.assign({}, ...parts.map(({ shape }) => shape)),
    (reader) => Object.assign({}, ...parts.map(({ read }) => read(reader))),
    (value) => parts.flatMap(({ write }) => write(value)),
  )
}

/** As many as follow until the end of the frame. */
export const list = <T>(field: Field<T>, most: number): Field<T[]> => ({
  schema: z.array(field.schema).max(most),
  read: (reader) => {
    const items: T[] = []
    while (reader.left > 0) items.push(field.read(reader))
    return items
  },
  write: (items) => items.flatMap(field.write),
})

/** A byte with their number, then the items. */
export const counted = <T>(field: Field<T>, most: number): Field<T[]> => ({
  schema: z.array(field.schema).max(most),
  read: (reader) => Array.from({ length: reader.u8() }, () => field.read(reader)),
  write: (items) => [items.length, ...items.flatMap(field.write)],
})
