import type { Position } from '../wire/position.ts'

export interface Move {
  from: string
  position: Position
}

/** The months from which things stand where they are drawn, and where they spend the winter. */
const summerFrom = '05-01'
const winterFrom = '10-01'

/** From last winter to the next summer, oldest first; and where it stands today, for an import has just put it elsewhere. */
export function movesOf({ summer, winter }: { summer: Position; winter: Position }, now: Date): Move[] {
  const year = now.getUTCFullYear()
  const moves = [year - 1, year, year + 1].flatMap((one) => [
    { from: `${one}-${summerFrom}T06:00:00.000Z`, position: summer },
    { from: `${one}-${winterFrom}T06:00:00.000Z`, position: winter },
  ])
  const past = moves.filter(({ from }) => Date.parse(from) <= now.getTime())
  return [...moves, { from: now.toISOString(), position: past.at(-1)!.position }]
}
