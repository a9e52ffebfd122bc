import type { KnownDevice } from './devices.ts'

interface Point {
  longitude: number
  latitude: number
}

const earthM = 6_371_008.8
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Metres from a device's own position to where its asset stood at that time; undefined where that is not known. */
export function displacementOf(
  position: Point,
  places: KnownDevice['places'],
  at: number,
): number | undefined {
  const place = places.find(({ from, to }) => at >= from && at < to)
  return place && Math.round(metresBetween(position, place))
}

/** Great circle, by the haversine formula: also right for a device that was sent to the other end of the world. */
function metresBetween(a: Point, b: Point): number {
  const height = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2
  const width = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2
  const chord = height + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * width
  return 2 * earthM * Math.asin(Math.min(1, Math.sqrt(chord)))
}
