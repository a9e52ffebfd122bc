/** Mean radius of the earth (IUGG), metres. */
const earthM = 6_371_008.8
const radians = (degrees: number) => (degrees * Math.PI) / 180

type Place = readonly [longitude: number, latitude: number]

/** Metres on a great circle, as the crow flies (haversine: also right across the date line and for places nearly opposite). */
export function metresBetween([lonA, latA]: Place, [lonB, latB]: Place): number {
  const half =
    Math.sin(radians(latB - latA) / 2) ** 2 +
    Math.cos(radians(latA)) * Math.cos(radians(latB)) * Math.sin(radians(lonB - lonA) / 2) ** 2
  return 2 * earthM * Math.asin(Math.min(1, Math.sqrt(half)))
}
