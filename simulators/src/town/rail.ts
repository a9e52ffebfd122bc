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
  const siding = (side: 1 | -1, rank: number): Line => {
    const west = -330 + rank * 55
    const east = 590 - rank * 60
    const run = railLine.filter((p) => p.x > west && p.x < east)
    const away = (p: Point) => Math.min(ease((p.x - west) / 130), ease((east - p.x) / 130))
    return offsetLine(run, (index) => side * (2.2 + rank * 5.2 * away(run[index]!)))
  }
  return [...main, siding(1, 1), siding(-1, 1), siding(-1, 2), siding(-1, 3), siding(-1, 4)]
}

export const motorwayInFrame: Line = motorwayLine.filter((p) => inFrame(p))
