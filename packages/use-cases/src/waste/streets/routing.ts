import { metresBetween } from '@trame/domain'
import { type LonLat, nearestStreet, type OnStreet, partOf, type StreetNetwork } from './network.ts'

export interface Matrix {
  /** Square, row = from: metres and seconds of the fastest way. */
  metres: Float64Array
  seconds: Float64Array
  /** Pairs without a way on the network, put down as the crow flies times 1.3. */
  guessed: number
}

export interface StreetRouting {
  matrix(): Matrix
  /** Of the fastest way between two of the places, by their numbers. */
  line(from: number, to: number): LonLat[]
}

/** Where there is no street: the usual detour of streets, at the pace of a town. */
export const crowFactor = 1.3
export const crowKmh = 25

export function asTheCrowFlies(from: LonLat, to: LonLat): { metres: number; seconds: number } {
  const metres = crowFactor * metresBetween(from, to)
  return { metres, seconds: (metres / crowKmh) * 3.6 }
}

interface Arc {
  to: number
  metres: number
  seconds: number
  edge: number
  from: number
  until: number
}

/**
 * Ways between places on a network, one-way streets respected. Each place becomes a node of its own on its street. Dijkstra from
 * every place: a town of 3,000 crossings and 200 places takes a fraction of a second. With a matrix that is known from before,
 * only from those that somebody wants a line of.
 */
export function routeOnStreets(
  network: StreetNetwork,
  places: readonly LonLat[],
  before?: Matrix,
): StreetRouting {
  const spots = places.map((place) => nearestStreet(network, place))
  const arcs = arcsOf(network, spots)
  const first = network.nodes.length
  const grown: (Tree | undefined)[] = []
  const treeFrom = (i: number): Tree | null => {
    if (!spots[i]) return null
    grown[i] ??= fastestFrom(arcs, first + i)
    return grown[i]
  }

  let known = before
  const matrixOf = (): Matrix => {
    const n = places.length
    const metres = new Float64Array(n * n)
    const seconds = new Float64Array(n * n)
    let guessed = 0
    for (let a = 0; a < n; a++) {
      const tree = treeFrom(a)
      for (let b = 0; b < n; b++) {
        if (a === b) continue
        const found = tree?.seconds[first + b] ?? Number.POSITIVE_INFINITY
        if (Number.isFinite(found)) {
          metres[a * n + b] = tree!.metres[first + b]!
          seconds[a * n + b] = found
        } else {
          const guess = asTheCrowFlies(places[a]!, places[b]!)
          metres[a * n + b] = guess.metres
          seconds[a * n + b] = guess.seconds
          guessed++
        }
      }
    }
    return { metres, seconds, guessed }
  }

  return {
    matrix() {
      known ??= matrixOf()
      return known
    },
    line(from, to) {
      const tree = treeFrom(from)
      if (!tree || !Number.isFinite(tree.seconds[first + to]!)) return [places[from]!, places[to]!]
      const steps: Arc[] = []
      for (let node = first + to; node !== first + from; ) {
        const arc = tree.by[node]!
        steps.push(arc)
        node = tree.before[node]!
      }
      const line = steps
        .reverse()
        .flatMap(({ edge, from: a, until }) => partOf(network.edges[edge]!.line, a, until))
      return line.filter(
        (point, i) => i === 0 || point[0] !== line[i - 1]![0] || point[1] !== line[i - 1]![1],
      )
    },
  }
}

