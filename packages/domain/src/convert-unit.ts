/** Units that convert into each other: factor and offset to the first of their kind. Codes are UCUM. */
const kinds: Record<string, readonly [factor: number, offset: number]>[] = [
  { Cel: [1, 0], K: [1, -273.15], '[degF]': [5 / 9, -160 / 9] },
  { m: [1, 0], mm: [0.001, 0], cm: [0.01, 0], km: [1000, 0] },
  { m3: [1, 0], L: [0.001, 0], l: [0.001, 0], mL: [1e-6, 0] },
  { hPa: [1, 0], kPa: [10, 0], Pa: [0.01, 0], bar: [1000, 0], mbar: [1, 0] },
  { 'kW.h': [1, 0], 'W.h': [0.001, 0], 'MW.h': [1000, 0], MJ: [1 / 3.6, 0] },
  { 'kvar.h': [1, 0], 'var.h': [0.001, 0] },
  { W: [1, 0], kW: [1000, 0], MW: [1e6, 0] },
  { 'V.A': [1, 0], 'kV.A': [1000, 0] },
  { V: [1, 0], mV: [0.001, 0] },
  { A: [1, 0], mA: [0.001, 0] },
  { s: [1, 0], ms: [0.001, 0], min: [60, 0], h: [3600, 0], d: [86400, 0] },
  { 'm/s': [1, 0], 'km/h': [1 / 3.6, 0] },
  { 'm3/h': [1, 0], 'L/s': [3.6, 0], 'L/min': [0.06, 0], 'L/h': [0.001, 0] },
  { '%': [1, 0], '1': [100, 0], 'm3/m3': [100, 0] },
  { '[ppm]': [1, 0], '[ppb]': [0.001, 0] },
  { 'ug/m3': [1, 0], 'mg/m3': [1000, 0] },
  { 'uS/cm': [1, 0], 'mS/cm': [1000, 0], 'S/m': [10000, 0] },
  { lx: [1, 0], klx: [1000, 0] },
  { Hz: [1, 0], kHz: [1000, 0] },
]
const kindOf = new Map(kinds.flatMap((kind) => Object.keys(kind).map((unit) => [unit, kind] as const)))

/** Undefined when the one unit cannot be brought to the other. */
export function convertUnit(value: number, from: string, to: string): number | undefined {
  if (from === to) return value
  const kind = kindOf.get(from)
  const target = kind?.[to]
  if (!kind || !target) return undefined
  const [factor, offset] = kind[from]!
  return (value * factor + offset - target[1]) / target[0]
}
