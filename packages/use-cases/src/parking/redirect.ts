import { metresBetween } from '@trame/domain'
export interface CarParkNow {
  id: string
  name: string
  position: readonly [longitude: number, latitude: number]
  /** Null: not known, or too old. */
  free: number | null
  full: boolean
  open: boolean
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
