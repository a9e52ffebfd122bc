import { ByteReader } from '../byte-reader.ts'

const sources = ['mains', 'rechargeable', 'disposable', 'solar', 'tic'] as const
export type PowerSource = (typeof sources)[number]

/** Attribute 0050/0006, node power descriptor: modes, which sources exist, volts of each, the one in use. */
export function powerSources(value: Uint8Array): Partial<Record<PowerSource, number>> {
  const descriptor = new ByteReader(value)
  descriptor.skip(1)
  const present = descriptor.u8()
  return Object.fromEntries(
    sources.flatMap((source, bit) => (present & (1 << bit) ? [[source, descriptor.u16() / 1000]] : [])),
  )
}
