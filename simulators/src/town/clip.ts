import { Clipper, EndType, FillRule, JoinType } from 'clipper2-ts'
import type { Point } from './plane.ts'
import { areaOf, type Ring } from './ring.ts'

// Clipper works on whole numbers: the plane is cut to the centimetre, so results never depend on the machine.
const precision = 2
const copy = (paths: readonly (readonly Point[])[]) => paths.map((path) => path.map(({ x, y }) => ({ x, y })))
const bare = (paths: readonly (readonly Point[])[]): Ring[] => copy(paths)

export const grow = (rings: readonly Ring[], by: number): Ring[] =>
  bare(Clipper.inflatePathsD(copy(rings), by, JoinType.Miter, EndType.Polygon, 2, precision))

export const growRound = (rings: readonly Ring[], by: number): Ring[] =>
  bare(Clipper.inflatePathsD(copy(rings), by, JoinType.Round, EndType.Polygon, 2, precision, 0.5))

export const buffer = (lines: readonly (readonly Point[])[], by: number): Ring[] =>
  bare(Clipper.inflatePathsD(copy(lines), by, JoinType.Miter, EndType.Square, 2, precision))

export const bufferRound = (lines: readonly (readonly Point[])[], by: number): Ring[] =>
  bare(Clipper.inflatePathsD(copy(lines), by, JoinType.Round, EndType.Round, 2, precision, 0.3))

export const subtract = (from: readonly Ring[], what: readonly Ring[]): Ring[] =>
  bare(Clipper.differenceD(copy(from), copy(what), FillRule.NonZero, precision))

export const intersect = (a: readonly Ring[], b: readonly Ring[]): Ring[] =>
  bare(Clipper.intersectD(copy(a), copy(b), FillRule.NonZero, precision))

export const unite = (rings: readonly Ring[]): Ring[] =>
  bare(Clipper.unionD(copy(rings), [], FillRule.NonZero, precision))

export const simplify = (ring: Ring, tolerance: number): Ring =>
  bare([Clipper.simplifyPathD(copy([ring])[0]!, tolerance, true)])[0]!

/** Outer rings with the holes that lie in them, from Clipper's oriented rings. */
export function withHoles(rings: readonly Ring[], inside: (outer: Ring, p: Point) => boolean): Ring[][] {
  const outers = rings.filter((ring) => areaOf(ring) > 0).map((ring): Ring[] => [ring])
  for (const hole of rings.filter((ring) => areaOf(ring) < 0)) {
    outers.find((polygon) => inside(polygon[0]!, hole[0]!))?.push(hole)
  }
  return outers
}
