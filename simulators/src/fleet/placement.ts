import { pointAlong } from '../town/line.ts'
import { toPoint, toPosition } from '../town/plane.ts'
import type { Street, Town } from '../town/town.ts'
import type { Position } from '../wire/position.ts'

/** Places along a street, every so many metres, on one side or on both in turn. */
export function alongStreet(
  street: Street,
  spacingM: number,
  offsetM: number,
  bothSides = false,
): Position[] {
  const line = street.line.map(toPoint)
  const count = Math.max(1, Math.floor(lengthOf(line) / spacingM))
  return Array.from({ length: count }, (_, index) => {
    const { point, direction } = pointAlong(line, (index + 0.5) * spacingM)
    const side = bothSides && index % 2 === 1 ? -offsetM : offsetM
    return toPosition({ x: point.x - direction.y * side, y: point.y + direction.x * side })
  })
}

const lengthOf = (line: readonly { x: number; y: number }[]) =>
  line.slice(1).reduce((sum, p, index) => sum + Math.hypot(p.x - line[index]!.x, p.y - line[index]!.y), 0)

export const moved = ([longitude, latitude]: Position, eastM: number, northM: number): Position => {
  const { x, y } = toPoint([longitude, latitude])
  return toPosition({ x: x + eastM, y: y + northM })
}

/** `count` of a list, spread evenly over it; again from the start, a little aside, when the list is short. */
export function spread<T>(list: readonly T[], count: number): { item: T; round: number }[] {
  if (list.length === 0) return []
  if (count <= list.length)
    return Array.from({ length: count }, (_, i) => ({
      item: list[Math.floor((i * list.length) / count)]!,
      round: 0,
    }))
  return Array.from({ length: count }, (_, i) => ({
    item: list[i % list.length]!,
    round: Math.floor(i / list.length),
  }))
}

/** The streets of a class, the longest first. */
export const streetsOf = (town: Town, ...classes: Street['class'][]) =>
  town.streets.filter((street) => classes.includes(street.class)).sort((a, b) => b.lengthM - a.lengthM)
