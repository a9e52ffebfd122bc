export interface Random {
  /** In [0, 1). */
  next(): number
  /** Whole number in [0, below). */
  below(limit: number): number
}

/** Mulberry32: one seed, one sequence, on every machine. */
export function seeded(seed: number): Random {
  let state = seed | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return { next, below: (limit) => (next() * limit) | 0 }
}
