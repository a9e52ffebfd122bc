import { metresBetween } from '@trame/domain'
import type { LonLat } from '@trame/use-cases'

/**
 * Which ways to ask a router for that knows routes and no matrix: from and to the first place (the depot) and the last ones (the
 * tips), and between each place and its nearest. A tour hardly ever drives any other; those are guessed.
 */
export function legsToAsk(
  places: readonly LonLat[],
  { nearest, last }: { nearest: number; last: number },
): [number, number][] {
  const wanted = new Set<string>()
  const both = (a: number, b: number) => {
    if (a === b) return
    wanted.add(`${a} ${b}`)
    wanted.add(`${b} ${a}`)
  }
  const hubs = [0, ...Array.from({ length: last }, (_, i) => places.length - 1 - i)]
  places.forEach((place, i) => {
    for (const hub of hubs) both(i, hub)
    const others = places.map((other, j) => ({ j, far: metresBetween(place, other) }))
    others.sort((a, b) => a.far - b.far)
    for (const { j } of others.slice(1, nearest + 1)) both(i, j)
  })
  return [...wanted].map((pair) => pair.split(' ').map(Number) as [number, number])
}

/** The same ways as walks of at most so many: one request answers all of a walk. Every pair is walked once. */
export function walksOver(legs: readonly (readonly [number, number])[], most: number): number[][] {
  const from = new Map<number, number[]>()
  for (const [a, b] of legs) from.set(a, [...(from.get(a) ?? []), b])
  const walks: number[][] = []
  let at: number | undefined
  for (;;) {
    let walk = at === undefined ? undefined : walks.at(-1)
    const next = at === undefined ? undefined : from.get(at)?.pop()
    if (next === undefined || walk === undefined) {
      // Stuck: every way out of here is walked. Goes on wherever one is left.
      at = [...from].find(([, ways]) => ways.length > 0)?.[0]
      if (at === undefined) return walks
      walks.push([at])
      continue
    }
    if (walk.length > most) {
      walk = [at!]
      walks.push(walk)
    }
    walk.push(next)
    at = next
  }
}
