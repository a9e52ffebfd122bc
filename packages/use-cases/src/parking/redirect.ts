export interface CarParkNow {
  id: string
  name: string
  position: readonly [longitude: number, latitude: number]
  /** Null: not known, or too old. */
  free: number | null
  full: boolean
  open: boolean
}

const earthM = 6_371_008.8
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Metres on the sphere, as the crow flies. */
export function metresBetween([a, b]: CarParkNow['position'], [c, d]: CarParkNow['position']): number {
  const half =
    Math.sin(radians(d - b) / 2) ** 2 +
    Math.cos(radians(b)) * Math.cos(radians(d)) * Math.sin(radians(c - a) / 2) ** 2
  return 2 * earthM * Math.asin(Math.sqrt(half))
}

export interface Redirection {
  to: CarParkNow
  metres: number
}

/** The next nearest car park that has places, is open, and says so itself; null when there is none. */
export function redirectFrom(from: CarParkNow, others: readonly CarParkNow[]): Redirection | null {
  const candidates = others
    .filter(({ id, free, full, open }) => id !== from.id && open && !full && free !== null && free > 0)
    .map((to) => ({ to, metres: metresBetween(from.position, to.position) }))
    .sort((a, b) => a.metres - b.metres || a.to.id.localeCompare(b.to.id))
  return candidates[0] ?? null
}
