import { type Line, offsetLine } from './line.ts'
import type { Point } from './plane.ts'
import { inFrame, motorwayLine, railLine } from './skeleton.ts'

const ease = (t: number): number => {
  const s = Math.max(0, Math.min(1, t))
  return s * s * (3 - 2 * s)
}

/** Two main tracks, and the sidings of the station that leave them and come back. */
export function tracks(): Line[] {
  const main = [2.2, -2.2].map((by) => offsetLine(railLine, () => by).filter((p) => inFrame(p)))
  // Each siding leaves the one before it and comes back to it: a ladder, in which no track crosses another.
  const reach = (rank: number) => ({ west: -330 + rank * 55, east: 590 - rank * 60 })
  const away = (p: Point, rank: number) => {
    const { west, east } = reach(rank)
    return Math.min(ease((p.x - west) / 130), ease((east - p.x) / 130))
  }
  const siding = (side: 1 | -1, rank: number): Line => {
    const { west, east } = reach(rank)
    const run = railLine.filter((p) => p.x > west - 20 && p.x < east + 20)
    return offsetLine(run, (index) => {
      let off = 2.2
      for (let k = 1; k <= rank; k++) off += 5.2 * away(run[index]!, k)
      return side * off
    })
  }
  return [...main, siding(1, 1), siding(-1, 1), siding(-1, 2), siding(-1, 3), siding(-1, 4)]
}

export const motorwayInFrame: Line = motorwayLine.filter((p) => inFrame(p))
