/** Water at 20 Cel: bulk modulus in Pa, density in kg/m3. */
export const water = { bulkPa: 2.19e9, densityKgM3: 998.2 }

/** Young's modulus of the wall, Pa. Typical values: makers' tables differ, so a celerity carries +-10 %. */
export const youngPa = {
  steel: 207e9,
  ductileIron: 165e9,
  greyIron: 100e9,
  asbestosCement: 24e9,
  pvc: 3e9,
  pe100: 0.9e9,
} as const

export type PipeMaterial = keyof typeof youngPa

/** Standard deviation of a celerity that was computed and not measured, as a share of it. */
export const celerityUncertainty = 0.1

export interface Wall {
  outerDiameterM: number
  wallM: number
  youngPa: number
  bulkPa?: number
  densityKgM3?: number
}

/** Speed of a pressure wave in a pipe full of water, m/s (Korteweg): c = sqrt(K/rho / (1 + K/E x Di/e)). */
export function celerity({
  outerDiameterM,
  wallM,
  youngPa: young,
  bulkPa = water.bulkPa,
  densityKgM3 = water.densityKgM3,
}: Wall): number {
  const innerM = outerDiameterM - 2 * wallM
  return Math.sqrt(bulkPa / densityKgM3 / (1 + (bulkPa / young) * (innerM / wallM)))
}

/** Walls of a class of pipe as a share of the outer diameter, where the register knows only material and diameter. */
const wallShare: Record<PipeMaterial, number> = {
  steel: 0.03,
  ductileIron: 0.052,
  greyIron: 0.085,
  asbestosCement: 0.11,
  pvc: 0.06,
  pe100: 1 / 11,
}

/** Celerity by material and nominal diameter, for the table of a network's register. */
export const typicalCelerity = (material: PipeMaterial, diameterMm: number): number =>
  celerity({
    outerDiameterM: diameterMm / 1000,
    wallM: (diameterMm / 1000) * wallShare[material],
    youngPa: youngPa[material],
  })

const names: readonly [RegExp, PipeMaterial][] = [
  [/ductile/i, 'ductileIron'],
  [/fonte|iron/i, 'greyIron'],
  [/acier|steel/i, 'steel'],
  [/amiante|asbestos/i, 'asbestosCement'],
  [/pvc/i, 'pvc'],
  [/\bpe|polyéthylène|pehd|hdpe/i, 'pe100'],
]

/** The material that a register names in French or English; null when it is none of ours. */
export const materialOf = (name: string): PipeMaterial | null =>
  names.find(([pattern]) => pattern.test(name))?.[1] ?? null
