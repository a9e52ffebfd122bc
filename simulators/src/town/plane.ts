/**
 * The town is drawn in metres on a flat plane (x east, y north, origin on the Place du Marché) and leaves it as
 * WGS84 degrees. Over 12 km the plane departs from the ellipsoid by less than a metre, which is no one's business.
 */
export type Point = { x: number; y: number }
export type Position = [longitude: number, latitude: number]

export const centre: Position = [0.35, 47.05]
/** The drawn land, in metres from the origin. */
export const frame = { west: -6000, south: -5000, east: 6000, north: 5000 }

const latitude = (centre[1] * Math.PI) / 180
// Lengths of a degree on the WGS84 ellipsoid, series of NGA.STND.0036.
const metresPerLatitude = 111132.92 - 559.82 * Math.cos(2 * latitude) + 1.175 * Math.cos(4 * latitude)
const metresPerLongitude = 111412.84 * Math.cos(latitude) - 93.5 * Math.cos(3 * latitude)

const sixDecimals = (value: number) => Math.round(value * 1e6) / 1e6

export const toPosition = (point: Point): Position => [
  sixDecimals(centre[0] + point.x / metresPerLongitude),
  sixDecimals(centre[1] + point.y / metresPerLatitude),
]

export const toPoint = (position: readonly [number, number]): Point => ({
  x: (position[0] - centre[0]) * metresPerLongitude,
  y: (position[1] - centre[1]) * metresPerLatitude,
})

export const point = (x: number, y: number): Point => ({ x, y })
/** Reads `x,y x,y`: the way the hand-drawn lines are written down. */
export const toPoints = (text: string): Point[] =>
  text.split(' ').map((pair) => {
    const [x, y] = pair.split(',').map(Number)
    return { x: x!, y: y! }
  })
/** Centimetres: shared corners must have one key, whichever street computed them. */
export const rounded = (p: Point): Point => ({
  x: Math.round(p.x * 100) / 100,
  y: Math.round(p.y * 100) / 100,
})
export const keyOf = (p: Point): string => `${Math.round(p.x * 100)},${Math.round(p.y * 100)}`

export const add = (a: Point, b: Point): Point => ({ x: a.x + b.x, y: a.y + b.y })
export const minus = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y })
export const times = (a: Point, factor: number): Point => ({ x: a.x * factor, y: a.y * factor })
export const dot = (a: Point, b: Point): number => a.x * b.x + a.y * b.y
export const cross = (a: Point, b: Point): number => a.x * b.y - a.y * b.x
export const length = (a: Point): number => Math.sqrt(a.x * a.x + a.y * a.y)
export const distance = (a: Point, b: Point): number => length(minus(a, b))
export const unit = (a: Point): Point => {
  const size = length(a)
  return size === 0 ? { x: 1, y: 0 } : { x: a.x / size, y: a.y / size }
}
/** A quarter turn to the left. */
export const leftOf = (a: Point): Point => ({ x: -a.y, y: a.x })
export const mix = (a: Point, b: Point, t: number): Point => ({
  x: a.x + (b.x - a.x) * t,
  y: a.y + (b.y - a.y) * t,
})
