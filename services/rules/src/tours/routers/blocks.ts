import { asTheCrowFlies, type LonLat, type Matrix } from '@trame/use-cases'
import { RouterRefused } from './router.ts'

/** Of some sources to some targets, row = source. null: no way between the two. */
export interface Block {
  metres: (number | null)[][]
  seconds: (number | null)[][]
}

/** A square matrix asked for in blocks, since routers answer only so many places at a time. */
export async function inBlocks(
  places: readonly LonLat[],
  most: number,
  ask: (from: readonly LonLat[], to: readonly LonLat[]) => Promise<Block>,
): Promise<Matrix> {
  const n = places.length
  const matrix = { metres: new Float64Array(n * n), seconds: new Float64Array(n * n), guessed: 0 }
  let found = 0
  for (let row = 0; row < n; row += most)
    for (let column = 0; column < n; column += most) {
      const [from, to] = [places.slice(row, row + most), places.slice(column, column + most)]
      const { metres, seconds } = await ask(from, to)
      from.forEach((a, i) => {
        to.forEach((b, j) => {
          const at = (row + i) * n + column + j
          if (row + i === column + j) return
          const [far, long] = [metres[i]?.[j] ?? null, seconds[i]?.[j] ?? null]
          if (far !== null && long !== null) found++
          else matrix.guessed++
          const guess = far === null || long === null ? asTheCrowFlies(a, b) : { metres: far, seconds: long }
          matrix.metres[at] = guess.metres
          matrix.seconds[at] = guess.seconds
        })
      })
    }
  if (n > 1 && found === 0) throw new RouterRefused('no_way')
  return matrix
}

/** A line asked for in parts, each beginning where the one before ended. */
export async function inParts(
  places: readonly LonLat[],
  most: number,
  ask: (part: readonly LonLat[]) => Promise<[number, number][]>,
): Promise<[number, number][]> {
  const line: [number, number][] = []
  for (let at = 0; at + 1 < places.length; at += most - 1) {
    const part = await ask(places.slice(at, at + most))
    line.push(...(line.length === 0 ? part : part.slice(1)))
  }
  return line
}
