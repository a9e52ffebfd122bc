/** Numbers -> bytes, for downlinks and simulated frames. Values are rounded and clamped: a frame always fits. */
function integer(value: number, size: number, low: number, high: number): number[] {
  const clamped = Math.min(high, Math.max(low, Math.round(value) || 0))
  const unsigned = clamped < 0 ? clamped + 2 ** (8 * size) : clamped
  return Array.from({ length: size }, (_, i) => Math.floor(unsigned / 2 ** (8 * (size - 1 - i))) % 256)
}

const unsignedOf = (size: number) => (value: number) => integer(value, size, 0, 2 ** (8 * size) - 1)
const signedOf = (size: number) => (value: number) =>
  integer(value, size, -(2 ** (8 * size - 1)), 2 ** (8 * size - 1) - 1)

export const u8 = unsignedOf(1)
export const u16 = unsignedOf(2)
export const u24 = unsignedOf(3)
export const u32 = unsignedOf(4)
export const i8 = signedOf(1)
export const i16 = signedOf(2)
export const i24 = signedOf(3)
export const i32 = signedOf(4)
export const u16Le = (value: number) => u16(value).reverse()
export const u24Le = (value: number) => u24(value).reverse()
export const u32Le = (value: number) => u32(value).reverse()
export const i16Le = (value: number) => i16(value).reverse()
export const i32Le = (value: number) => i32(value).reverse()

export function f32(value: number): number[] {
  const view = new DataView(new ArrayBuffer(4))
  view.setFloat32(0, value)
  return Array.from(new Uint8Array(view.buffer))
}
