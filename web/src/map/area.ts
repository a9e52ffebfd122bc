import type { Geometry } from '@trame/domain'

type Position = readonly [longitude: number, latitude: number]

/** A ring on the map, as it stands in the URL: `lon,lat;lon,lat;…`, to about a metre. */
export const formatArea = (ring: readonly Position[]) =>
  ring.map((position) => position.map((each) => each.toFixed(5)).join(',')).join(';')

export function parseArea(text: string | undefined): Position[] | null {
  const ring = (text ?? '').split(';').map((pair) => pair.split(',').map(Number))
  const whole = ring.every((pair) => pair.length === 2 && pair.every(Number.isFinite))
  return whole && ring.length >= 3 ? (ring as unknown as Position[]) : null
}

export const polygonOf = (ring: readonly Position[]): Geometry => ({
  type: 'Polygon',
  coordinates: [[...ring, ring[0]!].map(([lon, lat]) => [lon, lat])],
})

/** Leaves out what lies within `tolerance` of the line through its neighbours (Douglas and Peucker). */
export function simplify<P extends readonly [number, number]>(line: readonly P[], tolerance: number): P[] {
  if (line.length < 3) return [...line]
  const [first, last] = [line[0]!, line.at(-1)!]
  let worst = 0
  let at = 0
  for (let i = 1; i < line.length - 1; i++) {
    const away = distance(line[i]!, first, last)
    if (away > worst) [worst, at] = [away, i]
  }
  if (worst <= tolerance) return [first, last]
  return [...simplify(line.slice(0, at + 1), tolerance).slice(0, -1), ...simplify(line.slice(at), tolerance)]
}

function distance(
  [x, y]: readonly [number, number],
  a: readonly [number, number],
  b: readonly [number, number],
) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const length = Math.hypot(dx, dy)
  if (length === 0) return Math.hypot(x - a[0], y - a[1])
  const along = Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / length ** 2))
  return Math.hypot(x - a[0] - along * dx, y - a[1] - along * dy)
}
