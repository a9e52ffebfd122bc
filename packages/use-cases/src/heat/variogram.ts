/** Half the mean squared difference of two places, by their distance. `sill` is the whole of it, nugget included. */
export interface Variogram {
  model: 'exponential' | 'spherical'
  nugget: number
  sill: number
  /** Distance at which places know nothing of each other any more: 95 % of the sill (exponential), or all (spherical). */
  practicalRangeM: number
}

/** 0 at no distance at all: kriging then gives back a station's own value. */
export function gamma({ model, nugget, sill, practicalRangeM }: Variogram, distanceM: number): number {
  if (distanceM <= 0) return 0
  const ratio = distanceM / practicalRangeM
  if (model === 'exponential') return nugget + (sill - nugget) * (1 - Math.exp(-3 * ratio))
  return ratio >= 1 ? sill : nugget + (sill - nugget) * (1.5 * ratio - 0.5 * ratio ** 3)
}
