/** Reproducible randomness: the same key gives the same numbers on each machine, whatever was drawn before. */
export type Random = () => number

/** FNV-1a with a final avalanche, so that keys which differ by one letter give unrelated streams. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

export function mulberry32(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const randomFor = (seed: string, key: string): Random => mulberry32(hashText(`${seed}/${key}`))

export const between = (random: Random, low: number, high: number): number => low + (high - low) * random()

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!
}

/** Smooth noise in -1..1 over the plane: one random value per cell of `scale` metres, blended between cells. */
export function noiseField(seed: string, scale: number): (x: number, y: number) => number {
  const corner = (column: number, row: number) => (hashText(`${seed}:${column}:${row}`) / 4294967295) * 2 - 1
  const cache = new Map<string, number>()
  const at = (column: number, row: number) => {
    const key = `${column}:${row}`
    let value = cache.get(key)
    if (value === undefined) {
      value = corner(column, row)
      cache.set(key, value)
    }
    return value
  }
  const ease = (t: number) => t * t * (3 - 2 * t)
  return (x, y) => {
    const column = Math.floor(x / scale)
    const row = Math.floor(y / scale)
    const u = ease(x / scale - column)
    const v = ease(y / scale - row)
    const low = at(column, row) * (1 - u) + at(column + 1, row) * u
    const high = at(column, row + 1) * (1 - u) + at(column + 1, row + 1) * u
    return low * (1 - v) + high * v
  }
}
