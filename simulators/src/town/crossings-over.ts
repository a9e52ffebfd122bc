import { type Line, lengthOf, nearestOnLine, sliceLine } from './line.ts'
import { distance, mix, type Point } from './plane.ts'
import { motorwayLine, railLine } from './skeleton.ts'
import { brookLine, isWater, riverLine } from './water.ts'

/** The parts of a line that are bridges over what `over` says, with their abutments, and the parts between. */
export function splitAtBridges(line: Line, over: (p: Point) => boolean): { points: Line; bridge: boolean }[] {
  const total = lengthOf(line)
  const spans: [number, number][] = []
  let walked = 0
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1]!
    const b = line[i]!
    const size = distance(a, b)
    for (let u = 0; u < size; u += 3) {
      if (!over(mix(a, b, u / size))) continue
      const at = walked + u
      const last = spans.at(-1)
      if (last && at - last[1] < 14) last[1] = at
      else spans.push([at, at])
    }
    walked += size
  }
  if (spans.length === 0) return [{ points: line, bridge: false }]
  const parts: { points: Line; bridge: boolean }[] = []
  let from = 0
  for (const [start, end] of spans) {
    const a = Math.max(0, start - 7)
    const b = Math.min(total, end + 7)
    if (a > from + 0.5) parts.push({ points: sliceLine(line, from, a), bridge: false })
    parts.push({ points: sliceLine(line, a, b), bridge: true })
    from = b
  }
  if (total > from + 0.5) parts.push({ points: sliceLine(line, from, total), bridge: false })
  return parts
}

/** Cells of 40 m that something to cross touches, so that most streets are never measured. */
const cells = new Set<string>()
const cellOf = (p: Point) => `${Math.floor(p.x / 40)}:${Math.floor(p.y / 40)}`
for (const line of [railLine, motorwayLine, riverLine, brookLine]) {
  const reach = line === riverLine ? 120 : 40
  for (const p of line) {
    for (let x = -reach; x <= reach; x += 40) {
      for (let y = -reach; y <= reach; y += 40) cells.add(cellOf({ x: p.x + x, y: p.y + y }))
    }
  }
}

const over = (p: Point): boolean =>
  cells.has(cellOf(p)) &&
  (isWater(p) || nearestOnLine(p, railLine).distance < 12 || nearestOnLine(p, motorwayLine).distance < 18)

export const bridgesOf = (line: Line): { points: Line; bridge: boolean }[] =>
  line.some((p) => cells.has(cellOf(p))) ? splitAtBridges(line, over) : [{ points: line, bridge: false }]
