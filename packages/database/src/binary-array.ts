import { dayMs, epochMs, writeInt8 } from './binary-value.ts'

/**
 * Columns as PostgreSQL's binary arrays (array_send in src/backend/utils/adt/arrayfuncs.c): `unnest` of these is
 * measured half as dear again as of text arrays, for the parser of numbers and dates has nothing to do.
 */
const oid = {
  bool: 16,
  bytea: 17,
  int8: 20,
  int2: 21,
  int4: 23,
  text: 25,
  json: 114,
  float4: 700,
  float8: 701,
}
const dateOids = { date: 1082, timestamptz: 1184, uuid: 2950 }
const headerBytes = 20

type Column<T> = readonly (T | null)[]

export const int2Array = (values: Column<number>) =>
  fixed(values, oid.int2, 2, (buffer, value, at) => buffer.writeInt16BE(value, at))
export const int4Array = (values: Column<number>) =>
  fixed(values, oid.int4, 4, (buffer, value, at) => buffer.writeInt32BE(value, at))
export const int8Array = (values: Column<number>) => fixed(values, oid.int8, 8, writeInt8)
export const float4Array = (values: Column<number>) =>
  fixed(values, oid.float4, 4, (buffer, value, at) => buffer.writeFloatBE(value, at))
export const float8Array = (values: Column<number>) =>
  fixed(values, oid.float8, 8, (buffer, value, at) => buffer.writeDoubleBE(value, at))
/** Milliseconds since 1970. */
export const timestamptzArray = (values: Column<number>) =>
  fixed(values, dateOids.timestamptz, 8, (buffer, value, at) =>
    writeInt8(buffer, (value - epochMs) * 1000, at),
  )
/** The UTC day of milliseconds since 1970. */
export const dateArray = (values: Column<number>) =>
  fixed(values, dateOids.date, 4, (buffer, value, at) =>
    buffer.writeInt32BE(Math.floor((value - epochMs) / dayMs), at),
  )
/** 32 hex digits, without hyphens. */
export const uuidArray = (values: Column<string>) =>
  fixed(values, dateOids.uuid, 16, (buffer, value, at) => buffer.write(value, at, 16, 'hex'))

export const textArray = (values: Column<string>) => texts(values, oid.text)
export const jsonArray = (values: Column<string>) => texts(values, oid.json)

export function byteaArray(values: Column<Uint8Array>): Buffer {
  const buffer = start(
    values,
    oid.bytea,
    values.reduce((sum, value) => sum + (value?.length ?? 0), 0),
  )
  let at = headerBytes
  for (const value of values) {
    at = buffer.writeInt32BE(value === null ? -1 : value.length, at)
    if (value === null) continue
    buffer.set(value, at)
    at += value.length
  }
  return buffer
}

function texts(values: Column<string>, type: number): Buffer {
  let bytes = 0
  for (const value of values) if (value !== null) bytes += Buffer.byteLength(value)
  const buffer = start(values, type, bytes)
  let at = headerBytes
  for (const value of values) {
    if (value === null) {
      at = buffer.writeInt32BE(-1, at)
    } else {
      const length = buffer.write(value, at + 4)
      at = buffer.writeInt32BE(length, at) + length
    }
  }
  return buffer
}

function fixed<T>(
  values: Column<T>,
  type: number,
  size: number,
  write: (buffer: Buffer, value: T, at: number) => void,
): Buffer {
  // By position: an iterator boxes each number that it hands out, and tens of thousands pass here a batch.
  let present = 0
  for (let i = 0; i < values.length; i++) if (values[i] !== null) present++
  const buffer = start(values, type, present * size)
  let at = headerBytes
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (value === null) {
      at = buffer.writeInt32BE(-1, at)
    } else {
      at = buffer.writeInt32BE(size, at)
      write(buffer, value, at)
      at += size
    }
  }
  return buffer
}

function start(values: Column<unknown>, type: number, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(headerBytes + values.length * 4 + bytes)
  buffer.writeInt32BE(1, 0)
  buffer.writeInt32BE(values.includes(null) ? 1 : 0, 4)
  buffer.writeInt32BE(type, 8)
  buffer.writeInt32BE(values.length, 12)
  buffer.writeInt32BE(1, 16)
  return buffer
}
