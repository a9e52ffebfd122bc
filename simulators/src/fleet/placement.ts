import { alongStreet } from '../town/locate.ts'
import { toPoint, toPosition } from '../town/plane.ts'
import type { Street, Town } from '../town/town.ts'
import type { Position } from '../wire/position.ts'

/** Places along one street, every so many metres, on one side or on both in turn; its middle when it is shorter. */
export function placesAlong(
  town: Town,
  street: Street,
  spacingM: number,
  offsetM: number,
  alternate = false,
): Position[] {
  const spots = alongStreet(town, spacingM, offsetM, { accept: (one) => one === street, alternate })
  if (spots.length > 0) return spots.map(({ position }) => position)
  return [moved(street.line[Math.floor(street.line.length / 2)]!, offsetM, 0)]
}

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

/** The middle of a line, as drawn. */
export const middleOf = (line: readonly Position[]): Position => line[Math.floor(line.length / 2)]!
