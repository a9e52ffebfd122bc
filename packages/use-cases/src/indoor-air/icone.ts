/** Indice de confinement: the exact constant. The usual 8.3 is its rounding, and moves the index at a boundary. */
const constant = 2.5 / Math.log10(2)

export const iconeLabels = {
  fr: ['nul', 'faible', 'moyen', 'élevé', 'très élevé', 'extrême'],
  en: ['none', 'low', 'medium', 'high', 'very high', 'extreme'],
} as const

export interface Icone {
  /** Share of values with 1000 < CO2 <= 1700 ppm, and above. */
  f1: number
  f2: number
  /** 0 to 5, unrounded: means and differences are taken of this one. */
  raw: number
  index: number
}

/** CO2 in ppm, of normal occupation only. null: nothing was measured. */
export function icone(ppm: readonly number[]): Icone | null {
  const known = ppm.filter(Number.isFinite)
  return iconeOfCounts({
    fresh: known.filter((value) => value <= 1000).length,
    stale: known.filter((value) => value > 1000 && value <= 1700).length,
    foul: known.filter((value) => value > 1700).length,
  })
}

export function iconeOfCounts({ fresh, stale, foul }: { fresh: number; stale: number; foul: number }) {
  const all = fresh + stale + foul
  if (all === 0) return null
  return iconeOfShares(stale / all, foul / all)
}

export function iconeOfShares(f1: number, f2: number): Icone {
  const raw = constant * Math.log10(1 + f1 + 3 * f2)
  // Half up, after the float's own dust is gone: 2.4999999999999996 is 2.5.
  return { f1, f2, raw, index: Math.floor(Math.round(raw * 1e6) / 1e6 + 0.5) }
}
