/** Longitude, latitude (WGS 84). */
export type Position = readonly [number, number]

/** Flat-earth metres: right to a thousandth within a town. */
export function distanceM([lon1, lat1]: Position, [lon2, lat2]: Position): number {
  const x = (lon2 - lon1) * 111_320 * Math.cos(((lat1 + lat2) / 2) * (Math.PI / 180))
  const y = (lat2 - lat1) * 110_574
  return Math.hypot(x, y)
}