/** Edges cut at the places that stand on them. */
function arcsOf({ nodes, edges }: StreetNetwork, spots: readonly (OnStreet | null)[]): Arc[][] {
  const arcs: Arc[][] = Array.from({ length: nodes.length + spots.length }, () => [])
  const onEdge = new Map<number, { node: number; share: number }[]>()
  spots.forEach((spot, i) => {
    if (!spot) return
    const list = onEdge.get(spot.edge) ?? []
    list.push({ node: nodes.length + i, share: spot.share })
    onEdge.set(spot.edge, list)
  })
  edges.forEach(({ from, to, lengthM, kmh, oneWay }, edge) => {
    const cuts = [
      { node: from, share: 0 },
      ...(onEdge.get(edge) ?? []).sort((a, b) => a.share - b.share),
      { node: to, share: 1 },
    ]
    for (let i = 1; i < cuts.length; i++) {
      const [a, b] = [cuts[i - 1]!, cuts[i]!]
      const metres = (b.share - a.share) * lengthM
      const part = { metres, seconds: (metres / kmh) * 3.6, edge }
      arcs[a.node]!.push({ ...part, to: b.node, from: a.share, until: b.share })
      if (!oneWay) arcs[b.node]!.push({ ...part, to: a.node, from: b.share, until: a.share })
    }
  })
  return arcs
}

interface Tree {
  seconds: Float64Array
  metres: Float64Array
  before: Int32Array
  by: (Arc | undefined)[]
}

function fastestFrom(arcs: readonly Arc[][], start: number): Tree {
  const seconds = new Float64Array(arcs.length).fill(Number.POSITIVE_INFINITY)
  const metres = new Float64Array(arcs.length)
  const before = new Int32Array(arcs.length).fill(-1)
  const by: (Arc | undefined)[] = new Array(arcs.length)
  // A binary heap with stale entries: a node is pushed again when it gets nearer.
  const heap: { node: number; at: number }[] = []
  seconds[start] = 0
  push(heap, { node: start, at: 0 })
  while (heap.length > 0) {
    const { node, at } = pop(heap)
    if (at > seconds[node]!) continue
    for (const arc of arcs[node]!) {
      const reached = at + arc.seconds
      if (reached >= seconds[arc.to]!) continue
      seconds[arc.to] = reached
      metres[arc.to] = metres[node]! + arc.metres
      before[arc.to] = node
      by[arc.to] = arc
      push(heap, { node: arc.to, at: reached })
    }
  }
  return { seconds, metres, before, by }
}

type Entry = { node: number; at: number }

function push(heap: Entry[], entry: Entry) {
  let i = heap.push(entry) - 1
  while (i > 0) {
    const up = (i - 1) >> 1
    if (heap[up]!.at <= entry.at) break
    heap[i] = heap[up]!
    i = up
  }
  heap[i] = entry
}

function pop(heap: Entry[]): Entry {
  const top = heap[0]!
  const last = heap.pop()!
  if (heap.length > 0) {
    let i = 0
    for (;;) {
      let down = 2 * i + 1
      if (down >= heap.length) break
      if (down + 1 < heap.length && heap[down + 1]!.at < heap[down]!.at) down++
      if (heap[down]!.at >= last.at) break
      heap[i] = heap[down]!
      i = down
    }
    heap[i] = last
  }
  return top
}

/** The same ways between some of the places only: what was computed for all is computed once. */
export function partOfRouting(routing: StreetRouting, places: readonly number[]): StreetRouting {
  const matrix = partOfMatrix(routing.matrix(), places)
  return { matrix: () => matrix, line: (a, b) => routing.line(places[a]!, places[b]!) }
}

export function partOfMatrix(whole: Matrix, places: readonly number[]): Matrix {
  const all = Math.sqrt(whole.metres.length)
  const pick = (from: Float64Array) =>
    Float64Array.from({ length: places.length ** 2 }, (_, i) => {
      const [a, b] = [places[Math.floor(i / places.length)]!, places[i % places.length]!]
      return from[a * all + b]!
    })
  return { metres: pick(whole.metres), seconds: pick(whole.seconds), guessed: whole.guessed }
}

/** Of a truck that is slower or faster than the network says; nobody drives less far for it. */
export const atPace = (matrix: Matrix, pace: number): Matrix =>
  pace === 1 ? matrix : { ...matrix, seconds: matrix.seconds.map((seconds) => seconds / pace) }

/** Without any network. */
export function routeAsTheCrowFlies(places: readonly LonLat[]): StreetRouting {
  return routeOnStreets({ nodes: [], edges: [] }, places)
}
