export type LonLat = readonly [longitude: number, latitude: number]

/**
 * Even-odd rule over all rings, so holes count as outside. Planar in degrees: right at the size of a town, wrong across the
 * antimeridian and near the poles.
 */
export function isInside([x, y]: LonLat, rings: readonly (readonly LonLat[])[]): boolean {
  let inside = false
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i]!
      const [xj, yj] = ring[j]!
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
    }
  }
  return inside
}
