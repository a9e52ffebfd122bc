import type { Position } from '../wire/position.ts'
import { hourMs } from '../world/local-time.ts'

export interface Move {
  from: string
  position: Position
}

/** The months from which things stand where they are drawn, and where they spend the winter. */
const summerFrom = '05-01'
const winterFrom = '10-01'

/** Whether a thing that moves with the season is in its winter place at an instant: they are moved at six. */
export function winters(at: number): boolean {
  const day = new Date(at - 6 * hourMs).toISOString().slice(5, 10)
  return day < summerFrom || day >= winterFrom
}

/** From last winter to the next summer, oldest first; and where it stands today, for an import has just put it elsewhere. */
export function movesOf({ summer, winter }: { summer: Position; winter: Position }, now: Date): Move[] {
  const year = now.getUTCFullYear()
  const moves = [year - 1, year, year + 1].flatMap((one) => [
    { from: `${one}-${summerFrom}T06:00:00.000Z`, position: summer },
    { from: `${one}-${winterFrom}T06:00:00.000Z`, position: winter },
  ])
  return [...moves, { from: now.toISOString(), position: winters(now.getTime()) ? winter : summer }]
}
