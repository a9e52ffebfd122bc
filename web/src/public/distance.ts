const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Metres on the sphere. */
export function metresBetween([a, b]: readonly [number, number], [c, d]: readonly [number, number]): number {
  const half =
    Math.sin(radians(d - b) / 2) ** 2 +
    Math.cos(radians(b)) * Math.cos(radians(d)) * Math.sin(radians(c - a) / 2) ** 2
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(half))
}
