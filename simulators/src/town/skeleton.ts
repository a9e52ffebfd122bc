import { grow } from './clip.ts'
import { type Line, nearestOnLine, offsetLine, smooth } from './line.ts'
import { cutAtCrossings, facesOf, type Net, type Side, type TaggedLine } from './planar.ts'
import { frame, mix, type Point, point, toPoints } from './plane.ts'
import { contains, type Ring } from './ring.ts'
import {
  ceinture,
  drawnRoads,
  halfWidths,
  motorway,
  type RoadClass,
  railPoints,
  remparts,
  rocade,
} from './roads.ts'
import { bank, brookLine, island, lakeGround } from './water.ts'

/** What a line of the net is: a road, or a limit that no road follows (bank, railway fence, hedge). */
export type Tag = { class: RoadClass | 'limit'; name: string; half: number; line: number }
export type Road = { name: string; class: RoadClass; points: Line; tag: Tag }
export type Skeleton = { roads: Road[]; net: Net<Tag>; faces: Side<Tag>[][] }

const outline = (points: string): Ring => smooth(toPoints(points), 20, true).slice(0, -1)
export const rempartsRing = outline(remparts)
export const ceintureRing = outline(ceinture)
export const rocadeRing = outline(rocade)

export const railLine: Line = smooth(toPoints(railPoints), 20)
export const motorwayLine: Line = smooth(toPoints(motorway.points), 25)

/** The yard is wide at the station, on the town's side. */
export function railHalfWidth(p: Point, side: 1 | -1): number {
  const fromStation = (p.x - 110) / 420
  return 13 + (side < 0 ? 20 : 6) * Math.exp(-fromStation * fromStation)
}

const runs = (line: Line, keep: (p: Point) => boolean): Line[] => {
  const found: Line[] = []
  let run: Line = []
  for (const p of line) {
    if (keep(p)) run.push(p)
    else {
      if (run.length > 1) found.push(run)
      run = []
    }
  }
  if (run.length > 1) found.push(run)
  return found
}

function roadLines(): { name: string; class: RoadClass; points: Line }[] {
  const drawn = drawnRoads.map((road) => {
    const control = toPoints(road.points)
    const points = road.straight ? [...control, control[0]!] : smooth(control, 20, road.closed === true)
    return { name: road.name, class: road.class, points }
  })
  const town = grow([ceintureRing], 34)[0]!
  const quays: [string, 1 | -1, (p: Point) => boolean][] = [
    ['Quai des Mégissiers', 1, (p) => p.x < -15],
    ['Quai de la Poissonnerie', 1, (p) => p.x >= -40],
    ['Quai Rive-Gauche', -1, (p) => p.x < -35],
    ['Quai des Teinturiers', -1, (p) => p.x >= -60],
  ]
  for (const [name, side, part] of quays) {
    const [points] = runs(bank(side, 14), (p) => contains(town, p) && part(p))
    if (points) drawn.push({ name, class: 'street', points })
  }
  const besideRail = (by: number, west: number, east: number) =>
    runs(
      offsetLine(railLine, () => by),
      (p) => p.x > west && p.x < east,
    )[0]!
  drawn.push({ name: 'Rue du Dépôt', class: 'street', points: besideRail(-92, -985, 125) })
  drawn.push({ name: 'Rue des Cheminots', class: 'street', points: besideRail(-92, 100, 850) })
  drawn.push({ name: 'Rue des Ateliers', class: 'street', points: besideRail(70, -1065, 912) })
  return drawn
}

function limits(): Line[] {
  const inner = grow([ceintureRing], -34)[0]!
  const lines = [
    ...runs(bank(1, 30), (p) => !contains(inner, p)),
    ...runs(bank(-1, 30), (p) => !contains(inner, p)),
    [...island, island[0]!],
    lakeGround,
    offsetLine(railLine, (index) => railHalfWidth(railLine[index]!, 1)),
    offsetLine(railLine, (index) => -railHalfWidth(railLine[index]!, -1)),
    offsetLine(motorwayLine, () => 24),
    offsetLine(motorwayLine, () => -24),
    offsetLine(brookLine, () => 20),
    offsetLine(brookLine, () => -20),
  ]
  const { west, south, east, north } = frame
  const corners = [point(west, south), point(east, south), point(east, north), point(west, north)]
  // Short sides, so that a crossing is found in few cells of the grid.
  for (let i = 0; i < 4; i++) {
    const a = corners[i]!
    const b = corners[(i + 1) % 4]!
    lines.push(Array.from({ length: 101 }, (_, k) => mix(a, b, k / 100)))
  }
  return lines
}

export const inFrame = (p: Point, margin = 0.01): boolean =>
  p.x >= frame.west - margin &&
  p.x <= frame.east + margin &&
  p.y >= frame.south - margin &&
  p.y <= frame.north + margin

export function buildSkeleton(): Skeleton {
  const roads = roadLines().map(
    (road, line): Road => ({
      ...road,
      tag: { class: road.class, name: road.name, half: halfWidths[road.class], line },
    }),
  )
  const limit: Tag = { class: 'limit', name: '', half: 2.5, line: -1 }
  const lines: TaggedLine<Tag>[] = [
    ...roads.map(({ points, tag }) => ({ points, tag })),
    ...limits().map((points) => ({ points, tag: limit })),
  ]
  const net = cutAtCrossings(lines)
  net.edges = net.edges.filter(({ from, to }) => inFrame(mix(net.nodes.get(from)!, net.nodes.get(to)!, 0.5)))
  return { roads, net, faces: facesOf(net) }
}

export const distanceToRail = (p: Point): number => nearestOnLine(p, railLine).distance
