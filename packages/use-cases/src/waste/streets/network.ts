import { metresBetween } from '@trame/domain'
/** Longitude, latitude (WGS 84). */
export type LonLat = readonly [longitude: number, latitude: number]

export interface StreetEdge {
  from: number
  to: number
  lengthM: number
  kmh: number
  /** Passable only from `from` to `to`. */
  oneWay: boolean
  /** From the one node to the other, both included. */
  line: readonly LonLat[]
}

/** Streets as a truck may drive them; what it may not is left out by whoever builds this. Nodes are numbered from 0. */
export interface StreetNetwork {
  nodes: readonly LonLat[]
  edges: readonly StreetEdge[]
}

export interface OnStreet {
  edge: number
  /** Share of the edge's length behind this place, 0 to 1. */
  share: number
  position: LonLat
  /** From the place itself to the street. */
  offM: number
}

/** Nearest place of the network; null where it is empty. Flat geometry around the place: streets are near. */
export function nearestStreet({ edges }: StreetNetwork, place: LonLat): OnStreet | null {
  const perLat = 111_195
  const perLon = perLat * Math.cos((place[1] * Math.PI) / 180)
  let best: OnStreet | null = null
  edges.forEach(({ line }, edge) => {
    let along = 0
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [line[i - 1]!, line[i]!]
      const [bx, by] = [(b[0] - a[0]) * perLon, (b[1] - a[1]) * perLat]
      const [px, py] = [(place[0] - a[0]) * perLon, (place[1] - a[1]) * perLat]
      const length = Math.hypot(bx, by)
      const t = length === 0 ? 0 : Math.min(1, Math.max(0, (px * bx + py * by) / (length * length)))
      const offM = Math.hypot(px - t * bx, py - t * by)
      if (best === null || offM < best.offM)
        best = {
          edge,
          share: along + t * length,
          position: [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])],
          offM,
        }
      along += length
    }
    // Until here `share` was metres.
    if (best?.edge === edge) best = { ...best, share: along === 0 ? 0 : Math.min(1, best.share / along) }
  })
  return best
}

/** The part of a line between two shares of its length, in the order asked. */
export function partOf(line: readonly LonLat[], from: number, to: number): LonLat[] {
  const lengths = line.slice(1).map((point, i) => metresBetween(line[i]!, point))
  const total = lengths.reduce((sum, length) => sum + length, 0)
  const at = (share: number): LonLat => {
    let left = share * total
    for (let i = 0; i < lengths.length; i++) {
      const length = lengths[i]!
      if (left <= length || i === lengths.length - 1) {
        const t = length === 0 ? 0 : Math.min(1, left / length)
        const [a, b] = [line[i]!, line[i + 1]!]
        return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]
      }
      left -= length
    }
    return line[0]!
  }
  const [low, high] = [Math.min(from, to), Math.max(from, to)]
  let along = 0
  const inner = line.filter((_, i) => {
    if (i > 0) along += lengths[i - 1]!
    const share = total === 0 ? 0 : along / total
    return share > low && share < high
  })
  const part = [at(low), ...inner, at(high)]
  return from <= to ? part : part.reverse()
}
