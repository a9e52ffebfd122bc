import { metresBetween } from '@trame/domain'
import type { KnownDevice } from './devices.ts'

interface Point {
  longitude: number
  latitude: number
}

/** Metres from a device's own position to where its asset stood at that time; undefined where that is not known. */
export function displacementOf(
  position: Point,
  places: KnownDevice['places'],
  at: number,
): number | undefined {
  const place = places.find(({ from, to }) => at >= from && at < to)
  return place && Math.round(metresBetween(lonLat(position), lonLat(place)))
}

const lonLat = ({ longitude, latitude }: Point) => [longitude, latitude] as const
