import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteReader, shortFloat, signed } from './byte-reader.ts'
import { i8, i16, i16Le, i24, i32, i32Le, u8, u16, u16Le, u24, u24Le, u32, u32Le } from './byte-writer.ts'
import { FrameError } from './define-device.ts'
import { bytesOf, hexOf } from './hex.ts'

test.each([
  ['u8', u8, 0, 255],
  ['i8', i8, -128, 127],
  ['u16', u16, 0, 65_535],
  ['u16Le', u16Le, 0, 65_535],
  ['i16', i16, -32_768, 32_767],
  ['i16Le', i16Le, -32_768, 32_767],
  ['u24', u24, 0, 16_777_215],
  ['u24Le', u24Le, 0, 16_777_215],
  ['i24', i24, -8_388_608, 8_388_607],
  ['u32', u32, 0, 4_294_967_295],
  ['u32Le', u32Le, 0, 4_294_967_295],
  ['i32', i32, -2_147_483_648, 2_147_483_647],
  ['i32Le', i32Le, -2_147_483_648, 2_147_483_647],
] as const)('%s reads what it wrote', (reader, write, min, max) => {
  fc.assert(
    fc.property(fc.integer({ min, max }), (value) => {
      expect(new ByteReader(Uint8Array.from(write(value)))[reader]()).toBe(value)
    }),
  )
})

test('a value that does not fit is clamped, not wrapped', () => {
  expect(u8(300)).toEqual([255])
  expect(u8(-1)).toEqual([0])
  expect(i8(-200)).toEqual([0x80])
})

test('reading past the end refuses the frame', () => {
  const reader = new ByteReader(bytesOf('0102'))
  expect(reader.u16()).toBe(0x0102)
  expect(() => reader.u8()).toThrow(FrameError)
  expect(() => new ByteReader(bytesOf('01')).take(2)).toThrow(FrameError)
  expect(() => new ByteReader(bytesOf('01')).skip(-1)).toThrow(FrameError)
})

test('a float is given by its shortest decimal', () => {
  expect(shortFloat(Math.fround(23.2))).toBe(23.2)
  expect(shortFloat(Math.fround(-1e-7))).toBe(-1e-7)
  expect(shortFloat(Number.NaN)).toBeNaN()
})

test('two’s complement of odd widths', () => {
  expect(signed(0x3ff, 10)).toBe(-1)
  expect(signed(0x1ff, 10)).toBe(511)
})

test('hex goes both ways and refuses other text', () => {
  expect(hexOf(bytesOf('0A ff'))).toBe('0aff')
  expect(() => bytesOf('0')).toThrow(RangeError)
  expect(() => bytesOf('zz')).toThrow(RangeError)
})
