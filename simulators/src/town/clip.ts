import { Clipper, EndType, FillRule, JoinType } from 'clipper2-ts'
import type { Point } from './plane.ts'
import type { Ring } from './ring.ts'

// Clipper works on whole numbers: the plane is cut to the centimetre, so results never depend on the machine.
const precision = 2
const copy = (paths: readonly (readonly Point[])[]) => paths.map((path) => path.map(({ x, y }) => ({ x, y })))
const bare = (paths: readonly (readonly Point[])[]): Ring[] => copy(paths)

export const grow = (rings: readonly Ring[], by: number): Ring[] =>
  bare(Clipper.inflatePathsD(copy(rings), by, JoinType.Miter, EndType.Polygon, 2, precision))

export const buffer = (lines: readonly (readonly Point[])[], by: number): Ring[] =>
  bare(Clipper.inflatePathsD(copy(lines), by, JoinType.Miter, EndType.Square, 2, precision))

export const bufferRound = (lines: readonly (readonly Point[])[], by: number): Ring[] =>
  bare(Clipper.inflatePathsD(copy(lines), by, JoinType.Round, EndType.Round, 2, precision, 0.3))

export const subtract = (from: readonly Ring[], what: readonly Ring[]): Ring[] =>
  bare(Clipper.differenceD(copy(from), copy(what), FillRule.NonZero, precision))

export const intersect = (a: readonly Ring[], b: readonly Ring[]): Ring[] =>
  bare(Clipper.intersectD(copy(a), copy(b), FillRule.NonZero, precision))

export const simplify = (ring: Ring, tolerance: number): Ring =>
  bare([Clipper.simplifyPathD(copy([ring])[0]!, tolerance, true)])[0]!
